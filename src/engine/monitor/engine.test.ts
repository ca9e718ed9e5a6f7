import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 30_000, interval: 20 }

it('a runbook’s monitor in a real engine turns down within two intervals, and recovers', async () => {
  using folder = temporaryFolder()
  let answer = 200
  const server = createServer((_request, response) => response.writeHead(answer).end('{}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  mkdirSync(join(folder.dir, 'profiles'), { recursive: true })
  writeFileSync(join(folder.dir, 'profiles', 'here.yaml'), 'name: here\nenvironment: practice\n')
  const runbook = `# Go-live

- [ ] Ready {#ready}
  \`\`\`yaml check
  http: { url: "http://127.0.0.1:${port}/ready" }
  expect: status == 200
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
  const changed = new Set<string>()
  const status = () => [...monitors.entries()][0]?.[1]
  let failuresUntilDown: number | undefined
  monitors.onChange((checkIds) => {
    checkIds.forEach((checkId) => changed.add(checkId))
    if (status()?.state === 'down')
      failuresUntilDown ??= status()?.beats.filter(({ verdict }) => verdict === 'failed').length
  })

  await vi.waitFor(() => expect(status()?.state).toBe('up'), soon)
  answer = 503
  await vi.waitFor(() => expect(status()?.state).toBe('down'), soon)
  // Looks come each second: the second one confirms what the first one saw.
  expect(failuresUntilDown).toBe(2)
  answer = 200
  await vi.waitFor(() => expect(status()?.state).toBe('up'), soon)
  expect([...changed]).toEqual(['ready#1'])
  await engine.dispose()
  server.close()

  const again = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const restored = valueOf(again.service.sources.monitors({ runId }))
  await vi.waitFor(() => {
    const before = [...restored.entries()][0]?.[1]
    expect(before?.state).toBe('up')
    expect(before?.beats.some(({ verdict }) => verdict === 'failed')).toBe(true)
  }, soon)
  await again.dispose()
})
