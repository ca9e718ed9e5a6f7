import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Runbook } from '../../shared/model/runbook.ts'
import type { Result } from '../../shared/result.ts'
import type { Clock } from '../time/clock.ts'
import { openSampleDatabase, type SampleDatabase } from './sample-database.ts'
import { keepFor } from './sample-keep.ts'
import { createSampleStore, type SampleStore } from './sample-store.ts'

const defaultBudgetMb = 1000

/**
 * The samples of a data folder. Without one, or where its file cannot be used (a full disk, a newer
 * Warroom's file), they are kept in memory: monitors are no reason for the rest not to open.
 */
export function openSamples(options: {
  dir?: string
  readOnly?: boolean
  clock: Clock
  /** What the file may grow to; 1 GB when absent. */
  budgetMb?: () => number
  /** Of open runs: what their gates and budgets look back on is kept whatever the budget. */
  openRunbooks?: () => Iterable<Runbook>
  log: (text: string) => void
}): SampleStore {
  const { clock, log, budgetMb = () => defaultBudgetMb, openRunbooks = () => [] } = options
  const opened = openFile(options)
  if (!opened.ok) log(`samples: ${opened.failure.message.id} ${opened.failure.cause ?? ''}`)
  const database = opened.ok ? opened.value : openInMemory()
  const nowMs = Date.parse(clock.now())
  return createSampleStore({
    database,
    nowMs,
    budgetBytes: () => budgetMb() * 1_000_000,
    keep: () => keepFor(openRunbooks()),
    log,
  })
}

function openFile({
  dir,
  readOnly = false,
}: {
  dir?: string
  readOnly?: boolean
}): Result<SampleDatabase> {
  const file = dir === undefined ? ':memory:' : join(dir, 'samples.db')
  // Whoever only looks on has nothing to see before the first sample.
  if (readOnly && !existsSync(file)) return openSampleDatabase(':memory:', false)
  return openSampleDatabase(file, readOnly)
}

function openInMemory(): SampleDatabase {
  const opened = openSampleDatabase(':memory:', false)
  if (!opened.ok) throw new Error('SQLite cannot open a database in memory')
  return opened.value
}
