import type { RunEvent } from '../../shared/model/run.ts'

/** How long the last rehearsal of a plan took that ended well, before a moment, in any run. */
export const lastRehearsalMs = (...about: Parameters<typeof lastRehearsal>): number | undefined =>
  lastRehearsal(...about)?.ms

/** That rehearsal: when it ended, and how long it took. */
export function lastRehearsal(
  histories: Iterable<readonly RunEvent[]>,
  planHash: string,
  before: string,
): { at: string; ms: number } | undefined {
  let last: { at: string; ms: number } | undefined
  for (const events of histories) {
    const begun = new Map<string, string>()
    for (const { body, at } of events) {
      if (body.type === 'rollback.started') {
        if (body.planHash === planHash && body.mode === 'rehearsal') begun.set(body.rollbackId, at)
      } else if (body.type === 'rollback.moved' && body.how === 'skip') {
        // What left a step out tells neither that the plan works nor how long it takes.
        begun.delete(body.rollbackId)
      } else if (body.type === 'rollback.ended' && body.as === 'rehearsed') {
        const startedAt = begun.get(body.rollbackId)
        if (startedAt === undefined || at > before || (last && at < last.at)) continue
        last = { at, ms: Date.parse(at) - Date.parse(startedAt) }
      }
    }
  }
  return last
}
