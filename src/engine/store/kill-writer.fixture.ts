import { writeSync } from 'node:fs'

import { systemClock } from '../clock.ts'
import { openStore } from './store.ts'
import { created } from './temporary-store.fixture.ts'

/**
 * Writes events as fast as it can and says each one's number once it is acknowledged, until it is
 * killed. A number is printed only after `append` has returned.
 */
const opened = openStore({ dataDir: process.argv[2], clock: systemClock })
if (!opened.ok) throw new Error(opened.failure.message.id)
const { events } = opened.value
const runId = 'killed'
const actor = { kind: 'person', name: 'Ada' } as const
if (!events.run(runId)) events.create(runId, actor, created)
for (;;) {
  const appended = events.append(runId, actor, [{ type: 'run.noted', text: 'still here' }])
  if (!appended.ok) throw new Error(appended.failure.message.id)
  writeSync(1, `${appended.value.at(-1)?.seq}\n`)
}
