import { message, type Message } from '../../shared/messages/message.ts'
import {
  burnSpans,
  type Budget,
  type BudgetBurn,
  type BudgetReading,
  type BurnAlert,
  type BurnSpan,
} from '../../shared/model/budget.ts'
import { arithmeticOf, samplesToTolerateOne, toleratedFailures } from '../gate/sample-arithmetic.ts'

/** What was counted from one moment to another. */
export interface SpanCount {
  bad: number
  total: number
  unknown: number
  /** Time that was measured. */
  coverMs: number
  lastMeasuredMs: number | undefined
  exact: boolean
  /** The fact that gave no number, which is why nothing was counted. */
  lacking?: string
}

/** What a budget is judged by. */
export interface BudgetCounts {
  /** When watching began; undefined where it never did. */
  watchedSinceMs: number | undefined
  /** From ≤ at < to. */
  count(fromMs: number, toMs: number): SpanCount
}

interface AlertRule {
  alert: BurnAlert
  /** It is on where both stretches burn at least this fast. */
  rate: number
  long: BurnSpan
  /** Ends it soon after the burning does. */
  short: BurnSpan
}

/** For a window of 30 days: 2 % of it gone in an hour, 5 % in six, 10 % in three days. */
export const alertRules: readonly AlertRule[] = [
  { alert: 'fast', rate: 14.4, long: 'burn_1h', short: 'burn_5m' },
  { alert: 'slow', rate: 6, long: 'burn_6h', short: 'burn_30m' },
  { alert: 'leak', rate: 1, long: 'burn_3d', short: 'burn_6h' },
]

/** Share of the short stretch that must have been measured for an alert to begin, or to end. */
const minCoverage = 0.5
/** One failure in the five looks of a young run is no reason to call anybody. */
const minBad = 2

/** An alert that is on. */
export interface AlertState {
  sinceMs: number
  /** Since when its condition has not held, without a break. */
  quietSinceMs?: number
}
export type BurnState = Partial<Record<BurnAlert, AlertState>>

/** Evaluates a budget at a moment. Pure: the same counts give the same reading. */
export function evaluateBudget(
  budget: Budget,
  counts: BudgetCounts,
  nowMs: number,
  before: BurnState,
): { reading: BudgetReading; state: BurnState } {
  const { target, windowSeconds } = budget
  const { watchedSinceMs } = counts
  const sinceMs = Math.min(nowMs, watchedSinceMs ?? nowMs)
  const fromMs = Math.max(nowMs - windowSeconds * 1000, sinceMs)
  const sum = counts.count(fromMs, nowMs)
  const burns = spansOf(budget).map((span) => burnOf(budget, counts, span, sinceMs, nowMs))
  const state: BurnState = {}
  for (const rule of alertRules) {
    const next = nextAlert(rule, before[rule.alert], burns, nowMs)
    if (next) state[rule.alert] = next
  }
  const spent = sum.total > 0 ? spentShare(sum.bad, sum.total, target) : undefined
  const watchedMs = nowMs - fromMs
  const spentAtMs =
    spent === undefined
      ? undefined
      : spentAt(spent, watchedMs, windowSeconds * 1000, paceOf(burns, state), nowMs)
  return {
    reading: {
      at: iso(nowMs),
      from: iso(fromMs),
      partial: nowMs - sinceMs < windowSeconds * 1000,
      bad: sum.bad,
      total: sum.total,
      unknown: sum.unknown,
      coverage: watchedMs > 0 ? Math.min(1, sum.coverMs / watchedMs) : 0,
      ...(sum.lastMeasuredMs === undefined ? {} : { lastMeasuredAt: iso(sum.lastMeasuredMs) }),
      ...(spent === undefined
        ? {}
        : {
            spent,
            remaining: rounded(1 - spent),
            left: Math.floor(toleratedFailures(sum.total, target) - sum.bad),
          }),
      needed: samplesToTolerateOne(target) ?? Number.MAX_SAFE_INTEGER,
      precision: sum.exact ? 'exact' : 'estimated',
      burns,
      alerts: alertRules.flatMap(({ alert }) => {
        const on = state[alert]
        return on ? [{ alert, since: iso(on.sinceMs) }] : []
      }),
      ...(spentAtMs === undefined ? {} : { spentAt: iso(spentAtMs) }),
      arithmetic: arithmeticOfBudget(budget, sum),
    },
    state,
  }
}

/** Whether somebody should act now. */
export const isBurning = ({ alerts }: Pick<BudgetReading, 'alerts'>): boolean =>
  alerts.some(({ alert }) => alert !== 'leak')

