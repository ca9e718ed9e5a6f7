import type { Runbook } from '../../shared/model/runbook.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { createCheckRunner } from './check-runner.ts'
import { markOrphans } from './orphans.ts'
import type { PrepareCheck } from './prepared-check.ts'
import { createRunProfile } from './run-profile.ts'
import { createRunRegistry } from './run-registry.ts'
import { createRunRunbook } from './run-runbook.ts'
import { createRunService, type RunServiceOptions } from './run-service.ts'
import { createRunTransfer } from './run-transfer.ts'

export interface RunsOptions {
  store: Store
  clock: Clock
  /** Parses a runbook of the library; by hash, so the same one can be given each time. */
  runbookOf: (hash: string) => Runbook | undefined
  readProfile: RunServiceOptions['readProfile']
  /** Some profile's file was written, renamed or deleted. */
  onProfilesChanged: (listener: () => void) => () => void
  prepare: PrepareCheck
  redact: (text: string) => string
}

/** Everything about runs, as the contract names it. */
export type Runs = ReturnType<typeof createRuns>

/** Opens the runs of a store. Attempts that a dead process left behind are marked, never re-run. */
export function createRuns(options: RunsOptions) {
  const { store, clock, runbookOf } = options
  const owned = new AsyncDisposableStack()
  const registry = owned.use(createRunRegistry(store, runbookOf))
  owned.use(markOrphans(store, registry))
  const runbook = owned.use(createRunRunbook(store, registry, runbookOf))
  const profile = owned.use(
    createRunProfile(store, registry, options.readProfile, options.onProfilesChanged),
  )
  const runner = owned.use(createCheckRunner({ ...options, registry }))
  return {
    handlers: {
      ...createRunService({ ...options, registry }),
      ...createRunTransfer(store, registry, clock, options.redact),
      ...runbook.handlers,
      ...profile.handlers,
      ...runner.handlers,
    },
    sources: registry.sources,
    registry,
    /** For the engine's status: items whose last attempt has no known outcome. */
    outcomeUnknown: () => registry.outcomeUnknown(),
    onOutcomeUnknown: (listener: (count: number) => void) => registry.onOutcomeUnknown(listener),
    /** Cancels what runs and waits until its outcome is on the disk; before the store is closed. */
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
