import type { Message } from '../messages/message.ts'
import type { AlertNews } from './alert.ts'
import type { ToldAlert } from './budget.ts'
import type { Danger, Judgement, Measurement } from './check.ts'
import type { DrillEventBody } from './drill.ts'
import type { Criterion, GateDecision, GateEvaluation, GateVerdict } from './gate.ts'
import type { IncidentEventBody } from './incident-event.ts'
import type { LessonEventBody } from './lesson.ts'
import type { SeenState } from './monitor.ts'
import type { NoticeKind } from './notice.ts'
import type { Environment } from './profile.ts'
import type { QueueAlarmKind } from './queue.ts'
import type { ReadinessChecked, RestoreEventBody } from './readiness.ts'
import type { RollbackEventBody } from './rollback-event.ts'
import type { Due } from './runbook.ts'
import type { ScenarioPart } from './scenario.ts'
import type { AddedTail } from './tail.ts'

export type ItemState =
  | 'todo'
  | 'running'
  | 'passed'
  | 'failed'
  | 'unknown'
  | 'waived'
  | 'not-applicable'

/** What an operator may set by hand; the rest is earned by a check or by a waiver. */
export const manualStates = ['todo', 'passed', 'failed', 'not-applicable'] as const
export type ManualState = (typeof manualStates)[number]

export interface Person {
  name: string
  role: string
}

/** Who acts: the operator's name, or the engine by itself. */
export type Actor = { kind: 'person'; name: string } | { kind: 'engine' }

export interface Release {
  version: string
  commit: string
  lastGood: string
}

/** What happened, by kind. A run's history is a list of these and nothing else. */
export type RunEventBody =
  | {
      type: 'run.created'
      title: string
      runbookHash: string
      runbookName: string
      runbookPath?: string
      profileName: string
      environment: Environment
      /** SHA-256 of the profile file's text, which is stored beside. Holds no secret. */
      profileHash: string
      release: Release
      people: Person[]
      /** ISO 8601, UTC. */
      t0?: string
    }
  | { type: 'run.t0'; t0?: string }
  | { type: 'run.closed'; note: string }
  | { type: 'run.reopened'; note: string }
  /** It came from another Warroom as a file, and goes on here. */
  | { type: 'run.taken-over'; by: string; reason?: string }
  | { type: 'run.noted'; text: string }
  | { type: 'item.set'; itemId: string; state: ManualState; note?: string }
  | { type: 'item.waived'; itemId: string; by: string; reason: string }
  | { type: 'item.noted'; itemId: string; text: string }
  /** On disk before anything leaves for a target: what was about to be done, resolved and redacted. */
  | {
      type: 'check.started'
      attemptId: string
      itemId: string
      checkId: string
      danger: Danger
      target: string
      command?: string
      /** Of a scenario. */
      scenario?: {
        correlationId: string
        /** SHA-256 hex of the clean-up that was agreed to; absent where nothing else is done. */
        cleanUpHash?: string
      }
    }
  | {
      type: 'check.finished'
      attemptId: string
      itemId: string
      checkId: string
      verdict: Judgement['verdict']
      reason: Message
      durationMs: number
      /** SHA-256 of the evidence, stored by hash. */
      evidenceHash: string
    }
  /** On disk before a step of a scenario changes anything: what is about to be done. */
  | {
      type: 'scenario.acting'
      attemptId: string
      itemId: string
      checkId: string
      part: ScenarioPart
      step: string
      title: string
      danger: Danger
      target: string
      command: string
    }
  /** The clean-up of a scenario that a gone process left behind is outstanding, and why. */
  | {
      type: 'scenario.left'
      attemptId: string
      itemId: string
      checkId: string
      title: string
      reason: Message
    }
  /** What a step of a scenario came to; the scenario itself begins and ends as a check does. */
  | {
      type: 'scenario.step'
      attemptId: string
      itemId: string
      checkId: string
      part: ScenarioPart
      step: string
      title: string
      verdict: Judgement['verdict']
      reason: Message
      durationMs: number
      evidenceHash: string
    }
  | RollbackEventBody
  | IncidentEventBody
  | DrillEventBody
  | LessonEventBody
  /** Found on opening: it was started and no outcome is known. It is never run again by itself. */
  | { type: 'check.orphaned'; attemptId: string; itemId: string; checkId: string }
  /** What a monitor sees turned into something else; the looks that say so are evidence. */
  | {
      type: 'monitor.changed'
      itemId: string
      checkId: string
      from: SeenState
      to: SeenState
      reason: Message
      evidenceHashes: string[]
    }
  | { type: 'monitor.paused'; itemId: string; checkId: string; reason?: string }
  /** Ends a pause, or a maintenance window before its time. */
  | { type: 'monitor.resumed'; itemId: string; checkId: string }
  /** Until then it is looked at and nothing counts. */
  | { type: 'monitor.maintenance'; itemId: string; checkId: string; reason: string; until: string }
  /** A critical alert began, was silenced, came back or ended, as the look says that is its evidence. */
  | {
      type: 'alert.changed'
      itemId: string
      checkId: string
      /** The same while the alert is. */
      alertId: string
      name: string
      severity: string
      summary: string
      /** What was last said of it; absent where it is new. */
      from?: Exclude<AlertNews, 'ended'>
      to: AlertNews
      evidenceHash: string
    }
  /** A gate says something else than before, and why. */
  | {
      type: 'gate.changed'
      gateId: string
      title: string
      from?: GateVerdict
      to: GateVerdict
      /** The criterion that decides; absent where all that block are GO. */
      criterionId?: string
      reason: Message
    }
  /** An error budget began to be spent too fast, or no longer is. */
  | {
      type: 'budget.burning'
      budgetId: string
      title: string
      checkId: string
      alert: ToldAlert
      burning: boolean
      reason: Message
    }
  /** Somebody's word on a gate, with all that they saw; it stands for ever. */
  | {
      type: 'gate.decided'
      gateId: string
      title: string
      decision: GateDecision
      by: string
      role: string
      /** The verdict that a GO was given against. */
      override?: GateVerdict
      reason?: string
      criteria: Criterion[]
      evaluation: GateEvaluation
      /** SHA-256 over criteria and evaluation, in canonical JSON. */
      evaluationHash: string
    }
  | ReadinessChecked
  | RestoreEventBody
  /** Somebody has seen these notices and says so. */
  | {
      type: 'notice.acknowledged'
      /** Of which kind, and since when: absent where an older Warroom wrote it. */
      notices: { id: string; text: Message; kind?: NoticeKind; at?: string }[]
      by: string
    }
  /** A queue needs somebody, or no longer does: then `alarm` is absent. */
  | {
      type: 'queue.alarm'
      itemId: string
      checkId: string
      /** As {@link QueueStatus.key}. */
      key: string
      queue: string
      alarm?: QueueAlarmKind
      reason: Message
    }
  /** A pattern was seen as often as its author calls an alarm; told again only once it was quiet. */
  | {
      type: 'log.alert'
      tailId: string
      tail: string
      patternId: string
      pattern: string
      critical: boolean
      /** Within its window, the newest line included. */
      count: number
      windowSeconds: number
      /** The newest, redacted, and the moment that it speaks of. */
      line: string
      lineAt: string
    }
  /** Kept lines, or a file, were looked through for personal data. */
  | {
      type: 'log.scanned'
      itemId: string
      source: Message
      verdict: Judgement['verdict']
      reason: Message
      evidenceHash: string
    }
  /** Somebody follows one more source in this run; variables are as written. */
  | { type: 'tail.added'; tail: AddedTail }
  | { type: 'tail.removed'; tailId: string; title: string }
  | { type: 'phase.signed'; phaseId: string; by: string; role: string; note?: string }
  | { type: 'event.undone'; seq: number }
  | { type: 'runbook.adopted'; fromHash: string; toHash: string }
  /** The profile's file was edited, and the run goes on with it as it is now. */
  | { type: 'profile.adopted'; fromHash: string; toHash: string; environment: Environment }
  | { type: 'engine.note'; message: Message }

