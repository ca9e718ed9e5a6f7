import { lookAfter } from './crash-rounds.fixture.ts'

/** Says as JSON what an application that was killed again and again left in a folder and its history. */
const [, , dir = '', dataDir = ''] = process.argv
process.stdout.write(JSON.stringify(await lookAfter(dir, dataDir)))
