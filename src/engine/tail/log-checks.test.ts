import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 30_000, interval: 20 }
const tailOf = (file: string) => `# Go-live

\`\`\`yaml tail
file: ${file}
id: app
since: 1h
patterns:
  - { id: failed, match: "event: 'job_failed'" }
metrics:
  - { id: sent, title: Sent, query: "count(event='message_sent')", window: 1m, every: 1s }
  - { id: share, query: "count(failed) / count(*)", window: 1m, every: 1s }
  - { id: top, query: "group by tenantId, count(*)", every: 1s }
\`\`\`
`

it('metrics and personal data of a tail are shown, and are checks', async () => {
  using folder = temporaryFolder()
  const file = join(folder.dir, 'app.log')
  const phone = '0612345678'
  const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000).toISOString()
  const line = (rest: string, ago = 1) =>
    appendFileSync(file, `{"level":30,"time":"${at(ago)}",${rest}}\n`)
  writeFileSync(file, '')
  mkdirSync(join(folder.dir, 'profiles'), { recursive: true })
  const profile = 'name: here\nenvironment: practice\nvariables: { phone_country: FR }\n'
  writeFileSync(join(folder.dir, 'profiles', 'here.yaml'), profile)
  const runbook = `${tailOf(file)}
- [ ] Numbers are masked in the logs {#masked}
  \`\`\`yaml check
  log: { tail: app, pii: true, window: 5 }
  every: 1s
  \`\`\`
- [ ] Messages are sent {#sent}
  \`\`\`yaml check
  log: { tail: app, metric: sent }
  expect: value > 1.0
  every: 1s
  \`\`\`
`
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const { runId } = valueOf(
    await handlers['run.create'](
      { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
      idle,
    ),
  )
  const monitors = valueOf(sources.monitors({ runId }))
  const tails = valueOf(sources.tails({ runId }))
  const metrics = () =>
    Object.fromEntries((tails.get('app')?.metrics ?? []).map((metric) => [metric.id, metric]))

  await vi.waitFor(() => expect(tails.get('app')?.state).toBe('live'), soon)
  line('"event":"message_sent","tenantId":7,"msg":"to +33******78"')
  line('"event":"message_sent","tenantId":42,"msg":"to 06XXXXXX78"')
  line('"event":"job_failed","tenantId":42,"msg":"again"')
  // Older than its window.
  line('"event":"message_sent","tenantId":42,"msg":"of before"', 120)
  await vi.waitFor(
    () =>
      expect(metrics()).toMatchObject({
        sent: { title: 'Sent', value: 2, windowSeconds: 60, isWhole: false },
        share: { title: 'count(failed) / count(*)', value: 1 / 3 },
        top: {
          top: [
            { key: '42', count: 3 },
            { key: '7', count: 1 },
          ],
        },
      }),
    soon,
  )
  // A minute is not known yet: more than one is no proof that it is all of them.
  expect(monitors.get('sent#1')?.state).toBe('unknown')
  await vi.waitFor(() => expect(monitors.get('masked#1')?.state).toBe('up'), soon)

  line(`"msg":"sent to","phone":"${phone}"`, 0)
  await vi.waitFor(() => expect(monitors.get('masked#1')?.state).toBe('down'), soon)
  const page = valueOf(await handlers['log.pii']({ runId, minutes: 10 }, idle))
  expect(page).toMatchObject({
    counts: { email: 0, phone: 1 },
    findings: [{ kind: 'phone', masked: '061•••78', tailId: 'app', n: 5 }],
    lines: 5,
    isEnd: true,
  })
  expect(JSON.stringify(page)).not.toContain(phone)
  const older = valueOf(await handlers['log.pii']({ runId, before: 5 }, idle))
  expect(older).toMatchObject({ findings: [], lines: 4, reachedN: 1, isEnd: true })
  await engine.dispose()
}, 60_000)

it('says at opening which metric is meant, where a query goes wrong, and what is left unsaid', () => {
  const problems = (text: string) =>
    parseRunbook({ fileName: 'go.md', bytes: Buffer.from(text) }).problems.map(
      ({ line, column, message, suggestion }) => [message.id, line, column, suggestion],
    )
  const check = (config: string, more = '') =>
    `${tailOf('/x')}\n- [ ] a\n  \`\`\`yaml check\n  log: ${config}\n${more}  \`\`\`\n`
  const place = [expect.any(Number), expect.any(Number)]
  expect(problems(check('{ tail: app, metric: sent }', '  expect: value > 1.0\n'))).toEqual([])
  expect(problems(check('{ tail: app, pii: true }'))).toEqual([])
  expect(problems(check('{ tail: app, metric: snet }'))).toEqual([
    ['runbook.log-no-metric', ...place, 'sent'],
  ])
  expect(problems(check('{ tail: app, metric: sent }'))).toEqual([
    ['runbook.log-metric-expect', ...place, undefined],
  ])
  for (const wrong of [
    '{ tail: app }',
    '{ tail: app, pattern: failed, pii: true }',
    '{ tail: app, metric: sent, window: 5 }',
  ])
    expect(problems(check(wrong)).length).toBeGreaterThan(0)
  const broken = tailOf('/x').replace("event='message_sent'", "event=='a' else")
  const column = broken.split('\n')[9]?.indexOf('else') ?? -2
  expect(problems(`${broken}\n- [ ] a\n`)).toContainEqual([
    'tail.metric.expected',
    10,
    column + 1,
    undefined,
  ])
})
