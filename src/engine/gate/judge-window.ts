import type { Message } from '../../shared/messages/message.ts'
import type { Verdict } from '../../shared/model/check.ts'
import type { WindowCriterion } from '../../shared/model/gate.ts'
import { judge } from '../expectation/judge.ts'
import { measureTerms, termDeclarations, type MeasureTerm } from './measure-criteria.ts'
import {
  factsOf,
  sumWindow,
  windowFacts,
  type WindowFactValues,
  type WindowSamples,
  type WindowSum,
} from './window-facts.ts'
import { measureFacts } from './window-measures.ts'

/** The window as it is; or as it would be if so many looks more had passed, and read as the last did. */
export function factsNow(
  criterion: WindowCriterion,
  samples: WindowSamples,
  sum: WindowSum,
  more = 0,
): WindowFactValues {
  const source = samples.measures
  const { countsFromMs: fromMs, toMs } = sum
  const lastOf = (measure: string) => source?.sum(measure, fromMs, toMs)?.last
  const stretch = { fromMs, toMs, more, lastOf }
  return { ...factsOf(sum, more), ...measureFacts(termsOf(criterion), source, stretch) }
}

/** The facts of the window that ends later, if every look until then passes. */
export function projected(
  criterion: WindowCriterion,
  samples: WindowSamples,
  nowMs: number,
  atMs: number,
): WindowFactValues {
  const sum = sumWindow(samples, criterion, atMs)
  const { everyMs, parts } = samples
  // Looks go on from the last one; where one is missing, the next may take an interval to come.
  const latestMs = parts.at(-1)?.atMs ?? nowMs
  const lastMs = nowMs - latestMs > everyMs ? nowMs : latestMs
  const fresh = Math.floor(Math.min(atMs - lastMs, criterion.windowSeconds * 1000) / everyMs)
  const coveredMs = sum.tally.coverMs + fresh * everyMs
  return {
    ...factsOf(sum, fresh),
    ...measureFacts(termsOf(criterion), samples.measures, {
      fromMs: sum.countsFromMs,
      toMs: atMs,
      more: fresh,
      lastOf: (measure) =>
        samples.measures?.sum(measure, nowMs - criterion.windowSeconds * 1000, nowMs)?.last,
    }),
    coverage: Math.min(1, coveredMs / (criterion.windowSeconds * 1000)),
    up_seconds: (atMs - (sum.upSinceMs ?? nowMs)) / 1000,
    seconds_since_failure: (atMs - (sum.lastFailureMs ?? sum.firstMs ?? nowMs)) / 1000,
  }
}

/** What a criterion's condition says of the facts. */
export interface Judged {
  verdict: Verdict
  reason: Message
  read: Record<string, number>
}

const terms = new WeakMap<WindowCriterion, MeasureTerm[]>()

/** Read from the condition once. */
export function termsOf(criterion: WindowCriterion): MeasureTerm[] {
  let known = terms.get(criterion)
  if (!known) terms.set(criterion, (known = measureTerms(criterion.require)))
  return known
}

export function judgeFacts(criterion: WindowCriterion, facts: WindowFactValues): Judged {
  const declarations = { ...windowFacts, ...termDeclarations(termsOf(criterion)) }
  const { verdict, reason, read } = judge(criterion.require, declarations, {
    kind: 'measured',
    startedAt: '',
    durationMs: 0,
    target: '',
    facts,
  })
  const numbers = Object.entries(read).filter(
    (fact): fact is [string, number] => typeof fact[1] === 'number',
  )
  return { verdict, reason, read: Object.fromEntries(numbers) }
}
