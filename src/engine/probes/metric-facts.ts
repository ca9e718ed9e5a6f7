import type { Facts, Json } from '../../shared/model/check.ts'
import { isCounter, samplesOf, seriesKey, type Exposition } from './exposition.ts'
import { histogramQuantile, type Bucket } from './histogram-quantile.ts'
import { parseSelector } from './metric-selector.ts'

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

/** Facts by the author's names. What is not there, or is no number, is left out and named. */
export function metricFacts(
  questions: MetricQuestions,
  now: Exposition,
  earlier: Earlier | undefined,
): Facts {
  const { grown, resets } = earlier
    ? growthOf(now, earlier.exposition)
    : { grown: now, resets: undefined }
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
  const values = answers(questions.values, (text) => sumOf(now, text))
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
  return {
    values,
    rates,
    ratios,
    quantiles,
    missing,
    ...(resets === undefined ? {} : { resets }),
  }
}

/**
 * Counters by what they grew. One that fell was reset and counts from 0; a series that is new was
 * at 0 before: the first error counts, which PromQL's rate leaves out. Gauges stay as they are.
 */
function growthOf(now: Exposition, earlier: Exposition): { grown: Exposition; resets: number } {
  const counters = new Map<string, boolean>()
  const grows = (name: string) => {
    const known = counters.get(name) ?? isCounter(now, name)
    counters.set(name, known)
    return known
  }
  const then = new Map<string, number>()
  for (const sample of earlier.samples) {
    if (grows(sample.name)) then.set(seriesKey(sample), sample.value)
  }
  let resets = 0
  const samples = now.samples.map((sample) => {
    if (!grows(sample.name)) return sample
    const before = then.get(seriesKey(sample)) ?? 0
    if (sample.value >= before) return { ...sample, value: sample.value - before }
    resets++
    return sample
  })
  return { grown: { ...now, samples }, resets }
}

function sumOf(exposition: Exposition, text: string): number | undefined {
  const selector = parseSelector(text)
  const found = selector ? samplesOf(exposition, selector) : []
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
}

/** No series of that status yet is none so far; a metric that does not exist is a mistake. */
function noneYet({ samples }: Exposition, text: string): number | undefined {
  const name = parseSelector(text)?.name
  return name !== undefined && samples.some((sample) => sample.name === name) ? 0 : undefined
}

/** Buckets over all other labels, as `sum by (le)` adds them up. */
function bucketsOf(exposition: Exposition, text: string): Bucket[] {
  const selector = parseSelector(text)
  if (!selector) return []
  const name = selector.name.endsWith('_bucket') ? selector.name : `${selector.name}_bucket`
  return samplesOf(exposition, { ...selector, name }).flatMap(({ labels, value }) => {
    const le = labels.get('le')
    if (le === undefined) return []
    const upperBound = le === '+Inf' ? Infinity : Number(le)
    return Number.isNaN(upperBound) ? [] : [{ upperBound, count: value }]
  })
}
