import type { RunEvent } from '../../shared/model/run.ts'
import {
  scenarioParts,
  type Scenario,
  type ScenarioStatus,
  type StepStatus,
} from '../../shared/model/scenario.ts'
import { placesOf, type StepPlace } from './play.ts'

/** What only this process knows of a scenario that is under way. */
export interface LiveScenario {
  attemptId: string
  correlationId: string
  at?: StepPlace
  asking?: string
}

/** A scenario as a run's history, and what is under way, say it stands. */
export function scenarioStatus(
  scenario: Scenario,
  events: readonly RunEvent[],
  live: LiveScenario | undefined,
): ScenarioStatus {
  const { id: scenarioId, itemId, title, checkId } = scenario
  const from = events.findLastIndex(
    ({ body }) => body.type === 'check.started' && body.checkId === checkId,
  )
  const started = events[from]
  const body = started?.body
  const attemptId = body?.type === 'check.started' ? body.attemptId : undefined
  const isLive = live !== undefined && live.attemptId === attemptId
  const steps = new Map<string, StepStatus>()
  for (const part of scenarioParts)
    for (const { step, place } of placesOf(scenario, part))
      steps.set(keyOf(place), { ...place, title: step.title, kind: step.kind, state: 'waiting' })

  let state: ScenarioStatus['state'] = started ? (isLive ? 'running' : 'interrupted') : 'never-run'
  let reason: ScenarioStatus['reason']
  for (const { body: said } of from < 0 ? [] : events.slice(from)) {
    if (!('attemptId' in said) || said.attemptId !== attemptId) continue
    const step = 'step' in said ? steps.get(keyOf(said)) : undefined
    if (said.type === 'scenario.acting' && step) step.state = isLive ? 'running' : 'unknown'
    if (said.type === 'scenario.step' && step) {
      const { verdict, durationMs, evidenceHash } = said
      Object.assign(step, { state: verdict, reason: said.reason, durationMs, evidenceHash })
    }
    if (said.type === 'check.finished') ({ verdict: state, reason } = said)
  }
  const now = isLive && live.at ? steps.get(keyOf(live.at)) : undefined
  if (now) now.state = 'running'
  if (!isLive && started)
    for (const step of steps.values()) if (step.state === 'waiting') step.state = 'skipped'
  return {
    scenarioId,
    itemId,
    title,
    state,
    steps: [...steps.values()],
    ...(started ? { startedAt: started.at } : {}),
    ...(reason ? { reason } : {}),
    ...(isLive ? { correlationId: live.correlationId } : {}),
    ...(isLive && live.asking !== undefined ? { asking: live.asking } : {}),
  }
}

const keyOf = ({ part, step }: StepPlace) => `${part} ${step}`
