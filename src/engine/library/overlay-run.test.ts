import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 30_000 }
const host = { log: { error: () => undefined }, onPower: () => () => undefined }
const runbook = '# Go-live\n\n- [ ] Ready {#ready}\n- [ ] Backup {#backup}\n'
const overlay = `items:
  ready:
    - http: { url: "http://127.0.0.1:9/ready" }
gates:
  - title: Go or no-go
    criteria: [{ item: ready }]
`

async function openEngine(dir: string) {
  mkdirSync(join(dir, 'profiles'), { recursive: true })
  writeFileSync(join(dir, 'profiles', 'here.yaml'), 'name: here\nenvironment: practice\n')
  const engine = valueOf(await createEngine({ dataDir: dir, host }))
  const { handlers, sources } = engine.service
  return {
    handlers,
    open: async (path: string) => valueOf(await handlers['runbook.open']({ path }, idle)).hash,
    read: async (hash: string) => valueOf(await handlers['runbook.get']({ hash }, idle)),
    entryOf: (hash: string) => valueOf(sources.runbooks({})).get(hash),
    async createRun(runbookHash: string) {
      const release = { version: '1', commit: 'c', lastGood: '0' }
      const created = await handlers['run.create'](
        { runbookHash, profile: 'here', title: 'Go', release, people: [] },
        idle,
      )
      return valueOf(created).runId
    },
    head: (runId: string) => {
      const entry = valueOf(sources.run({ runId })).get('head')
      if (entry?.kind !== 'head') throw new Error('a run has a head')
      return entry.head
    },
    gates: (runId: string) => [...valueOf(sources.gates({ runId })).entries()].map(([id]) => id),
    [Symbol.asyncDispose]: () => engine.dispose(),
  }
}

it('a runbook opens with the overlay beside it, and a run pins both', async () => {
  using folder = temporaryFolder()
  const path = join(folder.dir, 'go.md')
  const beside = join(folder.dir, 'go.overlay.yaml')
  writeFileSync(path, runbook)
  await using engine = await openEngine(join(folder.dir, 'data'))
  const { handlers, head } = engine
  const plain = await engine.open(path)
  expect((await engine.read(plain)).overlay).toBeUndefined()

  writeFileSync(beside, overlay)
  const hash = await engine.open(path)
  expect(hash).not.toBe(plain)
  expect(engine.entryOf(hash)).toMatchObject({ checks: 1, problems: 0 })
  expect(await engine.read(hash)).toMatchObject({
    text: runbook,
    overlay: { fileName: 'go.overlay.yaml', text: overlay },
    gates: [{ id: 'go-or-no-go' }],
  })
  const runId = await engine.createRun(hash)
  expect(engine.gates(runId)).toEqual(['go-or-no-go'])

  // An edit of the overlay alone, as editors do it: noticed, shown, adopted or not.
  const edited = overlay.replace('/ready"', '/health"')
  writeFileSync(`${beside}.tmp`, edited)
  renameSync(`${beside}.tmp`, beside)
  await expect.poll(() => head(runId).runbookChanged, soon).toBeDefined()
  expect(head(runId).runbookHash).toBe(hash)
  const diff = valueOf(await handlers['runbook.diff']({ runId }, idle))
  expect(diff).toMatchObject({ added: [], removed: [], changed: [{ itemId: 'ready' }] })
  expect(diff.unified).toContain('+++ go.overlay.yaml')
  expect(diff.unified).toContain('+    - http: { url: "http://127.0.0.1:9/health" }')
  expect(diff.unified).not.toContain('go.md')
  valueOf(await handlers['runbook.adopt']({ runId, toHash: diff.toHash ?? '' }, idle))
  expect(head(runId).runbookChanged).toBeUndefined()
  const adopted = await engine.read(head(runId).runbookHash)
  expect(adopted.items[0]?.checks[0]?.config).toEqual({ url: 'http://127.0.0.1:9/health' })

  // Taken away, it is an edit like another; an item that the runbook loses is said.
  rmSync(beside)
  await expect.poll(() => head(runId).runbookChanged, soon).toEqual({ toHash: plain })
  writeFileSync(beside, edited)
  await expect.poll(() => head(runId).runbookChanged, soon).toBeUndefined()
  writeFileSync(path, runbook.replace(/.*Ready.*\n/, ''))
  await expect.poll(() => head(runId).runbookChanged, soon).toBeDefined()
  const without = await engine.read(head(runId).runbookChanged?.toHash ?? '')
  expect(without.problems).toMatchObject([
    { file: 'go.overlay.yaml', line: 2, message: { id: 'overlay.unknown-item' } },
    { file: 'go.overlay.yaml', line: 6, message: { id: 'runbook.gate-unknown-item' } },
  ])
  expect(without.items.map(({ id }) => id)).toEqual(['backup'])
})

it('a run leaves with its overlay, and reads elsewhere as it did here', async () => {
  using folder = temporaryFolder()
  const path = join(folder.dir, 'go.md')
  writeFileSync(path, runbook)
  writeFileSync(join(folder.dir, 'go.overlay.yaml'), overlay)
  await using here = await openEngine(join(folder.dir, 'here'))
  const runId = await here.createRun(await here.open(path))
  const { base64 } = valueOf(await here.handlers['run.export']({ runId }, idle))

  await using there = await openEngine(join(folder.dir, 'there'))
  expect(valueOf(await there.handlers['run.import']({ base64 }, idle))).toEqual({ runId })
  expect(valueOf(await there.handlers['run.verify']({ runId }, idle)).valid).toBe(true)
  const read = await there.read(there.head(runId).runbookHash)
  expect(read.overlay).toEqual({ fileName: 'go.overlay.yaml', text: overlay })
  expect(read.items[0]?.checks).toMatchObject([{ id: 'ready#1', origin: 'overlay' }])
})

it('a file of the same text as a built-in runbook opens as that, with its overlay', async () => {
  using folder = temporaryFolder()
  const builtIn = new URL('../../../resources/runbooks/medquiz.txt', import.meta.url)
  const path = join(folder.dir, 'checklist.md')
  writeFileSync(path, readFileSync(builtIn))
  await using engine = await openEngine(join(folder.dir, 'data'))
  const hash = await engine.open(path)
  expect(engine.entryOf(hash)).toMatchObject({ builtIn: true, fileName: 'medquiz.txt' })
  expect((await engine.read(hash)).overlay?.fileName).toBe('medquiz.overlay.yaml')
  // One with an overlay of its own is its owner's.
  writeFileSync(join(folder.dir, 'checklist.overlay.yaml'), 'items: {}\n')
  expect(engine.entryOf(await engine.open(path))).toMatchObject({ builtIn: false })
})
