import type { Message } from '../messages/message.ts'

/** What a budget counts: looks of a check, or what two counters that it reads grew by. */
export type BudgetSource =
  | {
      kind: 'looks'
      /** A look is good only if it passed and was answered within this. */
      latencyMs?: number
    }
  | {
      kind: 'counters'
      /** Facts by their path, such as `values.errors`. */
      bad: string
      total: string
    }

/** How much may go wrong over a window, as the runbook has it. */
export interface Budget {
  id: string
  title: string
  itemId: string
  checkId: string
  source: BudgetSource
  /** Share that must be good, such as 0.999. */
  target: number
  windowSeconds: number
  line: number
}

/** Stretches of time up to now over which the burn is told. */
export const burnSpans = {
  burn_5m: 300,
  burn_30m: 1800,
  burn_1h: 3600,
  burn_6h: 21_600,
  burn_3d: 259_200,
} as const
export type BurnSpan = keyof typeof burnSpans

/**
 * How fast the budget goes. A rate of 1 spends exactly the whole of it in its window.
 * `fast` and `slow` call for somebody now; `leak` is something to look into by daylight.
 */
export const burnAlerts = ['fast', 'slow', 'leak'] as const
export type BurnAlert = (typeof burnAlerts)[number]

/** Those that are events of the run. */
export const toldAlerts = ['fast', 'slow'] as const satisfies readonly BurnAlert[]
export type ToldAlert = (typeof toldAlerts)[number]

/** What was counted over one stretch of time up to now. */
export interface BudgetBurn {
  span: BurnSpan
  bad: number
  total: number
  /** Share of the stretch, from 0 to 1, in which anything was measured. */
  coverage: number
  /** Times the rate that would spend the budget in exactly its window. Absent: nothing was counted. */
  rate?: number
  /** Watching began later than the stretch: it is told over what there is. */
  partial: boolean
}

/** A budget at one moment. */
export interface BudgetReading {
  at: string
  /** Where what is counted begins: with the window, or with the watching if that began later. */
  from: string
  /** Watching began later than the window. */
  partial: boolean
  bad: number
  total: number
  /** Looks that could not measure: neither good nor bad. */
  unknown: number
  /** Share of the time since `from`, from 0 to 1, in which anything was measured. */
  coverage: number
  lastMeasuredAt?: string
  /** Share of what may go wrong that did; more than 1 beyond it. Absent: nothing was counted. */
  spent?: number
  /** 1 - spent; below 0 when more went wrong than may. */
  remaining?: number
  /** Failures that what was counted still has room for; below 0: so many too many. */
  left?: number
  /** Looks or requests that it takes for one failure to be within the target. */
  needed: number
  /** `estimated`: slow answers of older times are known to within 1 % of their latency. */
  precision: 'exact' | 'estimated'
  burns: BudgetBurn[]
  alerts: { alert: BurnAlert; since: string }[]
  /** When it is spent if it goes on like this. Absent: never, already, or not known. */
  spentAt?: string
  /** In words: what one failure weighs, what the target tolerates. */
  arithmetic: Message
}

/** A budget of a run as it is now. */
export interface BudgetStatus {
  budget: Budget
  /** Absent where nothing evaluates it: the run is closed, or was imported. */
  reading?: BudgetReading
}
