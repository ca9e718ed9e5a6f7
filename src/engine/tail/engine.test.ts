import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 30_000, interval: 20 }

it('a runbook’s tail is followed, kept and found again; its patterns are checks; secrets stay out', async () => {
  using folder = temporaryFolder()
  const file = join(folder.dir, 'app.log')
  const key = 'k3y-that-nobody-may-see'
  writeFileSync(file, '{"level":30,"msg":"started"}\n')
  writeFileSync(join(folder.dir, 'key'), key)
  mkdirSync(join(folder.dir, 'profiles'), { recursive: true })
  const profile = `name: here
environment: practice
variables: { log_file: ${file} }
secrets: { api_key: { file: ${join(folder.dir, 'key')} } }
`
  writeFileSync(join(folder.dir, 'profiles', 'here.yaml'), profile)
  const runbook = `# Go-live

\`\`\`yaml tail
file: \${log_file}
id: app
patterns:
  - { id: failed, match: "event: 'job_failed'", critical: true }
\`\`\`

- [ ] The key answers {#key}
  \`\`\`yaml check
  command: { run: 'test -n "\${secrets.api_key}"' }
  every: 1s
  \`\`\`
- [ ] No job fails {#jobs}
  \`\`\`yaml check
  log: { tail: app, pattern: failed, window: 5 }
  every: 1s
  \`\`\`
`
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
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
  const monitors = valueOf(sources.monitors({ runId }))
  const state = (checkId: string) => monitors.get(checkId)?.state
  const page = async (filter: string, more: { after?: number } = {}) =>
    valueOf(await handlers['log.page']({ runId, filter, limit: 100, ...more }, idle))
  const tails = valueOf(sources.tails({ runId }))

  await vi.waitFor(() => expect(tails.get('app')?.state).toBe('live'), soon)
  // Not followed for five seconds yet: "not seen" would be a lie.
  await vi.waitFor(() => expect(state('jobs#1')).toBe('unknown'), soon)
  await vi.waitFor(() => expect(state('key#1')).toBe('up'), soon)
  await vi.waitFor(() => expect(state('jobs#1')).toBe('up'), soon)

  appendFileSync(
    file,
    `{"level":50,"event":"job_failed","msg":"with ${key}","tenantId":42}\nError: x\n    at y (z.js:1)\n`,
  )
  await vi.waitFor(() => expect(state('jobs#1')).toBe('down'), soon)
  await vi.waitFor(
    async () => expect((await page('level>=error tenantId=42')).lines).toHaveLength(1),
    soon,
  )
  const { lines, lastN } = await page('')
  expect(lines.map(({ text }) => text)).toEqual([
    'started',
    expect.stringContaining('«'),
    'Error: x\n    at y (z.js:1)',
  ])
  expect((await page('', { after: lastN })).lines).toEqual([])
  expect(await handlers['log.page']({ runId, filter: '/(/', limit: 1 }, idle)).toMatchObject({
    ok: false,
    failure: { code: 'bad-input' },
  })
  const span = {
    from: new Date(Date.now() - 60_000).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
  }
  const histogram = valueOf(
    await handlers['log.histogram']({ runId, filter: '', columns: 1, ...span }, idle),
  )
  expect(histogram.columns).toMatchObject([{ counts: { info: 1, error: 2 } }])
  await vi.waitFor(() => expect(state('jobs#1')).toBe('up'), soon)
  expect(valueOf(await handlers['run.verify']({ runId }, idle))).toMatchObject({ valid: true })
  await engine.dispose()

  const again = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const kept = await again.service.handlers['log.page'](
    { runId, filter: 'job_failed', limit: 5 },
    idle,
  )
  expect(valueOf(kept).lines).toHaveLength(1)
  // It goes on where it stopped, and takes nothing in twice.
  const followed = valueOf(again.service.sources.tails({ runId }))
  appendFileSync(file, 'level=info msg="after the restart"\n')
  await vi.waitFor(
    () => expect(followed.get('app')).toMatchObject({ state: 'live', lines: 1 }),
    soon,
  )
  await again.dispose()
  const stored = readFileSync(join(folder.dir, 'tails', runId, '000000000001.log'), 'utf8')
  expect(stored).toContain('job_failed')
  expect(stored).not.toContain(key)
}, 60_000)
