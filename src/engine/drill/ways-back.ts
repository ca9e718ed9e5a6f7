import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type { RunEvent } from '../../shared/model/run.ts'

type Body<T extends RollbackEventBody['type']> = Extract<RollbackEventBody, { type: T }>

/** A way back that was begun for real, with what happened on it. */
export interface WayBack {
  started: Body<'rollback.started'>
  startedAt: string
  /** Its own, after it was begun. */
  steps: { at: string; body: RollbackEventBody }[]
  ended?: { at: string; as: Body<'rollback.ended'>['as'] }
}

/** Those of a run, oldest first. What was only rehearsed or shown changes nothing and is none. */
export function waysBack(events: Iterable<RunEvent>): WayBack[] {
  const ways = new Map<string, WayBack>()
  for (const { body, at } of events) {
    if (body.type === 'rollback.started') {
      if (body.mode === 'real')
        ways.set(body.rollbackId, { started: body, startedAt: at, steps: [] })
      continue
    }
    if (!isOfRollback(body)) continue
    const way = ways.get(body.rollbackId)
    if (!way || way.ended) continue
    way.steps.push({ at, body })
    if (body.type === 'rollback.ended') way.ended = { at, as: body.as }
  }
  return [...ways.values()]
}

/** Others may name a rollback too. */
const isOfRollback = (body: RunEvent['body']): body is RollbackEventBody =>
  body.type.startsWith('rollback.')

/** When something on it was done for the first time that changed something. */
export function firstChangeAt({ steps }: WayBack): string | undefined {
  return steps.find(
    ({ body }) =>
      (body.type === 'rollback.acting' && body.danger !== 'read') ||
      // A person did it elsewhere, and said so.
      (body.type === 'rollback.acted' && body.by !== undefined && body.outcome === 'done'),
  )?.at
}
