import type { Message } from '../messages/message.ts'
import type { CheckSpec, Danger, Verdict } from './check.ts'
import type { Environment } from './profile.ts'

/** The parts of a scenario, in the order in which they run. */
export const scenarioParts = ['before', 'steps', 'after'] as const
export type ScenarioPart = (typeof scenarioParts)[number]

/** A value that a step takes out of what it saw, for the steps after it. */
export interface Capture {
  name: string
  /** Where it is: a path into the facts such as `json.token`, or the first group in the output. */
  from: { json: string } | { regex: string }
  /** It is masked wherever it shows from then on. */
  isSecret: boolean
}

interface StepBase {
  title: string
  /** 1-based, in the repaired text. */
  line: number
}

/** A probe, and what is expected of it. */
export interface CheckStep extends StepBase {
  kind: 'check'
  check: CheckSpec
  captures: Capture[]
  /** It is looked at again until it passes, for so long; only where it does nothing but read. */
  withinMs?: number
}

export interface WaitStep extends StepBase {
  kind: 'wait'
  ms: number
}

/** Steps done several times; `expect` is judged over all of them. */
export interface RepeatStep extends StepBase {
  kind: 'repeat'
  times: number
  isParallel: boolean
  everyMs: number
  steps: (CheckStep | WaitStep)[]
  expect?: string
}

/** Lines that a tail shows since the scenario began. */
export interface LogStep extends StepBase {
  kind: 'log'
  tail: string
  /** As a pattern of a tail. */
  match: string
  /** All of these, one after the other, `match` being the first of them. */
  inOrder?: string[]
  /** Words that the line holds too, such as `${correlation_id}`. */
  containing?: string
  withinMs: number
  /** How often exactly, at the end of the time; 0 is never. Once or more, as soon as it is seen, when absent. */
  times?: number
}

/** A queue that grew since the scenario began, and came back. */
export interface QueueMovedStep extends StepBase {
  kind: 'queue-moved'
  /** What looks at the queue. */
  check: CheckSpec
  /** By how many jobs at least. */
  up: number
  /** How many may stand in it at the end; as many as at the beginning when absent. */
  back?: number
  withinMs: number
}

/** A monitor that was up from the scenario's beginning until now. */
export interface StayedUpStep extends StepBase {
  kind: 'stayed-up'
  checkId: string
  everySeconds: number
  timeoutMs: number
  /** How long a look that begins after what was done before is waited for. */
  withinMs: number
}

/** Something that only a person can look at. */
export interface AskStep extends StepBase {
  kind: 'ask'
  question: string
}

export type ScenarioStep =
  | CheckStep
  | WaitStep
  | RepeatStep
  | LogStep
  | QueueMovedStep
  | StayedUpStep
  | AskStep

/** A story that is played on the system, and what must come of it. */
export interface Scenario {
  /** Unique in the runbook. */
  id: string
  itemId: string
  /** Under this name its result counts as one of its item's checks. */
  checkId: string
  title: string
  /** Where it may run; everywhere where it only reads, and not in production where it changes, when absent. */
  environments?: Environment[]
  variables: Record<string, string>
  before: ScenarioStep[]
  steps: ScenarioStep[]
  /** Runs whatever happened before. */
  after: ScenarioStep[]
  /** 1-based, in the repaired text. */
  line: number
}

/** A step as it would be done, resolved and redacted. */
export interface StepPreview {
  part: ScenarioPart
  /** From 1, within its part; `2.1` is the first of what the second repeats. */
  step: string
  title: string
  target: string
  command: string
  danger: Danger
  problem?: Message
}

export interface ScenarioPreview {
  scenarioId: string
  title: string
  environment: Environment
  danger: Danger
  steps: StepPreview[]
  /** Agrees to exactly these steps, once. */
  token: string
  /** Words to type before it runs. */
  typed?: string
  /** Why it may not run here at all. */
  refused?: Message
}

export type StepState = 'waiting' | 'running' | 'skipped' | Verdict

export interface StepStatus {
  part: ScenarioPart
  step: string
  title: string
  kind: ScenarioStep['kind']
  state: StepState
  reason?: Message
  startedAt?: string
  durationMs?: number
  evidenceHash?: string
  /** How far it is, while it runs in this process. */
  progress?: Message
}

/** Where a step stands in its scenario. */
export interface StepPlace {
  part: ScenarioPart
  /** From 1, within its part. */
  step: string
}

/** A scenario as it stands: what its last execution showed, or shows now. */
export interface ScenarioStatus {
  scenarioId: string
  itemId: string
  title: string
  /** `interrupted`: it was begun and nobody knows how it ended. */
  state: 'never-run' | 'running' | 'interrupted' | Verdict
  attemptId?: string
  startedAt?: string
  finishedAt?: string
  /** Who began it. */
  by?: string
  correlationId?: string
  /** The last word on it. */
  reason?: Message
  steps: StepStatus[]
  /** It was interrupted, its clean-up is outstanding, and this is why it was not done by itself. */
  leftBehind?: Message
  /** What a person is asked at the moment. */
  asking?: string
  /** The step before which it stands until somebody lets it go on. */
  waitsAt?: StepPlace
}
