import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { expect, test, vi } from 'vitest'

import type { CallInput, CallName, CallOutput } from '../../shared/rpc/contract.ts'
import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const runbook = `# Go-live

- [ ] The queue is short {#queue}
  \`\`\`yaml check
  http: { url: "\${service}/queue" }
  expect: status == 200
  every: 1s
  timeout: 900ms
  \`\`\`

\`\`\`yaml gate
id: go
title: Go or no-go
window: 10s
hold: 0s
min_coverage: 0.5
max_stale: 5s
criteria:
  - check: queue
    require: max.json.depth <= 100.0 && increase.json.failed / increase.json.done < 0.5
\`\`\`
`

/** A service that tells how deep its queue is. */
async function openService() {
  const state = { depth: 3, done: 0 }
  const server = createServer((_request, response) => {
    state.done += 10
    const body = JSON.stringify({ depth: state.depth, done: state.done, failed: 2 })
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    state,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function openEngine(dataDir: string) {
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir, host }))
  const { signal } = new AbortController()
  return {
    async ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      return valueOf(await engine.service.handlers[name](input as never, { signal }))
    },
    criterion(runId: string) {
      const [[, status] = []] = valueOf(engine.service.sources.gates({ runId })).entries()
      return status?.evaluation?.criteria[0]
    },
    [Symbol.asyncDispose]: () => engine.dispose(),
  }
}

test('a number that a service tells becomes history and turns a gate, and outlives the engine', async () => {
  using folder = temporaryFolder()
  await using service = await openService()
  const file = join(folder.dir, 'go-live.md')
  writeFileSync(file, runbook)
  const dataDir = join(folder.dir, 'data')
  const from = new Date(Date.now() - 60_000).toISOString()
  const asked = (runId: string) => ({
    runId,
    checkId: 'queue#1',
    names: ['json.depth', 'json.done'],
    from,
    to: new Date(Date.now() + 60_000).toISOString(),
    points: 2000,
  })
  let runId: string
  {
    await using engine = await openEngine(dataDir)
    const { hash } = await engine.ask('runbook.open', { path: file })
    const profile = `name: p\nenvironment: practice\nvariables: { service: "${service.url}" }\n`
    await engine.ask('profile.save', { name: 'p', text: profile })
    const release = { version: '2', commit: 'a', lastGood: '1' }
    const run = { runbookHash: hash, profile: 'p', title: 'Go-live', release, people: [] }
    ;({ runId } = await engine.ask('run.create', run))
    await vi.waitFor(() => expect(engine.criterion(runId)?.verdict).toBe('go'), 30_000)
    expect(engine.criterion(runId)?.window?.read).toMatchObject({
      'max.json.depth': 3,
      'increase.json.failed': 0,
    })
    service.state.depth = 250
    await vi.waitFor(() => expect(engine.criterion(runId)?.verdict).toBe('no-go'), 30_000)
    const { measures, known } = await engine.ask('monitor.measures', asked(runId))
    expect(known.slice(0, 3)).toEqual(['json.depth', 'json.done', 'json.failed'])
    const values = measures.map(({ columns }) => columns.flatMap(({ last }) => last ?? []))
    expect(new Set(values[0])).toEqual(new Set([3, 250]))
    expect(values[1]).toEqual(values[1]?.toSorted((left, right) => left - right))
  }
  await using again = await openEngine(dataDir)
  const { measures } = await again.ask('monitor.measures', asked(runId))
  const depths = measures[0]?.columns.flatMap(({ max }) => max ?? []) ?? []
  expect(depths.length).toBeGreaterThan(5)
  expect(depths[0]).toBe(3)
  expect(Math.max(...depths)).toBe(250)
}, 60_000)
