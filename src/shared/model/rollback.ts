import type { Message } from '../messages/message.ts'
import type { CheckSpec, Danger, Verdict } from './check.ts'
import type { WindowCriterion } from './gate.ts'
import type { Environment } from './profile.ts'

/** What must hold: a check that passes so often in a row, or a window of a monitor's history. */
export type Verification = {
  /** Unique in its plan. */
  id: string
  title: string
  /** How long it may take until it holds. */
  withinMs: number
} & (
  | { kind: 'check'; check: CheckSpec; times: number; everyMs: number }
  | { kind: 'window'; criterion: WindowCriterion }
)

/** What a step does. Every kind of command (Compose, Fly, systemd, git…) is a check by now. */
export type RollbackAction =
  | { kind: 'check'; check: CheckSpec }
  /** Done by a person outside Warroom, who says that it is done. */
  | { kind: 'manual'; text: string }
  /** Nothing is done: its verification is waited for. */
  | { kind: 'wait' }
  /** A person chooses the way. */
  | { kind: 'decide'; question: string; options: { label: string; next: RollbackNext }[] }

/** Another step by its id; or the end, where the whole plan is verified; or the stated safe state. */
export type RollbackNext = { step: string } | 'end' | 'stop'

export interface RollbackStep {
  /** Unique in its plan. */
  id: string
  title: string
  why: string
  action: RollbackAction
  expectedMs?: number
  /** All must hold before it goes on. Empty only where the author said that nothing can be verified. */
  verify: Verification[]
  /** Why nothing can be verified of what it changes. */
  unverified?: string
  /** What to do where it failed, in words, and the way then offered. */
  ifFails: { text?: string; next?: RollbackNext }
  /** Of a `decide` it is the first option's. */
  next: RollbackNext
  /** From here on, going back to the newer version is no longer possible. */
  isPointOfNoReturn: boolean
  /** 1-based, in the repaired text. */
  line: number
}

/** The way back to the last good version, as the runbook has it. */
export interface RollbackPlan {
  /** Unique in the runbook. */
  id: string
  title: string
  /** Asked by the wizard, in order; the first plan of which all are answered with yes is proposed. */
  when: string[]
  budgetMs: number
  /** Where it may be run; everywhere when absent. */
  environments?: Environment[]
  /** In what state things are left by who gives up, in words. */
  safeState: string
  variables: Record<string, string>
  steps: RollbackStep[]
  /** What must hold, all together, before it may be called back. */
  done: Verification[]
  line: number
}

/**
 * `real`: run to get back. `rehearsal`: run for real where nothing is at stake. `shown`: every action
 * is shown and none is run, as in production.
 */
export const rollbackModes = ['real', 'rehearsal', 'shown'] as const
export type RollbackMode = (typeof rollbackModes)[number]

/**
 * What came of an action. `not-done`: it never began. `unknown`: it may have been done, in whole or in
 * part, and nobody knows.
 */
export const rollbackOutcomes = ['done', 'failed', 'not-done', 'unknown'] as const
export type RollbackOutcome = (typeof rollbackOutcomes)[number]

/** How a step was left: `shown` where nothing is run, `alternative` where it failed. */
export const rollbackMoves = ['on', 'shown', 'retry', 'skip', 'alternative', 'chose'] as const
export type RollbackMove = (typeof rollbackMoves)[number]

/** What may be done next; the rest is refused. */
export const rollbackChoices = [
  'act',
  'confirm',
  'choose',
  'go-on',
  'alternative',
  'retry',
  'verify',
  'wait',
  'skip',
  'hand-over',
  'take-over',
  'abort',
] as const
export type RollbackChoice = (typeof rollbackChoices)[number]

/** What one verification came to, as it is kept. */
export interface VerifiedPart {
  id: string
  title: string
  verdict: Verdict
  reason: Message
  evidenceHash?: string
}

export interface VerificationStatus {
  id: string
  title: string
  state: 'waiting' | 'looking' | Verdict
  /** When it is given up, while it is looked at. Absent where it is looked at until it holds. */
  until?: string
  reason?: Message
  /** How often in a row it has passed, of how often it must. */
  passes?: { count: number; of: number }
  evidenceHash?: string
}

/** `outcome-unknown`: it was begun and nobody knows how it ended; it is verified before all else. */
export type RollbackStepState =
  | 'ahead'
  | 'ready'
  | 'acting'
  | 'acted'
  | 'verifying'
  | 'passed'
  | 'failed'
  | 'unknown'
  | 'outcome-unknown'
  | 'skipped'
  /** Nothing is run in this mode: it was shown. */
  | 'shown'

export interface RollbackStepStatus {
  stepId: string
  title: string
  state: RollbackStepState
  /** How often it was begun. */
  attempts: number
  startedAt?: string
  endedAt?: string
  by?: string
  reason?: Message
  /** What came of doing it, whatever was verified since. */
  outcome?: RollbackOutcome
  /** As it was last begun, resolved and redacted. */
  danger?: Danger
  target?: string
  command?: string
  /** Last lines of what it says, redacted, while it acts and after. */
  output?: string
  evidenceHash?: string
  /** The command may still be running over there: the link to it was lost. */
  mayStillRun?: boolean
  verify: VerificationStatus[]
  /** Why it was left out. */
  skipReason?: string
}

/** A plan under way, or as it ended. */
export interface RollbackStatus {
  rollbackId: string
  planId: string
  title: string
  mode: RollbackMode
  environment: Environment
  startedAt: string
  startedBy: string
  /** Who leads it now. */
  driver: string
  /** Another window leads it: this one only looks. */
  isElsewhere: boolean
  /** Who was named to lead it, and has not taken it over yet. */
  awaits?: string
  budgetMs: number
  /** How long the last rehearsal took that ended well. */
  rehearsedMs?: number
  state: 'running' | 'not-back' | 'back' | 'rehearsed' | 'aborted'
  /** The step that it stands at; absent where the end is verified, and when it is over. */
  at?: string
  steps: RollbackStepStatus[]
  done: VerificationStatus[]
  /** What this window may do now. */
  choices: RollbackChoice[]
  endedAt?: string
  reason?: Message
}

/** A step as it would be done now, resolved and redacted. */
export interface RollbackStepPreview {
  rollbackId: string
  stepId: string
  target: string
  command: string
  danger: Danger
  /** Agrees to exactly this, once. */
  token: string
  /** Words to type before it is done. */
  typed?: string
  /** It cannot be done as things are. */
  problem?: Message
  verify: { id: string; title: string; target: string; command: string; expect: string }[]
}
