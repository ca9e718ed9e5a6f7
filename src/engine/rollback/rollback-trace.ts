import type { Message } from '../../shared/messages/message.ts'
import type { Danger, Verdict } from '../../shared/model/check.ts'
import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type {
  RollbackNext,
  RollbackOutcome,
  RollbackStep,
  RollbackStepState,
  VerifiedPart,
} from '../../shared/model/rollback.ts'
import type { RunEvent } from '../../shared/model/run.ts'

type Body<T extends RollbackEventBody['type']> = Extract<RollbackEventBody, { type: T }>

/** One step, as the events say it is. */
export interface StepTrace {
  readonly step: RollbackStep
  state: RollbackStepState
  attempts: number
  /** It was begun, and neither an outcome nor an orphan's mark is known. */
  isOpen: boolean
  startedAt?: string
  endedAt?: string
  by?: string
  danger?: Danger
  target?: string
  command?: string
  reason?: Message
  /** What came of doing it, whatever was verified since. */
  outcome?: RollbackOutcome
  evidenceHash?: string
  mayStillRun?: boolean
  skipReason?: string
  /** What the last look since it was last begun said. */
  parts?: VerifiedPart[]
}

/** A rollback, as its events say it is: nothing that only a process knows. */
export interface RollbackTrace {
  readonly started: Body<'rollback.started'>
  readonly startedAt: string
  driver: string
  /** Who was named to lead it, and has not taken it over yet: until then nothing is done. */
  awaits?: string
  /** The step that it stands at; absent at the end, and when it is over. */
  at?: string
  isAtEnd: boolean
  readonly steps: Map<string, StepTrace>
  /** What the last look at the end said. */
  final?: { verdict: Verdict; parts: VerifiedPart[] }
  /** Something was begun that changes what it is done to. */
  isTouched: boolean
  /** When something was last done: what was seen before says nothing of it. */
  actedAt: string
  ended?: Body<'rollback.ended'> & { at: string }
}

/** Reads one rollback's events, in order; undefined where they do not begin with its start. */
export function traceOf(events: readonly RunEvent[]): RollbackTrace | undefined {
  const [first, ...rest] = events
  if (first?.body.type !== 'rollback.started') return undefined
  const { body, at: startedAt } = first
  const trace: RollbackTrace = {
    started: body,
    startedAt,
    driver: body.by,
    isAtEnd: false,
    isTouched: false,
    steps: new Map(
      body.plan.steps.map((step) => [
        step.id,
        { step, state: 'ahead', attempts: 0, isOpen: false },
      ]),
    ),
    actedAt: startedAt,
  }
  const [firstStep] = body.plan.steps
  enter(trace, firstStep ? { step: firstStep.id } : 'end', startedAt)
  for (const event of rest) apply(trace, event)
  return trace
}

function apply(trace: RollbackTrace, { at, actor, body }: RunEvent) {
  if (trace.ended) return
  switch (body.type) {
    case 'rollback.acting':
      if (body.danger !== 'read') trace.isTouched = true
      return begin(
        trace.steps.get(body.stepId),
        body,
        at,
        actor.kind === 'person' ? actor.name : '',
      )
    case 'rollback.acted':
      trace.actedAt = at
      return finish(trace.steps.get(body.stepId), body, at)
    case 'rollback.orphaned': {
      trace.actedAt = at
      const step = trace.steps.get(body.stepId)
      if (!step?.isOpen || step.attempts !== body.attempt) return undefined
      return void Object.assign(step, {
        isOpen: false,
        state: 'outcome-unknown',
        outcome: 'unknown',
        mayStillRun: true,
      })
    }
    case 'rollback.verified':
      return verify(trace, body, at)
    case 'rollback.moved':
      return move(trace, body, at)
    case 'rollback.handed-over':
      trace.driver = body.to
      delete trace.awaits
      // Whoever takes it over says so under their own name; whoever hands it over, under theirs.
      if (actor.kind !== 'person' || actor.name !== body.to) trace.awaits = body.to
      return undefined
    case 'run.taken-over':
      trace.awaits = body.by
      return undefined
    case 'rollback.ended':
      trace.ended = { ...body, at }
      delete trace.at
      return undefined
    default:
      return undefined
  }
}

