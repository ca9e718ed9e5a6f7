import { message, type Message } from '../../shared/messages/message.ts'
import type {
  CriterionEvaluation,
  WindowCriterion,
  WindowReading,
} from '../../shared/model/gate.ts'
import { summaryOf } from '../monitor/tally.ts'
import { settle, unsettled, type CriterionState, type Sight } from './hold.ts'
import { factsNow, judgeFacts, projected, termsOf, type Judged } from './judge-window.ts'
import { arithmeticOf, availabilityLimit } from './sample-arithmetic.ts'
import { sumWindow, type WindowSamples, type WindowSum } from './window-facts.ts'
import { sparseTerm } from './window-measures.ts'

/** Halvings of the time in which GO could come: to a thousandth of the window. */
const searchSteps = 10

export function evaluateWindow(
  criterion: WindowCriterion,
  samples: WindowSamples | undefined,
  nowMs: number,
  before: CriterionState | undefined,
): { evaluation: CriterionEvaluation; state: CriterionState } {
  if (!samples) return unsettled(criterion.id, message('gate.not-watched'), nowMs)
  const sum = sumWindow(samples, criterion, nowMs)
  const judged = judgeFacts(criterion, factsNow(criterion, samples, sum))
  const { evaluation, state } = settle(
    criterion,
    look(criterion, samples, sum, judged, nowMs),
    (holdingSinceMs) => earliest(criterion, samples, nowMs, holdingSinceMs),
    nowMs,
    before,
  )
  return {
    evaluation: { ...evaluation, window: readingOf(criterion, samples, sum, judged.read) },
    state,
  }
}

function look(
  criterion: WindowCriterion,
  samples: WindowSamples,
  sum: WindowSum,
  judged: Judged,
  nowMs: number,
): Sight {
  const { watchedSinceMs } = samples
  if (watchedSinceMs === undefined) return noData(criterion, message('gate.never-measured'))
  const warmUntilMs = watchedSinceMs + criterion.warmUpSeconds * 1000
  if (nowMs < warmUntilMs) {
    const seconds = Math.ceil((warmUntilMs - nowMs) / 1000)
    return { verdict: 'pending', reason: message('gate.warming-up', { seconds }) }
  }
  const lastMs = sum.tally.lastMeasuredAtMs
  if (lastMs === undefined) {
    const unmeasured = sum.tally.counts.unknown
    return noData(criterion, message('gate.nothing-measured', { unmeasured }))
  }
  // What is known to be broken stays so: a source that falls silent must never look better for it.
  if (judged.verdict === 'failed' && !couldRecover(criterion, samples, sum, nowMs))
    return { verdict: 'no-go', reason: judged.reason }
  const staleMs = nowMs - lastMs
  if (staleMs > criterion.maxStaleSeconds * 1000) {
    const seconds = Math.floor(staleMs / 1000)
    const reason = message('gate.stale', { seconds, limit: criterion.maxStaleSeconds })
    return { verdict: 'unknown', reason }
  }
  const share = {
    coverage: Math.floor(sum.coverage * 1000) / 1000,
    minCoverage: criterion.minCoverage,
    samples: sum.measured,
    minSamples: criterion.minSamples,
  }
  if (!isFull(criterion, sum.coverage, sum.measured)) {
    return sum.coverageWatched < criterion.minCoverage
      ? { verdict: 'unknown', reason: message('gate.holes', share) }
      : { verdict: 'pending', reason: message('gate.filling', share) }
  }
  if (judged.verdict === 'failed') return { verdict: 'no-go', reason: judged.reason }
  return lookAtMeasures(criterion, samples, sum, judged)
}

/** What holds, holds only by numbers that are known of enough of the window, and of late. */
function lookAtMeasures(
  criterion: WindowCriterion,
  samples: WindowSamples,
  sum: WindowSum,
  judged: Judged,
): Sight {
  const isSight = judged.verdict === 'passed'
  const sparse = sparseTerms(criterion, samples, sum)
  const [first] = sparse
  if (!first) return { verdict: isSight ? 'go' : 'unknown', reason: judged.reason }
  const facts = factsNow(criterion, samples, sum)
  for (const { term } of sparse) delete facts[term]
  const without = judgeFacts(criterion, facts)
  // Whatever they are, it holds.
  if (without.verdict === 'passed') return { verdict: 'go', reason: without.reason }
  const { measure, count } = first
  const reason = message('gate.measure-missing', { measure, count, looks: sum.measured })
  return count === 0 ? noData(criterion, reason) : { verdict: 'unknown', reason }
}

