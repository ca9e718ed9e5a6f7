import { message } from '../../shared/messages/message.ts'
import type { ReadinessLine, ReadinessStatus } from '../../shared/model/readiness.ts'
import type { Projection } from '../run/projection.ts'
import { linesOf } from './readiness-lines.ts'

/** A day that goes live is shorter, and what was true yesterday need not be. */
const freshMs = 24 * 3_600_000

interface Checked {
  line: ReadinessLine
  at: string
  isOfNow: boolean
}

/** Every line of a run as it stands at a moment: what was last seen, unless that no longer counts. */
export function readinessOf(
  run: Projection,
  nowMs: number,
  checking: ReadonlySet<string> = new Set(),
): ReadinessStatus[] {
  const last = lastChecked(run)
  return linesOf(run).map(({ id, kind, planTitle }): ReadinessStatus => {
    const base = {
      id,
      kind,
      ...(planTitle === undefined ? {} : { planTitle }),
      isChecking: checking.has(id),
    }
    const found = last.get(id)
    if (!found)
      return {
        ...base,
        state: 'unknown',
        reason: message('readiness.never'),
        todo: message('readiness.check-todo'),
        parts: [],
      }
    const { line, at, isOfNow } = found
    const { state, reason, todo, parts, evidenceHash } = line
    const seen = { ...base, parts, evidenceHash, checkedAt: at }
    const hours = Math.floor((nowMs - Date.parse(at)) / 3_600_000)
    const isStale = nowMs - Date.parse(at) > freshMs
    // What was bad stays bad until it is seen to be good.
    if (state !== 'not-ready' && (isStale || !isOfNow))
      return {
        ...seen,
        state: 'unknown',
        reason: isOfNow ? message('readiness.stale', { hours }) : message('readiness.changed'),
        todo: message('readiness.check-todo'),
      }
    return { ...seen, state, reason, ...(todo ? { todo } : {}) }
  })
}

function lastChecked(run: Projection): Map<string, Checked> {
  const last = new Map<string, Checked>()
  const { runbookHash } = run.head()
  for (const { body, at } of run.events) {
    if (body.type !== 'readiness.checked') continue
    const isOfNow = body.runbookHash === runbookHash && body.profileHash === run.profileHash
    for (const line of body.lines) last.set(line.id, { line, at, isOfNow })
  }
  return last
}