function begin(step: StepTrace | undefined, body: Body<'rollback.acting'>, at: string, by: string) {
  if (!step) return
  const { danger, target, command, attempt } = body
  forget(step)
  Object.assign(step, { state: 'acting', attempts: attempt, isOpen: true, startedAt: at, by })
  Object.assign(step, { danger, target, command })
}

const stateAfter: Record<RollbackOutcome, RollbackStepState> = {
  done: 'acted',
  failed: 'failed',
  'not-done': 'unknown',
  unknown: 'outcome-unknown',
}

function finish(step: StepTrace | undefined, body: Body<'rollback.acted'>, at: string) {
  if (!step) return
  const { outcome, reason, evidenceHash, by, mayStillRun } = body
  const isManual = step.step.action.kind === 'manual' && step.state === 'ready'
  if (isManual) {
    forget(step)
    Object.assign(step, { attempts: body.attempt, startedAt: at })
  } else if (!step.isOpen || step.attempts !== body.attempt) return
  const isDone = outcome === 'done' && step.step.verify.length === 0
  step.state = isDone ? 'passed' : stateAfter[outcome]
  step.isOpen = false
  step.endedAt = at
  step.reason = reason
  step.outcome = outcome
  if (evidenceHash !== undefined) step.evidenceHash = evidenceHash
  if (by !== undefined) step.by = by
  if (mayStillRun === true) step.mayStillRun = true
}

const verifiable: ReadonlySet<RollbackStepState> = new Set([
  'acted',
  'failed',
  'unknown',
  'outcome-unknown',
])

function verify(trace: RollbackTrace, body: Body<'rollback.verified'>, at: string) {
  const { stepId, verdict, parts, attempt } = body
  if (stepId === undefined) {
    if (trace.isAtEnd) trace.final = { verdict, parts }
    return
  }
  const step = trace.steps.get(stepId)
  if (!step || step.attempts !== attempt || !verifiable.has(step.state)) return
  step.parts = parts
  step.endedAt = at
  // As long as nobody could look, nobody knows.
  if (verdict !== 'unknown' || step.state !== 'outcome-unknown') step.state = verdict
}

function move(trace: RollbackTrace, body: Body<'rollback.moved'>, at: string) {
  const { stepId, how, to, reason, because, option } = body
  const step = trace.steps.get(stepId)
  // Nothing is left behind while it may be under way.
  if (!step || trace.at !== stepId || step.isOpen) return
  switch (how) {
    case 'on':
      if (step.state !== 'passed') return
      break
    case 'retry':
      // Anywhere else it would leave behind what did not hold.
      if (!verifiable.has(step.state) || typeof to !== 'object' || to.step !== stepId) return
      break
    case 'skip':
      if (reason === undefined) return
      Object.assign(step, { state: 'skipped', skipReason: reason, endedAt: at })
      break
    case 'alternative':
      if (because === undefined || !verifiable.has(step.state)) return
      break
    case 'shown':
      if (trace.started.mode !== 'shown') return
      Object.assign(step, { state: 'shown', endedAt: at })
      break
    case 'chose':
      if (option === undefined) return
      Object.assign(step, { state: 'passed', endedAt: at })
      break
  }
  enter(trace, to, at)
}

function enter(trace: RollbackTrace, to: RollbackNext, at: string) {
  delete trace.at
  trace.isAtEnd = to === 'end'
  if (typeof to !== 'object') return
  const step = trace.steps.get(to.step)
  if (!step) return
  trace.at = to.step
  const { mayStillRun } = step
  forget(step)
  step.state = 'ready'
  // What was begun before may still run, however often it is done again.
  if (mayStillRun) step.mayStillRun = true
  if (step.step.action.kind !== 'wait' || trace.started.mode === 'shown') return
  step.attempts++
  step.startedAt = at
  step.state = step.step.verify.length === 0 ? 'passed' : 'acted'
}

/** What an earlier attempt said is no longer so. */
function forget(step: StepTrace) {
  for (const key of [
    'startedAt',
    'endedAt',
    'by',
    'danger',
    'target',
    'command',
    'reason',
    'outcome',
    'evidenceHash',
    'mayStillRun',
    'skipReason',
    'parts',
  ] as const)
    delete step[key]
}
