import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 20_000, interval: 20 }
const host = { log: { error: () => undefined }, onPower: () => () => undefined }

it('an alarm in a log is told once, over a restart too; what was counted is counted again', async () => {
  using folder = temporaryFolder()
  const file = join(folder.dir, 'app.log')
  const key = 'k3y-that-nobody-may-see'
  writeFileSync(file, '{"time":"2020-01-01T00:00:00Z","event":"job_failed"}\n')
  writeFileSync(join(folder.dir, 'key'), key)
  mkdirSync(join(folder.dir, 'profiles'))
  writeFileSync(
    join(folder.dir, 'profiles', 'here.yaml'),
    `name: here\nenvironment: practice\nsecrets: { api_key: { file: ${join(folder.dir, 'key')} } }\n`,
  )
  const runbook = `# Go-live

\`\`\`yaml tail
file: ${file}
id: app
patterns:
  - { id: failed, title: A job failed, match: "event: 'job_failed'", critical: true }
  - { id: limited, title: Limited, match: limited, alert: { count: 2, window: 10m } }
metrics:
  - { id: all, query: count(*), window: 10m }
\`\`\`

- [ ] The key answers
  \`\`\`yaml check
  command: { run: 'test -n "\${secrets.api_key}"' }
  every: 1s
  \`\`\`
`
  const engine = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const created = await handlers['run.create'](
    { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
    idle,
  )
  const { runId } = valueOf(created)
  const alertsOf = (all: typeof sources) =>
    [...valueOf(all.timeline({ runId })).entries()].flatMap(([, { body }]) =>
      body.type === 'log.alert' ? [body] : [],
    )
  const page = async () =>
    valueOf(await handlers['log.page']({ runId, filter: '', limit: 9 }, idle))
  const tails = valueOf(sources.tails({ runId }))
  const monitors = valueOf(sources.monitors({ runId }))
  await vi.waitFor(() => {
    expect(tails.get('app')?.state).toBe('live')
    expect([...monitors.entries()].map(([, { state }]) => state)).toEqual(['up'])
  }, soon)

  // What was seen before the run is counted, and alarms nobody.
  await vi.waitFor(() => expect(tails.get('app')?.patterns[0]?.count).toBe(1), soon)
  await vi.waitFor(async () => expect((await page()).lines).toHaveLength(1), soon)
  appendFileSync(file, `limited 1\n{"event":"job_failed","msg":"with ${key} for +33612345678"}\n`)
  await vi.waitFor(() => expect(alertsOf(sources)).toHaveLength(1), soon)
  appendFileSync(file, 'limited 2\n{"event":"job_failed"}\nlimited 3\n')
  await vi.waitFor(() => expect(tails.get('app')?.lines).toBe(6), soon)
  await vi.waitFor(() => expect(alertsOf(sources)).toHaveLength(2), soon)
  expect(alertsOf(sources)).toMatchObject([
    {
      line: expect.stringMatching(/^with .* for \+33•••78$/),
      patternId: 'failed',
      pattern: 'A job failed',
      count: 1,
      critical: true,
      tailId: 'app',
    },
    { patternId: 'limited', count: 2, windowSeconds: 600, critical: false },
  ])
  expect(JSON.stringify(alertsOf(sources))).not.toContain(key)
  const notices = valueOf(sources.notices({ runId }))
  await vi.waitFor(
    () =>
      expect([...notices.entries()][0]).toMatchObject([
        expect.any(String),
        { kind: 'log-alert', level: 'urgent', logAt: expect.any(String) },
      ]),
    soon,
  )
  const [[noticeId = ''] = []] = notices.entries()
  valueOf(await handlers['notice.acknowledge']({ runId, ids: [noticeId], by: 'Ana' }, idle))
  expect(notices.get(noticeId)?.acknowledged).toMatchObject({ by: 'Ana' })
  await engine.dispose()

  const again = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const followed = valueOf(again.service.sources.tails({ runId }))
  const seen = () => {
    const status = followed.get('app')
    return {
      state: status?.state,
      counts: status?.patterns.map(({ count }) => count),
      value: status?.metrics?.[0]?.value,
    }
  }
  await vi.waitFor(() => expect(seen()).toEqual({ state: 'live', counts: [2, 3], value: 5 }), soon)
  // The window began before the run: it is known in part, and that part is over the restart.
  const covered = followed.get('app')?.metrics?.[0]
  expect(covered?.isWhole).toBe(false)
  const sinceStartS = (Date.now() - Date.parse(followed.get('app')?.since ?? '')) / 1000
  expect(covered?.coveredSeconds).toBeGreaterThan(sinceStartS)
  appendFileSync(file, 'limited 4\n{"event":"job_failed"}\n')
  await vi.waitFor(() => expect(seen()).toMatchObject({ counts: [3, 4], value: 7 }), soon)
  // What rings goes on ringing: a note that comes after it is the next event.
  valueOf(await again.service.handlers['run.note']({ runId, text: 'after' }, idle))
  expect(alertsOf(again.service.sources)).toHaveLength(2)
  const verified = await again.service.handlers['run.verify']({ runId }, idle)
  expect(valueOf(verified)).toMatchObject({ valid: true })
  await again.dispose()
}, 90_000)
