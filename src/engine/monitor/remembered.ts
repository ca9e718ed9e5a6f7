import type { RunEvent } from '../../shared/model/run.ts'
import type { Remembered } from './watch.ts'

/** What a run's history says of its monitors, by check. */
export function rememberedOf(events: readonly RunEvent[]): Map<string, Remembered> {
  const all = new Map<string, Remembered>()
  for (const event of events) remember(all, event)
  return all
}

function remember(all: Map<string, Remembered>, { at, actor, body }: RunEvent): void {
  const by = actor.kind === 'person' ? actor.name : ''
  const add = (checkId: string, changes: Remembered) =>
    all.set(checkId, { ...all.get(checkId), ...changes })
  switch (body.type) {
    case 'monitor.changed':
      add(body.checkId, { seen: { state: body.to, since: at } })
      return
    case 'monitor.paused':
      add(body.checkId, { paused: { since: at, by, reason: body.reason } })
      return
    case 'monitor.maintenance':
      add(body.checkId, {
        maintenance: { since: at, by, reason: body.reason, until: body.until },
      })
      return
    case 'monitor.resumed':
      add(body.checkId, { paused: undefined, maintenance: undefined })
      return
    default:
  }
}
