import type { Message } from '../messages/message.ts'
import type { Danger, Verdict } from './check.ts'
import type { Environment } from './profile.ts'
import type {
  RollbackMode,
  RollbackMove,
  RollbackNext,
  RollbackOutcome,
  RollbackPlan,
  VerifiedPart,
} from './rollback.ts'

/** What happens on the way back, in a run's history. */
export type RollbackEventBody =
  /** A way back was begun: the plan as it stood then, and no other, is what is gone by. */
  | {
      type: 'rollback.started'
      rollbackId: string
      plan: RollbackPlan
      /** SHA-256 over the plan, without where it stood in the text. */
      planHash: string
      mode: RollbackMode
      environment: Environment
      /** Whose names and targets it is run with, whatever is adopted meanwhile. */
      runbookHash: string
      profileHash: string
      by: string
      /** What was said to the plan's questions. */
      answers: { question: string; yes: boolean }[]
    }
  /** On disk before a step does anything: what is about to be done, resolved and redacted. */
  | {
      type: 'rollback.acting'
      rollbackId: string
      stepId: string
      title: string
      /** From 1: how often the step was begun. */
      attempt: number
      danger: Danger
      target: string
      command: string
    }
  | {
      type: 'rollback.acted'
      rollbackId: string
      stepId: string
      title: string
      attempt: number
      outcome: RollbackOutcome
      reason: Message
      durationMs: number
      /** Absent where a person did it, who said so. */
      evidenceHash?: string
      by?: string
      mayStillRun?: boolean
    }
  /** What was looked at after a step, or at the end, where it names no step. */
  | {
      type: 'rollback.verified'
      rollbackId: string
      stepId?: string
      title: string
      attempt: number
      verdict: Verdict
      /** Of a step whose action was not seen to do what it should. */
      though?: Exclude<RollbackOutcome, 'done'>
      parts: VerifiedPart[]
    }
  | {
      type: 'rollback.moved'
      rollbackId: string
      stepId: string
      title: string
      how: RollbackMove
      to: RollbackNext
      /** A person's words. */
      reason?: string
      /** What did not hold, where it was left without holding. */
      because?: Message
      option?: string
    }
  | { type: 'rollback.handed-over'; rollbackId: string; from: string; to: string; reason?: string }
  /** Found on opening: it was begun and no outcome is known. It is never run again by itself. */
  | {
      type: 'rollback.orphaned'
      rollbackId: string
      stepId: string
      title: string
      attempt: number
    }
  | {
      type: 'rollback.ended'
      rollbackId: string
      title: string
      as: 'back' | 'rehearsed' | 'aborted'
      /** In what state things are left, where it was given up. */
      safeState?: string
      reason?: string
    }
