import type { Look } from './look.ts'
import { numbersOf } from './measure-facts.ts'
import type { MeasureSum } from './measure-sum.ts'
import type { Measures, MeasureWindow } from './measures.ts'
import type { SampleStore } from './sample-store.ts'

export interface MeasureStoreOptions {
  samples: Pick<SampleStore, 'find' | 'series' | 'measures'>
  onLook: (listener: (look: Look) => void) => () => void
  /** What conditions read of a check: kept before anything else, however much there is. */
  readBy: (runId: string, checkId: string) => MeasureReading
}

/** Paths that conditions over a check read. */
export interface MeasureReading {
  /** Whole names, by its gates and budgets. */
  judged: ReadonlySet<string>
  /** Beginnings of names, by its expectation. */
  expectation: readonly string[]
}

/** Keeps the numbers of every look that could measure, beside its samples. */
export function createMeasureStore(options: MeasureStoreOptions): Measures & Disposable {
  const { samples, readBy } = options

  const stop = options.onLook(({ runId, spec, sample, evidence }) => {
    const { measurement } = evidence
    if (measurement.kind !== 'measured') return
    const series = samples.series(runId, spec.id)
    if (series === undefined) return
    const reading = readBy(runId, spec.id)
    const numbers = numbersOf(measurement.facts)
    const rankOf = (name: string) => {
      if (reading.judged.has(name)) return 0
      return reading.expectation.some((path) => name === path || name.startsWith(`${path}.`))
        ? 1
        : 2
    }
    const inOrder = numbers.toSorted((left, right) => rankOf(left.name) - rankOf(right.name))
    const counts = sample.aside === undefined
    samples.measures.record(series, { atMs: sample.atMs, counts, numbers: inOrder }, reading.judged)
  })

  return {
    names(runId, checkId) {
      const series = samples.find(runId, checkId)
      return series === undefined ? [] : samples.measures.names(series)
    },
    points(runId, checkId, name, fromMs, toMs) {
      const series = samples.find(runId, checkId)
      return series === undefined ? [] : samples.measures.points(series, name, fromMs, toMs)
    },
    window(runId, checkId, name, fromMs, toMs) {
      const series = samples.find(runId, checkId)
      const sum =
        series === undefined ? undefined : samples.measures.window(series, name, fromMs, toMs)
      return sum && windowOf(sum)
    },
    [Symbol.dispose]: stop,
  }
}

export function windowOf({ total, changedAtMs, ...sum }: MeasureSum): MeasureWindow {
  return { ...sum, mean: total / sum.count, ...(changedAtMs === undefined ? {} : { changedAtMs }) }
}
