import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, it } from 'vitest'

import type { Measurement } from '../../shared/model/check.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openTestRuns } from './runs.fixture.ts'

type Test = ReturnType<typeof openTestRuns>

const start = (
  test: Test,
  runId: string,
  itemIds: string[],
  agreed: { token: string; typed?: string }[] = [],
) => test.runs.handlers['check.start']({ runId, itemIds, agreed }, idle)
const preview = async (test: Test, runId: string, itemIds: string[]) =>
  valueOf(await test.runs.handlers['check.preview']({ runId, itemIds }, idle))
const item = (test: Test, runId: string, itemId: string) => {
  const entry = valueOf(test.runs.sources.run({ runId })).get(`item:${itemId}`)
  return entry?.kind === 'item' ? entry.item : undefined
}
const progress = (test: Test, runId: string) =>
  valueOf(test.runs.sources.run({ runId })).get('progress')
const types = (test: Test, runId: string) =>
  test.store.events.read(runId).map(({ body }) => body.type)

/** Answers when it is told to, or as cancelled when it is aborted. */
function heldAnswer() {
  const base = { startedAt: '2026-11-21T08:00:00.000Z', durationMs: 1, target: 't' }
  const held: ((measurement: Measurement) => void)[] = []
  return {
    answer: (signal: AbortSignal) =>
      new Promise<Measurement>((resolve) => {
        held.push(resolve)
        const message = { id: 'failure.cancelled' } as const
        signal.addEventListener('abort', () =>
          resolve({ kind: 'unmeasurable', cause: 'cancelled', message, ...base }),
        )
      }),
    letGo() {
      for (const resolve of held.splice(0))
        resolve({ kind: 'measured', facts: { status: 200 }, ...base })
    },
    waiting: () => held.length,
  }
}