function sparseTerms(criterion: WindowCriterion, samples: WindowSamples, sum: WindowSum) {
  const limits = {
    fromMs: sum.countsFromMs,
    toMs: sum.toMs,
    looks: sum.measured,
    minCoverage: criterion.minCoverage,
    maxStaleMs: criterion.maxStaleSeconds * 1000,
  }
  return termsOf(criterion).flatMap((term) => sparseTerm([term], samples.measures, limits) ?? [])
}

const noData = (criterion: WindowCriterion, reason: Message): Sight => ({
  verdict: criterion.noData,
  reason,
})

const isFull = (criterion: WindowCriterion, coverage: number, measured: number) =>
  coverage >= criterion.minCoverage && measured >= Math.max(1, criterion.minSamples)

/** Would the condition hold if all that nobody has seen of the window had passed, or still does? */
function couldRecover(
  criterion: WindowCriterion,
  samples: WindowSamples,
  sum: WindowSum,
  nowMs: number,
): boolean {
  if (isFull(criterion, sum.coverage, sum.measured)) return false
  const unseen = Math.floor(sum.unseenMs / samples.everyMs)
  if (judgeFacts(criterion, factsNow(criterion, samples, sum, unseen)).verdict !== 'failed')
    return true
  const fullMs =
    (samples.watchedSinceMs ?? nowMs) + (criterion.warmUpSeconds + criterion.windowSeconds) * 1000
  if (fullMs <= nowMs) return false
  return judgeFacts(criterion, projected(criterion, samples, nowMs, fullMs)).verdict !== 'failed'
}

/** When GO could come, if every look from now on passes; in whole seconds. */
function earliest(
  criterion: WindowCriterion,
  samples: WindowSamples,
  nowMs: number,
  holdingSinceMs: number | undefined,
): number | undefined {
  const holdMs = criterion.holdSeconds * 1000
  if (holdingSinceMs !== undefined) return holdingSinceMs + holdMs
  const warmMs = Math.max(0, (samples.watchedSinceMs ?? nowMs) + criterion.warmUpSeconds * 1000)
  const holdsAt = (atMs: number) => {
    const facts = projected(criterion, samples, nowMs, atMs)
    const full = isFull(criterion, facts.coverage ?? 0, facts.samples ?? 0)
    return full && judgeFacts(criterion, facts).verdict === 'passed'
  }
  // For an interval at least: what holds between two looks only, nobody would see.
  const wouldHold = (atMs: number) => holdsAt(atMs) && holdsAt(atMs + samples.everyMs)
  let after = nowMs
  let by = Math.max(nowMs, warmMs) + criterion.windowSeconds * 1000 + samples.everyMs
  if (!wouldHold(by)) return undefined
  for (let step = 0; step < searchSteps; step++) {
    const middle = (after + by) / 2
    if (wouldHold(middle)) by = middle
    else after = middle
  }
  return Math.ceil((by + holdMs) / 1000) * 1000
}

function readingOf(
  criterion: WindowCriterion,
  samples: WindowSamples,
  sum: WindowSum,
  read: Record<string, number>,
): WindowReading {
  const { tally, fromMs, toMs } = sum
  const { from, to, counts, lastMeasuredAt, availability, quantileError } = summaryOf(
    tally,
    fromMs,
    toMs,
    samples.resolution,
  )
  return {
    from,
    to,
    counts,
    samples: sum.measured,
    ...(availability === undefined ? {} : { availability }),
    coverage: sum.coverage,
    ...(lastMeasuredAt === undefined ? {} : { lastMeasuredAt }),
    timed: tally.timed,
    resolution: samples.resolution,
    quantileError,
    read,
    arithmetic: arithmeticOf(counts, availabilityLimit(criterion.require)),
  }
}
