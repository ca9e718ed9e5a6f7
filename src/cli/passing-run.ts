import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { LogReader, LogWindow } from '../engine/probes/probe.ts'
import type { RunRegistry } from '../engine/run/run-registry.ts'
import { createRuns } from '../engine/run/runs.ts'
import { openStore, type Store } from '../engine/store/store.ts'
import { countryOf } from '../engine/tail/pii/phone.ts'
import { prepareTail } from '../engine/tail/prepare-tail.ts'
import { createTailReader } from '../engine/tail/tail-reader.ts'
import { createTails, type Tails } from '../engine/tail/tails.ts'
import { systemClock } from '../engine/time/clock.ts'
import { systemTimer } from '../engine/time/timer.ts'
import type { Runbook } from '../shared/model/runbook.ts'
import type { Result } from '../shared/result.ts'
import type { CommandEnvironment } from './environment.ts'
import { endOfFailure } from './terminal.ts'

/** A run of a runbook that follows its tails, and of which nothing is kept. */
export interface PassingRun extends AsyncDisposable {
  readonly runId: string
  readonly store: Store
  readonly registry: RunRegistry
  readonly tails: Tails
  /** What its checks read of its tails. */
  readonly surroundings: { logWindow: LogWindow; logReader: LogReader }
}

const idle = { signal: new AbortController().signal }

/** In a folder of its own, which goes with it. Nothing but the tails begins by itself. */
export async function openPassingRun(
  runbook: Runbook,
  { checks, profile, name, redact }: CommandEnvironment,
): Promise<PassingRun> {
  await using stack = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'warroom-run-'))
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  const store = stack.use(orEnd(openStore({ dataDir, clock: systemClock })))
  const bytes = new TextEncoder().encode(runbook.text)
  const runbookHash = orEnd(store.library.keepFile(runbook.fileName, bytes))
  const { environment } = profile
  const runs = stack.use(
    createRuns({
      store,
      clock: systemClock,
      runbookOf: (hash) => (hash === runbookHash ? runbook : undefined),
      readProfile: () => Promise.resolve({ ok: true, value: { environment, text: '' } }),
      onProfilesChanged: () => () => undefined,
      prepare: (spec) => Promise.resolve(checks.prepare(spec)),
      redact,
    }),
  )
  const { registry } = runs
  const country = countryOf(checks.profile.variables['phone_country'])
  const tails = stack.use(
    createTails({
      store,
      registry,
      clock: systemClock,
      timer: systemTimer,
      dir: join(dataDir, 'tails'),
      prepare: (spec) => prepareTail(spec, checks),
      countryOf: () => country,
      redact,
    }),
  )
  const release = { version: '', commit: '', lastGood: '' }
  const created = await runs.handlers['run.create'](
    { runbookHash, profile: name, title: runbook.title, release, people: [] },
    idle,
  )
  const { runId } = orEnd(created)
  const reader = createTailReader({ tails, clock: systemClock, countryOf: () => country })
  const owned = stack.move()
  return {
    runId,
    store,
    registry,
    tails,
    surroundings: { logWindow: tails.logWindow(runId), logReader: reader(runId) },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** What a call gave, or the end of the command. */
export function orEnd<T>(result: Result<T>): T {
  if (!result.ok) throw endOfFailure(result.failure)
  return result.value
}
