import { expect, test } from 'vitest'

import { acts, holds, openRollbackBench, runbookOf } from '../rollback/rollback.fixture.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'

const runbook = (title: string) =>
  runbookOf(`
  - id: code
    title: ${title}
    why: It worked.
    ${acts('code', 'echo 4.1 > version; echo up > health')}
    verify:
      - ${holds('version', '4.1')}`)

test('a plan is rehearsed once it was gone through to its end, as it is now', async () => {
  await using bench = await openRollbackBench(runbook('The old code'))
  const idle = { signal: new AbortController().signal }
  const { runId } = bench
  const rehearsal = async () => {
    valueOf(await bench.handlers['readiness.check']({ runId }, idle))
    const last = bench.bodies().findLast((body) => body.type === 'readiness.checked')
    return last?.type === 'readiness.checked'
      ? last.lines.find(({ id }) => id === 'rehearsal:back')
      : undefined
  }
  expect(await rehearsal()).toMatchObject({
    state: 'not-ready',
    reason: { id: 'readiness.rehearsal.none' },
  })
  valueOf(await bench.begin('shown'))
  valueOf(await bench.goOn('code'))
  expect(await rehearsal()).toMatchObject({ state: 'not-ready' })

  valueOf(await bench.begin('rehearsal'))
  valueOf(await bench.act('code'))
  await bench.until('code', 'passed')
  valueOf(await bench.goOn('code'))
  await bench.untilOver('rehearsed')
  expect(await rehearsal()).toMatchObject({
    state: 'ready',
    reason: { id: 'readiness.rehearsal.fine', values: { budget: 5 } },
  })

  const toHash = await bench.open(runbook('Another code'))
  valueOf(await bench.handlers['runbook.adopt']({ runId, toHash }, idle))
  expect(await rehearsal()).toMatchObject({ state: 'not-ready' })
})
