import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { sha256 } from '../store/canonical.ts'
import { openTestStore, temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { goLive, idle, openTestRuns, runbookOfText } from './runs.fixture.ts'

const edited = goLive
  .replace('health/ready answers', 'health/ready answers in time')
  .replace(/^drop.*\n/m, 'drain 0 Queues are drained\n')

function openWithFile(dir: string, path: string) {
  const store = openTestStore(join(dir, 'data'))
  const test = openTestRuns(dir, {
    store,
    runbookOf(hash) {
      const file = store.library.file(hash)
      return file && { ...runbookOfText(new TextDecoder().decode(file.bytes)), path }
    },
  })
  const head = (runId: string) => {
    const entry = valueOf(test.runs.sources.run({ runId })).get('head')
    if (entry?.kind !== 'head') throw new Error('a run has a head')
    return entry.head
  }
  return { test, head }
}

describe('a runbook edited during a run', () => {
  it('is noticed, shown as a diff, and adopted or not', async () => {
    using folder = temporaryFolder()
    const path = join(folder.dir, 'go-live.md')
    writeFileSync(path, goLive)
    const { test, head } = openWithFile(folder.dir, path)
    await using _ = test
    const { handlers } = test.runs
    const runId = await test.createRun()
    valueOf(
      await handlers['item.set']({ runId, itemIds: ['ready', 'drop'], state: 'passed' }, idle),
    )
    expect(valueOf(await handlers['runbook.diff']({ runId }, idle))).toMatchObject({ unified: '' })

    // As editors do: another file, renamed over it.
    writeFileSync(`${path}.tmp`, edited)
    renameSync(`${path}.tmp`, path)
    const toHash = sha256(edited)
    await expect.poll(() => head(runId).runbookChanged, { timeout: 20_000 }).toEqual({ toHash })
    expect(head(runId).runbookHash).toBe(test.hash)

    const diff = valueOf(await handlers['runbook.diff']({ runId }, idle))
    expect(diff).toMatchObject({
      fromHash: test.hash,
      toHash,
      added: [{ itemId: 'drain', title: 'Queues are drained' }],
      removed: [{ itemId: 'drop' }],
      changed: [{ itemId: 'ready', title: 'health/ready answers in time' }],
    })
    expect(diff.unified).toContain('-drop 1 The old table is dropped\n+drain 0 Queues are drained')

    const adopt = (hash: string) => handlers['runbook.adopt']({ runId, toHash: hash }, idle)
    expect(await adopt('f'.repeat(64))).toMatchObject({ failure: { code: 'not-found' } })
    expect(await adopt(test.hash)).toMatchObject({ failure: { code: 'conflict' } })
    valueOf(await adopt(toHash))
    expect(head(runId)).toMatchObject({ runbookHash: toHash, counts: { passed: 1, todo: 4 } })
    expect(head(runId).runbookChanged).toBeUndefined()
    const run = valueOf(test.runs.sources.run({ runId }))
    expect(run.get('item:ready')).toMatchObject({ item: { state: 'passed' } })
    expect(run.get('item:drop')).toBeUndefined()
    expect(
      test.store.events.read(runId).filter(({ body }) => body.type === 'item.set'),
    ).toHaveLength(2)
    expect(valueOf(await handlers['run.verify']({ runId }, idle)).valid).toBe(true)
  })

  it('put back as it was is no change; gone is none either; and a restart sees an edit', async () => {
    using folder = temporaryFolder()
    const path = join(folder.dir, 'go-live.md')
    writeFileSync(path, goLive)
    let runId: string
    {
      const { test, head } = openWithFile(folder.dir, path)
      await using _ = test
      runId = await test.createRun()
      writeFileSync(path, edited)
      await expect.poll(() => head(runId).runbookChanged, { timeout: 20_000 }).toBeDefined()
      writeFileSync(path, goLive)
      await expect.poll(() => head(runId).runbookChanged, { timeout: 20_000 }).toBeUndefined()
      rmSync(path)
    }
    writeFileSync(path, edited)
    const { test, head } = openWithFile(folder.dir, path)
    await using _ = test
    await expect
      .poll(() => head(runId).runbookChanged, { timeout: 20_000 })
      .toEqual({ toHash: sha256(edited) })
  })
})
