import type { Message } from '../../shared/messages/message.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import {
  scenarioParts,
  type Scenario,
  type ScenarioStatus,
  type StepPlace,
  type StepStatus,
} from '../../shared/model/scenario.ts'
import { placesOf } from './play.ts'

/** What only this process knows of a scenario that is under way. */
export interface LiveScenario {
  attemptId: string
  correlationId: string
  /** The step that is being done. */
  at?: StepPlace & { startedAt: string; progress?: Message }
  asking?: string
  waitsAt?: StepPlace
}

/** A scenario as a run's history, and what is under way, say it stands: its last execution. */
export function scenarioStatus(
  scenario: Scenario,
  events: readonly RunEvent[],
  live: LiveScenario | undefined,
): ScenarioStatus {
  const from = events.findLastIndex(({ body }) => isStartOf(scenario, body))
  return statusFrom(scenario, events, from, live)
}

/** Every execution of a scenario that the run's history holds, newest first. */
export function scenarioAttempts(
  scenario: Scenario,
  events: readonly RunEvent[],
  live: LiveScenario | undefined,
): ScenarioStatus[] {
  const starts = events.flatMap(({ body }, index) => (isStartOf(scenario, body) ? [index] : []))
  return starts.toReversed().map((from) => statusFrom(scenario, events, from, live))
}

const isStartOf = ({ checkId }: Scenario, body: RunEventBody) =>
  body.type === 'check.started' && body.checkId === checkId

/** `from` is where its execution began in the history; below zero where none did. */
function statusFrom(
  scenario: Scenario,
  events: readonly RunEvent[],
  from: number,
  live: LiveScenario | undefined,
): ScenarioStatus {
  const { id: scenarioId, itemId, title } = scenario
  const started = events[from]
  const body = started?.body
  const attemptId = body?.type === 'check.started' ? body.attemptId : undefined
  const correlationId = body?.type === 'check.started' ? body.scenario?.correlationId : undefined
  const own = live && live.attemptId === attemptId ? live : undefined
  const steps = new Map<string, StepStatus>()
  for (const part of scenarioParts)
    for (const { step, place } of placesOf(scenario, part))
      steps.set(keyOf(place), { ...place, title: step.title, kind: step.kind, state: 'waiting' })

  let state: ScenarioStatus['state'] = started ? (own ? 'running' : 'interrupted') : 'never-run'
  let reason: Message | undefined
  let finishedAt: string | undefined
  let leftBehind: Message | undefined
  for (const { at, body: said } of from < 0 ? [] : events.slice(from)) {
    if (!('attemptId' in said) || said.attemptId !== attemptId) continue
    const step = 'step' in said ? steps.get(keyOf(said)) : undefined
    if (said.type === 'scenario.acting' && step)
      Object.assign(step, {
        title: said.title,
        state: own ? 'running' : 'unknown',
        startedAt: at,
      })
    if (said.type === 'scenario.step' && step) {
      const { verdict, durationMs, evidenceHash } = said
      const { startedAt = new Date(Date.parse(at) - durationMs).toISOString() } = step
      Object.assign(step, {
        startedAt,
        title: said.title,
        state: verdict,
        reason: said.reason,
        durationMs,
        evidenceHash,
      })
    }
    if (said.type === 'scenario.left') leftBehind = said.reason
    if (said.type === 'check.finished') {
      ;({ verdict: state, reason } = said)
      finishedAt = at
    }
  }
  const now = own?.at ? steps.get(keyOf(own.at)) : undefined
  if (now && own?.at) {
    const { startedAt, progress } = own.at
    Object.assign(now, { state: 'running', startedAt, ...(progress ? { progress } : {}) })
  }
  if (!own && started)
    for (const step of steps.values()) if (step.state === 'waiting') step.state = 'skipped'
  return {
    scenarioId,
    itemId,
    title,
    state,
    steps: [...steps.values()],
    ...(started ? { startedAt: started.at } : {}),
    ...(started?.actor.kind === 'person' ? { by: started.actor.name } : {}),
    ...(attemptId === undefined ? {} : { attemptId }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(reason ? { reason } : {}),
    ...(leftBehind ? { leftBehind } : {}),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(own?.asking === undefined ? {} : { asking: own.asking }),
    ...(own?.waitsAt ? { waitsAt: own.waitsAt } : {}),
  }
}

const keyOf = ({ part, step }: StepPlace) => `${part} ${step}`
