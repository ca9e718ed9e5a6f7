import { expect, it } from 'vitest'

import { openTestStore, valueOf } from '../store/temporary-store.fixture.ts'
import { acts, holds, openRollbackBench, runbookOf } from './rollback.fixture.ts'

const oneStep = runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'printf 4.1 > version')}
    verify: [${holds('version', '4.1')}]
`)

it('a run is not closed while a rollback of it could no longer be stopped', async () => {
  await using bench = await openRollbackBench(oneStep)
  const close = () =>
    bench.handlers['run.close']({ runId: bench.runId, note: 'Done.' }, bench.window.context)
  valueOf(await bench.begin())
  expect(await close()).toMatchObject({
    ok: false,
    failure: { code: 'conflict', message: { id: 'rollback-run.running' } },
  })
  const abort = { ...bench.own, reason: 'Not now.' }
  valueOf(await bench.handlers['rollback.abort'](abort, bench.window.context))
  valueOf(await close())
  expect(bench.bodies().at(-1)).toMatchObject({ type: 'run.closed' })
})

it('what was closed in the middle of a rollback goes on once it is opened again', async () => {
  await using bench = await openRollbackBench(oneStep)
  valueOf(await bench.begin())
  valueOf(await bench.act('code'))
  await bench.until('code', 'passed')
  valueOf(await bench.goOn('code'))
  await bench.reopen(() => {
    using store = openTestStore(bench.at('data'))
    const note = { type: 'run.closed' as const, note: 'By a Warroom that allowed it.' }
    valueOf(store.events.append(bench.runId, { kind: 'person', name: 'Ada' }, [note]))
  })
  expect(bench.status()).toMatchObject({ state: 'running', choices: [] })
  bench.write('health', 'up')
  const again = { runId: bench.runId, note: 'Not over.' }
  valueOf(await bench.handlers['run.reopen'](again, bench.window.context))
  await bench.untilOver('back')
  expect(bench.acted()).toEqual(['code'])
})
