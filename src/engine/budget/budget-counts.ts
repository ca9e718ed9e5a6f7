import type { Budget } from '../../shared/model/budget.ts'
import type { Measures } from '../monitor/measures.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import type { BudgetCounts, SpanCount } from './evaluate-budget.ts'
import { createLookLedger, type LookLedger } from './look-ledger.ts'
import { noLooks } from './slow-looks.ts'

/** Counters over longer stretches than this are read no more often than once a minute. */
const shortMs = 3_600_000
const longRestMs = 60_000

export interface BudgetReaderOptions {
  samples: Pick<SampleStore, 'find' | 'samples' | 'columns'>
  measures: Pick<Measures, 'window'>
  runId: string
  /** Nothing was watched before. */
  sinceMs: number
  budget: Budget
}

/** Counts what a budget is judged by, at any moment of the present. */
export function createBudgetReader(options: BudgetReaderOptions): (nowMs: number) => BudgetCounts {
  const { samples, runId, sinceMs, budget } = options
  const { source, checkId } = budget
  const latencyMs = source.kind === 'looks' ? source.latencyMs : undefined
  const counters = source.kind === 'counters' ? createCounters(options, source) : undefined
  let ledger: LookLedger | undefined

  return (nowMs) => {
    const series = ledger ? undefined : samples.find(runId, checkId)
    if (series !== undefined) ledger = createLookLedger(samples, series, latencyMs)
    return {
      watchedSinceMs: ledger?.firstLookMs(sinceMs, nowMs),
      count(fromMs, toMs) {
        const looks = ledger?.count(fromMs, toMs) ?? noLooks()
        return counters ? { ...looks, ...counters(fromMs, toMs) } : looks
      },
    }
  }
}

type Growth = Pick<SpanCount, 'bad' | 'total' | 'exact' | 'lacking'>

/** What two counters grew by. Where one gave no number nothing was counted: its 0 is not known. */
function createCounters(
  { measures, runId, budget }: BudgetReaderOptions,
  names: { bad: string; total: string },
): (fromMs: number, toMs: number) => Growth {
  const known = new Map<number, { atMs: number; growth: Growth }>()

  const read = (fromMs: number, toMs: number): Growth => {
    const nothing = { bad: 0, total: 0, exact: true }
    const [bad, total] = [names.bad, names.total].map((name) =>
      measures.window(runId, budget.checkId, name, fromMs, toMs),
    )
    if (!total) return { ...nothing, lacking: names.total }
    if (!bad) return { ...nothing, lacking: names.bad }
    return { bad: bad.increase, total: total.increase, exact: true }
  }

  return (fromMs, toMs) => {
    const spanMs = toMs - fromMs
    if (spanMs <= shortMs) return read(fromMs, toMs)
    const minutes = Math.round(spanMs / longRestMs)
    const before = known.get(minutes)
    if (before && toMs >= before.atMs && toMs - before.atMs < longRestMs) return before.growth
    const growth = read(fromMs, toMs)
    // A young run’s stretches grow by the minute.
    if (known.size > 10) known.clear()
    known.set(minutes, { atMs: toMs, growth })
    return growth
  }
}
