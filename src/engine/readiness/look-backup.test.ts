import { expect, test } from 'vitest'

import { openRollbackBench, runbookOf } from '../rollback/rollback.fixture.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'

const restore = (id: string, file: string) => `
  - id: ${id}
    title: ${id}
    why: It was good.
    restore: { database: main, file: "${file}" }
    unverified: Nothing to see.`

test('of several backups each is looked at, and the worst decides', async () => {
  await using bench = await openRollbackBench(
    runbookOf(
      restore('first', '${not_set_by_anybody}/first.sql') +
        restore('second', '${dir}/second.sql') +
        restore('again', '${dir}/second.sql'),
    ),
  )
  const { runId, window } = bench
  valueOf(await bench.handlers['readiness.check']({ runId }, window.context))
  const checked = bench.bodies().findLast((body) => body.type === 'readiness.checked')
  const line =
    checked?.type === 'readiness.checked'
      ? checked.lines.find(({ id }) => id === 'backup')
      : undefined
  expect(line).toMatchObject({ state: 'not-ready', reason: { id: 'readiness.backup.gone' } })
  expect(line?.parts.map(({ state }) => state)).toEqual(['unknown', 'not-ready'])
  expect(line?.parts[1]?.text.values).toMatchObject({ file: '${dir}/second.sql' })
  const verified = await bench.handlers['run.verify']({ runId }, window.context)
  expect(valueOf(verified)).toMatchObject({ valid: true })
})
