import { expect, test } from 'vitest'

import { builtIn } from '../library/built-in-overlays.fixture.ts'
import { readRunbookFiles } from '../library/runbook-files.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { scratchBackupsOf } from './scratch-backups.ts'

test.each([
  ['medquiz', 1],
  ['mapquiz', 0],
  ['prisma-stripe', 1],
  ['readiness', 1],
  ['sylion', 1],
])('%s says in its overlay what its plans do not', async (name, backups) => {
  const fileName = `${name}.txt`
  const bytes = await readRunbookFiles(builtIn(fileName))
  const { readiness = {}, rollbacks, problems } = parseRunbook({ bytes, fileName })
  expect(problems.filter(({ file }) => file !== undefined)).toEqual([])
  expect(readiness).toMatchObject({ repository: {}, migrations: {} })
  expect(scratchBackupsOf(rollbacks, readiness)).toHaveLength(backups)
})