export type RunEventType = RunEventBody['type']

/** One link of a run's chain. */
export interface RunEvent {
  runId: string
  /** 1, 2, 3… without a gap. */
  seq: number
  /** ISO 8601, UTC. */
  at: string
  actor: Actor
  body: RunEventBody
  /** SHA-256 hex of the link before; zeros for the first. */
  previousHash: string
  /** SHA-256 hex over runId, seq, at, actor, body and previousHash, in canonical JSON. */
  hash: string
}

/** What a check showed: kept by its hash, named by events. */
export interface Evidence {
  hash: string
  checkId: string
  measurement: Measurement
  judgement: Judgement
}

export interface CheckResult {
  checkId: string
  attemptId: string
  verdict: Judgement['verdict']
  reason: Message
  at: string
  durationMs: number
  evidenceHash: string
}

export interface ItemStatus {
  itemId: string
  state: ItemState
  /** The event that last changed it. */
  seq: number
  at?: string
  by?: Actor
  note?: string
  waiver?: { by: string; reason: string; at: string }
  notes: { seq: number; at: string; by: Actor; text: string }[]
  /** The latest result of each of its checks. */
  results: CheckResult[]
  /** A started attempt without an outcome: after a crash it reads OUTCOME UNKNOWN. */
  outcomeUnknown: boolean
}

export interface Signature {
  seq: number
  phaseId: string
  by: string
  role: string
  at: string
  note?: string
  /** Items of the phase that were not passed, waived or not applicable when it was signed. */
  openItems: number
}

export interface RunSummary {
  id: string
  title: string
  runbookHash: string
  runbookName: string
  profileName: string
  environment: Environment
  release: Release
  t0?: string
  createdAt: string
  closedAt?: string
  counts: Record<ItemState, number>
  headSeq: number
  headHash: string
  /** Imported from a file: its chain was verified, and it is not continued here. */
  imported: boolean
}

export interface RunHead extends RunSummary {
  people: Person[]
  runbookPath?: string
  /** The file on disk differs from the pinned runbook; see the diff, adopt or not. */
  runbookChanged?: { toHash: string }
  /** The profile's file differs from the pinned one, and is valid: it may be adopted. */
  profileChanged?: { toHash: string }
  dues: Record<string, Due>
}
