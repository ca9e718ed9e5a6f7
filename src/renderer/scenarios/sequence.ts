import {
  scenarioParts,
  type Scenario,
  type ScenarioPart,
  type ScenarioPreview,
  type ScenarioStatus,
  type ScenarioStep,
  type StepPlace,
  type StepPreview,
  type StepStatus,
} from '../../shared/model/scenario.ts'

/** Where a step's bar stands in the time that the whole took, as shares of it. */
export interface Bar {
  from: number
  width: number
}

export interface SequenceStep {
  key: string
  status: StepStatus
  /** As its author wrote it; absent where the runbook has no such step any more. */
  spec?: ScenarioStep
  /** As it would be done now; absent in a run that cannot act. */
  preview?: StepPreview
  durationMs?: number
  bar?: Bar
}

export interface SequencePart {
  part: ScenarioPart
  steps: readonly SequenceStep[]
}

export const placeKey = ({ part, step }: StepPlace): string => `${part} ${step}`

/** The parts of an execution that have steps, each step with its place in time. */
export function layOutSequence(
  status: ScenarioStatus,
  spec: Scenario | undefined,
  preview: ScenarioPreview | undefined,
  nowMs: number,
): SequencePart[] {
  const times = timesOf(status, nowMs)
  const ends = [...times.values()].map(({ fromMs, tookMs }) => fromMs + tookMs)
  const wholeMs = Math.max(0, ...ends)
  const previews = new Map(preview?.steps.map((step) => [placeKey(step), step]))
  return scenarioParts.flatMap((part): SequencePart[] => {
    const steps = status.steps
      .filter((step) => step.part === part)
      .map((step): SequenceStep => {
        const key = placeKey(step)
        const time = times.get(key)
        const found = previews.get(key)
        const written = spec?.[part][Number(step.step) - 1]
        return {
          key,
          status: step,
          ...(written ? { spec: written } : {}),
          ...(found ? { preview: found } : {}),
          ...(time ? { durationMs: time.tookMs, bar: barOf(time, wholeMs) } : {}),
        }
      })
    return steps.length === 0 ? [] : [{ part, steps }]
  })
}

interface StepTime {
  fromMs: number
  tookMs: number
}

/** Since the beginning. What has no beginning on record stands at the end of what came before it. */
function timesOf(status: ScenarioStatus, nowMs: number): ReadonlyMap<string, StepTime> {
  const times = new Map<string, StepTime>()
  const beganMs = status.startedAt === undefined ? nowMs : Date.parse(status.startedAt)
  let endMs = 0
  for (const step of status.steps) {
    const atMs = step.startedAt === undefined ? undefined : Date.parse(step.startedAt)
    const fromMs = atMs === undefined ? endMs : Math.max(0, atMs - beganMs)
    const isRunning = step.state === 'running' && atMs !== undefined
    const tookMs = isRunning ? Math.max(0, nowMs - atMs) : step.durationMs
    if (tookMs === undefined) continue
    times.set(placeKey(step), { fromMs, tookMs })
    endMs = fromMs + tookMs
  }
  return times
}

function barOf({ fromMs, tookMs }: StepTime, wholeMs: number): Bar {
  if (wholeMs === 0) return { from: 0, width: 0 }
  return { from: fromMs / wholeMs, width: tookMs / wholeMs }
}

/**
 * The step that decided it: the first of set-up and steps that did not hold, else the first of the
 * clean-up. Nothing while it runs well.
 */
export function firstBroken({ steps }: ScenarioStatus): StepStatus | undefined {
  const broken = steps.filter(({ state }) => state === 'failed' || state === 'unknown')
  return broken.find(({ part }) => part !== 'after') ?? broken[0]
}

/** How many steps there are between set-up and clean-up, and how many of them held. */
export function heldOf({ steps }: ScenarioStatus): { held: number; of: number } {
  const own = steps.filter(({ part }) => part === 'steps')
  return { held: own.filter(({ state }) => state === 'passed').length, of: own.length }
}

/** How long it took, or takes by now; unknown where its end is. */
export function tookMs(status: ScenarioStatus, nowMs: number): number | undefined {
  const { startedAt, finishedAt, state } = status
  if (startedAt === undefined) return undefined
  const endMs =
    finishedAt === undefined ? (state === 'running' ? nowMs : undefined) : Date.parse(finishedAt)
  return endMs === undefined ? undefined : Math.max(0, endMs - Date.parse(startedAt))
}

/** What runs first, then the runbook's order. */
export function inListOrder(statuses: Iterable<ScenarioStatus>): ScenarioStatus[] {
  const all = [...statuses]
  const isRunning = ({ state }: ScenarioStatus) => state === 'running'
  return [...all.filter(isRunning), ...all.filter((status) => !isRunning(status))]
}

/** What is worth saying aloud of a scenario that moved. */
export type Turn =
  | { kind: 'asks'; question: string }
  | { kind: 'waits'; step: StepStatus }
  | { kind: 'step'; step: StepStatus }
  | { kind: 'ended' }

/** What turned between two looks at a scenario; the weightiest of it. */
export function turnOf(
  before: ScenarioStatus | undefined,
  after: ScenarioStatus,
): Turn | undefined {
  if (!before) return undefined
  const isSame = before.attemptId === after.attemptId
  if (after.state !== 'running') {
    return before.state === 'running' || !isSame ? { kind: 'ended' } : undefined
  }
  if (after.asking !== undefined && (!isSame || before.asking !== after.asking))
    return { kind: 'asks', question: after.asking }
  const { waitsAt } = after
  const hadStopped = isSame && before.waitsAt && waitsAt && isAt(before.waitsAt, waitsAt)
  const waiting = waitsAt && !hadStopped && after.steps.find((step) => isAt(step, waitsAt))
  if (waiting) return { kind: 'waits', step: waiting }
  const was = new Map(isSame ? before.steps.map((step) => [placeKey(step), step.state]) : [])
  const settled = after.steps.findLast(
    (step) => isSettled(step) && was.get(placeKey(step)) !== step.state,
  )
  return settled && { kind: 'step', step: settled }
}

const isAt = (one: StepPlace, other: StepPlace) => placeKey(one) === placeKey(other)

const isSettled = ({ state }: StepStatus) =>
  state === 'passed' || state === 'failed' || state === 'unknown'
