import { createHash } from 'node:crypto'

import { message, type Message } from '../../shared/messages/message.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { Scenario, StepPreview } from '../../shared/model/scenario.ts'
import type { Result } from '../../shared/result.ts'
import { canonicalJson } from '../store/canonical.ts'
import type { ScenarioPlan } from './scenario-preview.ts'

/** What somebody agreed to an evening ago they may not want any more. */
const agreedForMs = 12 * 3600_000

/** An execution that was begun and has no end: the process that played it is gone. */
export interface LeftBehind {
  attemptId: string
  /** Absent where the history does not have it. */
  correlationId?: string
  /** Why its clean-up is not done by itself; absent where it is. */
  reason?: Message
}

/** Exactly these steps, in this order, on these targets. */
export function cleanUpHashOf(steps: readonly StepPreview[]): string {
  const shown = steps
    .filter(({ part }) => part === 'after')
    .map(({ step, title, target, command, danger }) => ({ step, title, target, command, danger }))
  return createHash('sha256').update(canonicalJson(shown)).digest('hex')
}

/**
 * Whether a scenario was left behind, and whether its clean-up may be done without asking: only when
 * it is exactly what was agreed to here, needs nothing that was lost with the process, and was not
 * begun.
 */
export function leftBehindOf(
  scenario: Scenario,
  events: readonly RunEvent[],
  nowMs: number,
  /** The clean-up as it would be done now; a failure is why it may not be. */
  planNow: () => Result<ScenarioPlan>,
): LeftBehind | undefined {
  if (scenario.after.length === 0) return undefined
  const from = events.findLastIndex(
    ({ body }) => body.type === 'check.started' && body.checkId === scenario.checkId,
  )
  const started = events[from]
  if (started?.body.type !== 'check.started') return undefined
  const { attemptId, scenario: known } = started.body
  const own = events
    .slice(from)
    .map(({ body }) => body)
    .filter((body) => 'attemptId' in body && body.attemptId === attemptId)
  if (own.some(({ type }) => type === 'check.finished' || type === 'scenario.left'))
    return undefined
  const left = { attemptId, ...(known ? { correlationId: known.correlationId } : {}) }
  const because = (reason: Message): LeftBehind => ({ ...left, reason })

  // Whoever has it over there may be cleaning up at this moment: here it is done by a person only.
  if (events.slice(from).some(({ body }) => body.type === 'run.taken-over'))
    return because(message('scenario.left-elsewhere'))
  if (!known) return because(message('scenario.left-unknown'))
  const wasCleaning = own.some((body) => 'part' in body && body.part === 'after')
  if (known.cleanUpHash === undefined || wasCleaning)
    return because(message('scenario.left-cleaning'))
  const [, name] = capturedName.exec(JSON.stringify([scenario.variables, scenario.after])) ?? []
  if (name !== undefined) return because(message('scenario.left-captured', { name }))
  if (nowMs - Date.parse(started.at) > agreedForMs) return because(message('scenario.left-old'))
  const planned = planNow()
  if (!planned.ok) return because(planned.failure.message)
  if (cleanUpHashOf(planned.value.steps) !== known.cleanUpHash)
    return because(message('scenario.left-changed'))
  return left
}

const capturedName = /\$\{\s*captured\.(\w+)\s*\}/