describe('checks', () => {
  it('run, and leave evidence that the run names', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await test.createRun()
    test.target.answers.set('ready#2', () => ({ status: 503, body: 'token hunter2' }))
    const started = valueOf(await start(test, runId, ['after-watch', 'ready']))
    expect(started).toEqual({ started: ['ready', 'after-watch'] })
    await expect
      .poll(() => progress(test, runId))
      .toEqual({ kind: 'progress', total: 3, done: 3, running: [] })
    expect(item(test, runId, 'after-watch')?.state).toBe('passed')
    const ready = item(test, runId, 'ready')
    expect(ready?.state).toBe('failed')
    expect(ready?.results.map(({ verdict }) => verdict)).toEqual(['passed', 'failed'])
    const hash = ready?.results[1]?.evidenceHash ?? ''
    const evidence = valueOf(await test.runs.handlers['evidence.get']({ hash }, idle))
    expect(evidence).toMatchObject({
      hash,
      checkId: 'ready#2',
      measurement: { facts: { status: 503, body: 'token «secret»' } },
    })
    expect(valueOf(await test.runs.handlers['run.verify']({ runId }, idle)).valid).toBe(true)
  })

  it('that throw or cannot be run are unknown, never failed', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await test.createRun()
    test.target.answers.set('migrate#1', () => Promise.reject(new Error('a bug with hunter2')))
    const problem = { cause: 'missing-variable', message: { id: 'run.unknown' } } as const
    test.target.problems.set('after-watch#1', problem)
    valueOf(await start(test, runId, ['migrate', 'after-watch']))
    await expect.poll(() => item(test, runId, 'migrate')?.state).toBe('unknown')
    await expect.poll(() => item(test, runId, 'after-watch')?.state).toBe('unknown')
    expect(test.target.measured).toEqual(['migrate#1'])
    const evidence = ['migrate', 'after-watch'].map((itemId) =>
      test.store.events.evidence(item(test, runId, itemId)?.results[0]?.evidenceHash ?? ''),
    )
    expect(evidence.map((one) => one?.measurement)).toMatchObject([
      { cause: 'bug', detail: expect.stringContaining('a bug with «secret»') },
      { cause: 'missing-variable' },
    ])
  })

  it('keep their own words, even where a secret reads like one', async () => {
    using folder = temporaryFolder()
    const words = /ready|measured|passed|read|api/g
    const redact = (text: string) => text.replaceAll(words, '«s»')
    await using test = openTestRuns(folder.dir, { redact })
    const runId = await test.createRun()
    test.target.answers.set('ready#1', () => ({ status: 200, body: { api: ['ready or not'] } }))
    valueOf(await start(test, runId, ['ready']))
    await expect.poll(() => item(test, runId, 'ready')?.state).toBe('passed')
    const hash = item(test, runId, 'ready')?.results[0]?.evidenceHash ?? ''
    const evidence = valueOf(await test.runs.handlers['evidence.get']({ hash }, idle))
    expect(evidence.measurement).toMatchObject({
      kind: 'measured',
      target: 'https://«s».test/«s»',
      facts: { body: { '«s»': ['«s» or not'] } },
    })
    expect(valueOf(await test.runs.handlers['run.verify']({ runId }, idle)).valid).toBe(true)
  })

  it('run so many at once, and each once at a time', async () => {
    using folder = temporaryFolder()
    const text = Array.from({ length: 9 }, (_, i) => `i${i} 1 item ${i}\n`).join('')
    await using test = openTestRuns(folder.dir, { text })
    valueOf(test.store.settings.set({ concurrency: 4 }))
    const runId = await test.createRun()
    const itemIds = Array.from({ length: 9 }, (_, i) => `i${i}`)
    const held = heldAnswer()
    for (const id of itemIds) test.target.answers.set(`${id}#1`, held.answer)
    expect(valueOf(await start(test, runId, itemIds)).started).toHaveLength(9)
    await expect.poll(held.waiting).toBe(4)
    expect(progress(test, runId)).toMatchObject({
      total: 9,
      done: 0,
      running: ['i0', 'i1', 'i2', 'i3'],
    })
    expect(item(test, runId, 'i0')?.state).toBe('running')
    expect(item(test, runId, 'i8')?.state).toBe('todo')
    expect(valueOf(await start(test, runId, itemIds)).started).toEqual([])
    held.letGo()
    await expect.poll(held.waiting).toBe(4)
    expect(progress(test, runId)).toMatchObject({ total: 9, done: 4 })
    held.letGo()
    await expect.poll(held.waiting).toBe(1)
    held.letGo()
    await expect.poll(() => progress(test, runId)).toMatchObject({ done: 9, running: [] })
    expect(test.target.measured).toHaveLength(9)
  })

  it('are cancelled by item, waiting or running, or all', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    valueOf(test.store.settings.set({ concurrency: 1 }))
    const runId = await test.createRun()
    const held = heldAnswer()
    for (const id of ['ready#1', 'ready#2', 'migrate#1', 'after-watch#1'])
      test.target.answers.set(id, held.answer)
    valueOf(await start(test, runId, ['ready', 'migrate', 'after-watch']))
    await expect.poll(held.waiting).toBe(1)
    const cancel = (itemIds: string[]) =>
      test.runs.handlers['check.cancel']({ runId, itemIds }, idle)
    valueOf(await cancel(['ready']))
    await expect.poll(() => test.target.measured).toEqual(['ready#1', 'migrate#1'])
    expect(item(test, runId, 'ready')?.state).toBe('unknown')
    valueOf(await cancel([]))
    await expect.poll(() => item(test, runId, 'migrate')?.state).toBe('unknown')
    expect(item(test, runId, 'after-watch')?.state).toBe('todo')
    expect(progress(test, runId)).toMatchObject({ running: [] })
    valueOf(await start(test, runId, ['after-watch']))
    await expect.poll(() => item(test, runId, 'after-watch')?.state).toBe('running')
  })

  it('are ended and on the disk when Warroom closes', async () => {
    using folder = temporaryFolder()
    let runId: string
    {
      await using test = openTestRuns(folder.dir)
      runId = await test.createRun()
      test.target.answers.set('migrate#1', heldAnswer().answer)
      valueOf(await start(test, runId, ['migrate']))
      await expect.poll(() => test.target.measured).toEqual(['migrate#1'])
    }
    await using test = openTestRuns(folder.dir)
    expect(types(test, runId)).toEqual(['run.created', 'check.started', 'check.finished'])
    expect(test.runs.outcomeUnknown()).toBe(0)
  })
})