/** Why an alert is on, in words. */
export function burnReason(alert: BurnAlert, { burns }: BudgetReading): Message {
  const rule = alertRules.find((one) => one.alert === alert)
  const long = burns.find(({ span }) => span === rule?.long)
  const short = burns.find(({ span }) => span === rule?.short)
  return message('budget.began', {
    long: long?.span ?? '',
    longRate: floored(long?.rate ?? 0),
    short: short?.span ?? '',
    shortRate: floored(short?.rate ?? 0),
    bad: long?.bad ?? 0,
    total: long?.total ?? 0,
  })
}

/** Stretches that are no longer than the window: of a longer one it says nothing. */
function spansOf({ windowSeconds }: Budget): BurnSpan[] {
  return (Object.keys(burnSpans) as BurnSpan[]).filter((span) => burnSpans[span] <= windowSeconds)
}

function burnOf(
  { target }: Budget,
  counts: BudgetCounts,
  span: BurnSpan,
  sinceMs: number,
  nowMs: number,
): BudgetBurn {
  const spanMs = burnSpans[span] * 1000
  const { bad, total, coverMs } = counts.count(Math.max(nowMs - spanMs, sinceMs), nowMs)
  return {
    span,
    bad,
    total,
    coverage: Math.min(1, coverMs / spanMs),
    ...(total > 0 ? { rate: spentShare(bad, total, target) } : {}),
    partial: nowMs - sinceMs < spanMs,
  }
}

/**
 * An alert begins on what was really measured, and ends only when enough was measured to say so and
 * it has been quiet for half of the short stretch: a rate at the limit does not blink, and a source
 * that falls silent does not look better for it.
 */
function nextAlert(
  rule: AlertRule,
  before: AlertState | undefined,
  burns: readonly BudgetBurn[],
  nowMs: number,
): AlertState | undefined {
  const long = burns.find(({ span }) => span === rule.long)
  const short = burns.find(({ span }) => span === rule.short)
  if (!long || !short) return undefined
  const isMeasured = short.coverage >= minCoverage && short.rate !== undefined
  const isAbove = (burn: BudgetBurn) => burn.rate !== undefined && burn.rate >= rule.rate
  if (isMeasured && long.bad >= minBad && isAbove(long) && isAbove(short))
    return { sinceMs: before?.sinceMs ?? nowMs }
  if (!before) return undefined
  if (!isMeasured) return { sinceMs: before.sinceMs }
  const quietSinceMs = Math.min(nowMs, before.quietSinceMs ?? nowMs)
  const quietForMs = nowMs - quietSinceMs
  if (quietForMs >= (burnSpans[rule.short] * 1000) / 2) return undefined
  return { sinceMs: before.sinceMs, quietSinceMs }
}

/** The rate that speaks for what comes: of the alert that is on, else of the last hour. */
function paceOf(burns: readonly BudgetBurn[], state: BurnState): number | undefined {
  const on = alertRules.find(({ alert }) => state[alert])
  const long = burns.find(({ span }) => span === (on?.long ?? 'burn_1h'))
  return long && long.bad >= minBad ? long.rate : undefined
}

/**
 * When it is spent at such a pace. The window grows until it is full; from then on it lets go of its
 * past, which is taken to have been spread evenly.
 */
function spentAt(
  spent: number,
  watchedMs: number,
  windowMs: number,
  pace: number | undefined,
  nowMs: number,
): number | undefined {
  if (pace === undefined || pace <= 1 || spent >= 1) return undefined
  const growingMs = ((1 - spent) * watchedMs) / (pace - 1)
  const untilFullMs = windowMs - watchedMs
  if (growingMs <= untilFullMs) return nowMs + growingMs
  const spentWhenFull = (spent * watchedMs + pace * untilFullMs) / windowMs
  return nowMs + untilFullMs + ((1 - spentWhenFull) * windowMs) / (pace - spentWhenFull)
}

function arithmeticOfBudget({ source, target }: Budget, sum: SpanCount): Message {
  const { bad, total, lacking } = sum
  if (lacking !== undefined) return message('budget.no-number', { name: lacking })
  if (source.kind === 'looks') return arithmeticOf({ passed: total - bad, failed: bad }, target)
  if (total <= 0) return message('budget.arithmetic.none')
  return message('budget.arithmetic.counted', {
    bad,
    total,
    target,
    tolerated: toleratedFailures(total, target),
    needed: samplesToTolerateOne(target) ?? 0,
  })
}

/** What failures come to as a share of those that the target allows of so many. */
export function spentShare(bad: number, total: number, target: number): number {
  // 1 - 0.999 is a little more than 0.001: one failure in a thousand must spend all of it.
  return rounded(bad / total / rounded(1 - target))
}

const rounded = (value: number) => Math.round(value * 1e9) / 1e9
/** A rate that is at its limit only when it is. */
const floored = (rate: number) => Math.floor(rate * 10) / 10
const iso = (ms: number) => new Date(ms).toISOString()
