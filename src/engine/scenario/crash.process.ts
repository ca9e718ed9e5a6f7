import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openInFolder } from './scenario-folder.fixture.ts'

/** Plays the scenario that lies in a folder, and waits to be killed. */
const [, , dir = ''] = process.argv
const { engine, runId } = await openInFolder(dir, readFileSync(join(dir, 'scenario.yaml'), 'utf8'))
const { handlers } = engine.service
const what = { runId, scenarioId: 'x', cleanUpOnly: false, stepwise: false }
const { token } = valueOf(await handlers['scenario.preview'](what, idle))
valueOf(await handlers['scenario.start']({ ...what, agreed: { token } }, idle))
setInterval(() => {}, 1000)