describe('checks that change something', () => {
  it('need the token of exactly what was previewed, once', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await test.createRun()
    test.target.dangers.set('migrate#1', 'change')
    const refused = { ok: false, failure: { code: 'needs-confirmation' } }
    expect(await start(test, runId, ['ready', 'migrate'])).toMatchObject(refused)
    expect(await start(test, runId, ['migrate'], [{ token: 'f'.repeat(64) }])).toMatchObject(
      refused,
    )

    const other = await test.createRun()
    const [elsewhere] = await preview(test, other, ['migrate'])
    const [shown] = await preview(test, runId, ['migrate'])
    expect(shown).toMatchObject({
      danger: 'change',
      typed: undefined,
      target: 'https://api.test/migrate',
    })
    expect(
      await start(test, runId, ['migrate'], [{ token: elsewhere?.token ?? '' }]),
    ).toMatchObject(refused)
    expect(test.target.measured).toEqual([])

    const agreed = [{ token: shown?.token ?? '' }]
    valueOf(await start(test, runId, ['migrate'], agreed))
    await expect.poll(() => item(test, runId, 'migrate')?.state).toBe('passed')
    expect(await start(test, runId, ['migrate'], agreed)).toMatchObject(refused)
    expect(test.target.measured).toEqual(['migrate#1'])
  })

  it('need typed words in production, and the target’s name to destroy', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir, { environment: 'production' })
    const runId = await test.createRun()
    test.target.dangers.set('migrate#1', 'change')
    test.target.dangers.set('drop#1', 'destroy')
    const shown = await preview(test, runId, ['migrate', 'drop'])
    expect(shown.map(({ typed }) => typed)).toEqual(['prod-eu', 'https://api.test/drop'])
    const tokens = shown.map(({ token }) => ({ token }))
    const wrong = { ok: false, failure: { message: { id: 'run.wrong-words' } } }
    expect(await start(test, runId, ['migrate'], tokens)).toMatchObject(wrong)
    expect(
      await start(test, runId, ['drop'], [{ token: tokens[1]?.token ?? '', typed: 'prod-eu' }]),
    ).toMatchObject(wrong)
    const agreed = shown.map(({ token, typed }) => ({ token, typed }))
    valueOf(await start(test, runId, ['migrate', 'drop'], agreed))
    await expect.poll(() => item(test, runId, 'drop')?.state).toBe('passed')
  })

  it('run alone in their run, in the runbook’s order', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await test.createRun()
    const held = heldAnswer()
    for (const id of ['ready#1', 'ready#2', 'migrate#1', 'drop#1', 'after-watch#1'])
      test.target.answers.set(id, held.answer)
    test.target.dangers.set('migrate#1', 'change')
    test.target.dangers.set('drop#1', 'change')
    const all = ['after-watch', 'drop', 'migrate', 'ready']
    const agreed = await preview(test, runId, ['migrate', 'drop'])
    valueOf(
      await start(
        test,
        runId,
        all,
        agreed.map(({ token }) => ({ token })),
      ),
    )
    const batches = [['ready#1', 'ready#2'], ['migrate#1'], ['drop#1'], ['after-watch#1']]
    for (const [index, batch] of batches.entries()) {
      await expect.poll(held.waiting).toBe(batch.length)
      expect(test.target.measured).toEqual(batches.slice(0, index + 1).flat())
      held.letGo()
    }
  })
})

