import type { Facts, Json } from '../../shared/model/check.ts'
import { isCounter, samplesOf, seriesKey, type Exposition, type Sample } from './exposition.ts'
import { histogramQuantile, type Bucket } from './histogram-quantile.ts'
import { parseSelector, type MetricSelector } from './metric-selector.ts'

/** What an author asks of an exposition, each by a name of theirs. */
export interface MetricQuestions {
  values: Record<string, string>
  rates: Record<string, string>
  ratios: Record<string, { of: string; to: string }>
  quantiles: Record<string, { of: string; q: number }>
}

/** Two scrapes of the same target, and the time between them. */
export interface Earlier {
  exposition: Exposition
  elapsedS: number
}

/** What was looked at: since the start of the process, or what came in between two scrapes. */
interface View {
  samples: (selector: MetricSelector) => Sample[]
  hasName: (name: string) => boolean
}

/** Facts by the author's names. What is not there, or is no number, is left out and named. */
export function metricFacts(
  questions: MetricQuestions,
  now: Exposition,
  earlier: Earlier | undefined,
): Facts {
  const plain = viewOf(now)
  const grown = earlier ? growthOf(now, earlier.exposition) : plain
  const missing: string[] = []
  const answers = <Q>(named: Record<string, Q>, answer: (question: Q) => number | undefined) =>
    Object.fromEntries(
      Object.entries(named).flatMap(([name, question]): [string, Json][] => {
        const value = answer(question)
        if (value !== undefined && Number.isFinite(value)) return [[name, value]]
        missing.push(name)
        return []
      }),
    )
  const values = answers(questions.values, (text) => sumOf(plain, text))
  const rates = answers(questions.rates, (text) => {
    const growth = sumOf(grown, text)
    return earlier && growth !== undefined ? growth / earlier.elapsedS : undefined
  })
  const ratios = answers(questions.ratios, ({ of, to }) => {
    const whole = sumOf(grown, to)
    const part = sumOf(grown, of) ?? noneYet(grown, of)
    return whole === undefined || part === undefined || whole === 0 ? undefined : part / whole
  })
  const quantiles = answers(questions.quantiles, ({ of, q }) =>
    histogramQuantile(q, bucketsOf(grown, of)),
  )
  return { values, rates, ratios, quantiles, missing }
}

function viewOf(exposition: Exposition): View {
  return {
    samples: (selector) => samplesOf(exposition, selector),
    hasName: (name) => exposition.samples.some((sample) => sample.name === name),
  }
}

/**
 * Counters by what they grew. One that fell was reset and counts from 0; a series that is new was
 * at 0 before: the first error counts, which PromQL's rate leaves out. Gauges stay as they are.
 */
function growthOf(now: Exposition, earlier: Exposition): View {
  const then = new Map(earlier.samples.map((sample) => [seriesKey(sample), sample.value]))
  const plain = viewOf(now)
  return {
    ...plain,
    samples: (selector) =>
      plain.samples(selector).map((sample) => {
        if (!isCounter(now, sample.name)) return sample
        const before = then.get(seriesKey(sample)) ?? 0
        return { ...sample, value: sample.value < before ? sample.value : sample.value - before }
      }),
  }
}

/** Series whose counter fell between two scrapes: the process, or a part of it, began anew. */
export function countResets(now: Exposition, earlier: Exposition): number {
  const then = new Map(earlier.samples.map((sample) => [seriesKey(sample), sample.value]))
  return now.samples.filter(
    (sample) =>
      isCounter(now, sample.name) && sample.value < (then.get(seriesKey(sample)) ?? -Infinity),
  ).length
}

function sumOf(view: View, text: string): number | undefined {
  const selector = parseSelector(text)
  const found = selector ? view.samples(selector) : []
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
}

/** No series of that status yet is none so far; a metric that does not exist is a mistake. */
function noneYet(view: View, text: string): number | undefined {
  const name = parseSelector(text)?.name
  return name !== undefined && view.hasName(name) ? 0 : undefined
}

/** Buckets over all other labels, as `sum by (le)` adds them up. */
function bucketsOf(view: View, text: string): Bucket[] {
  const selector = parseSelector(text)
  if (!selector) return []
  const name = selector.name.endsWith('_bucket') ? selector.name : `${selector.name}_bucket`
  return view.samples({ ...selector, name }).flatMap(({ labels, value }) => {
    const le = labels.get('le')
    if (le === undefined) return []
    const upperBound = le === '+Inf' ? Infinity : Number(le)
    return Number.isNaN(upperBound) ? [] : [{ upperBound, count: value }]
  })
}
