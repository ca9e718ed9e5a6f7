import { writeFileSync } from 'node:fs'

import { idle, openTestRuns } from './runs.fixture.ts'

/** Starts two checks that never answer, says so once both are under way, and waits to be killed. */
const [, , dir = '', acted = ''] = process.argv
const { runs, target, ...test } = openTestRuns(dir)
let underWay = 0
for (const checkId of ['migrate#1', 'after-watch#1']) {
  target.answers.set(checkId, () => {
    // The remote action: it leaves its trace at once, and its answer never comes.
    writeFileSync(`${acted}.${checkId}`, '')
    underWay++
    if (underWay === 2) process.stdout.write('under way\n')
    return Promise.withResolvers<never>().promise
  })
}
const runId = await test.createRun()
await runs.handlers['check.start']({ runId, itemIds: ['migrate', 'after-watch'], agreed: [] }, idle)
setInterval(() => {}, 1000)