describe('bar 14: the intent is on the disk before the action', () => {
  it('as another process reads it while the check is under way', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await test.createRun()
    let seen: unknown
    test.target.answers.set('migrate#1', () => {
      using outside = new DatabaseSync(join(folder.dir, 'warroom.db'), { readOnly: true })
      seen = outside
        .prepare(`SELECT body ->> '$.type' AS type, body ->> '$.command' AS command
        FROM events ORDER BY seq DESC`)
        .get()
      return { status: 200 }
    })
    valueOf(await start(test, runId, ['migrate']))
    await expect.poll(() => item(test, runId, 'migrate')?.state).toBe('passed')
    expect(seen).toEqual({ type: 'check.started', command: 'GET https://api.test/migrate' })
  })

  it('after a kill every unfinished one reads OUTCOME UNKNOWN, and none runs again by itself', async () => {
    using folder = temporaryFolder()
    const acted = join(folder.dir, 'acted')
    const data = join(folder.dir, 'data')
    const script = join(import.meta.dirname, 'crash.fixture.ts')
    const child = spawn(process.execPath, [script, data, acted], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(existsSync(`${acted}.migrate#1`)).toBe(true)

    await using test = openTestRuns(data)
    const [[runId] = ['']] = [...valueOf(test.runs.sources.runs({})).entries()]
    expect(test.runs.outcomeUnknown()).toBe(2)
    for (const itemId of ['migrate', 'after-watch'])
      expect(item(test, runId, itemId)).toMatchObject({ state: 'unknown', outcomeUnknown: true })
    expect(types(test, runId)).toEqual([
      'run.created',
      'check.started',
      'check.started',
      'check.orphaned',
      'check.orphaned',
    ])
    expect(test.target.measured).toEqual([])

    // A person looks again: then, and only then, it is known.
    const counts: number[] = []
    test.runs.onOutcomeUnknown((count) => counts.push(count))
    valueOf(await start(test, runId, ['migrate']))
    await expect
      .poll(() => item(test, runId, 'migrate'))
      .toMatchObject({ state: 'passed', outcomeUnknown: false })
    expect(counts.at(-1)).toBe(1)
  })

  it('opening twice marks once', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await test.createRun()
    const attempt = { attemptId: 'a', itemId: 'ready', checkId: 'ready#1' }
    valueOf(
      test.store.events.append(runId, { kind: 'engine' }, [
        { type: 'check.started', ...attempt, danger: 'read', target: 't' },
      ]),
    )
    for (let opening = 0; opening < 2; opening++) {
      const { store } = test
      const again = openTestRuns(folder.dir, { store })
      await again.runs[Symbol.asyncDispose]()
    }
    expect(types(test, runId)).toEqual(['run.created', 'check.started', 'check.orphaned'])
  })
})

describe('bar 16: on a full disk', () => {
  it('nothing new starts, what waits is dropped, viewing goes on, and it recovers', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    valueOf(test.store.settings.set({ concurrency: 1 }))
    const runId = await test.createRun()
    const held = heldAnswer()
    test.target.answers.set('ready#1', held.answer)
    valueOf(await start(test, runId, ['ready', 'migrate', 'after-watch']))
    await expect.poll(held.waiting).toBe(1)

    const { sql } = test.store.database
    const pages = Number(sql.prepare('PRAGMA page_count').get()?.['page_count'])
    sql.exec(`PRAGMA max_page_count = ${pages}`)
    // Down to where not even an intent fits in.
    for (const length of [19_000, 1000, 100, 1]) {
      const note = { runId, text: 'x'.repeat(length) }
      await expect
        .poll(async () => (await test.runs.handlers['run.note'](note, idle)).ok, { interval: 1 })
        .toBe(false)
    }
    expect(test.store.database.diskFull).toBe(true)

    expect(await start(test, runId, ['drop'])).toMatchObject({ failure: { code: 'disk-full' } })
    held.letGo()
    await expect.poll(() => progress(test, runId)).toMatchObject({ running: [] })
    expect(test.target.measured).toEqual(['ready#1'])
    expect(item(test, runId, 'ready')).toMatchObject({ state: 'unknown', outcomeUnknown: true })
    expect(valueOf(await test.runs.handlers['run.verify']({ runId }, idle)).valid).toBe(true)

    sql.exec('PRAGMA max_page_count = 100000')
    await expect.poll(() => test.store.database.diskFull, { timeout: 20_000 }).toBe(false)
    await expect.poll(() => item(test, runId, 'ready')?.results).toHaveLength(1)
    valueOf(await start(test, runId, ['migrate']))
    await expect.poll(() => item(test, runId, 'migrate')?.state).toBe('passed')
    expect(test.target.measured).toEqual(['ready#1', 'migrate#1'])
  })
})
