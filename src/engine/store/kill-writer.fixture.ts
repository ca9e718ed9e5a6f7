import { writeSync } from 'node:fs'

import { systemClock } from '../time/clock.ts'
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

/** Whoever reads may be slower than we write: then the pipe is full, and we wait for it. */
function acknowledge(line: string) {
  for (;;) {
    try {
      writeSync(1, line)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

for (;;) {
  const appended = events.append(runId, actor, [{ type: 'run.noted', text: 'still here' }])
  if (!appended.ok) throw new Error(appended.failure.message.id)
  acknowledge(`${appended.value.at(-1)?.seq}\n`)
}
