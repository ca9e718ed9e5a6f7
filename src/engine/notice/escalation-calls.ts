import type { EscalationLevel } from '../../shared/model/incident.ts'
import type { RunEventBody } from '../../shared/model/run.ts'

/** Somebody to call, and when. */
export interface Call {
  dueMs: number
  /** Unique in the run; the same again after the incident is reopened. */
  key: string
  /** Of the event that scheduled it: a notice is named after it. */
  seq: number
  name: string
}

/** Whom the incidents of a run call, and when: the next one first. */
export interface EscalationCalls {
  readonly coming: readonly Call[]
  /** Takes an event in, and gives the calls that nobody needs to make any more. */
  apply(body: RunEventBody, seq: number, atMs: number): string[]
  /** The next call, if it is due by then; it is told once. */
  take(nowMs: number): Call | undefined
}

interface OpenLevel extends EscalationLevel {
  openedMs: number
}

const keyOf = (incidentId: string, level: string) => `${incidentId} ${level}`

/** Follows from the events alone. */
export function createEscalationCalls(): EscalationCalls {
  /** Levels with a time that nobody has reached, by incident; of resolved ones too. */
  const unreached = new Map<string, OpenLevel[]>()
  let coming: Call[] = []

  const plan = (incidentId: string, seq: number, fromMs: number) => {
    const calls = (unreached.get(incidentId) ?? []).flatMap((one) => {
      const { level, name, afterMinutes, openedMs } = one
      if (afterMinutes === undefined) return []
      // What fell due while it was resolved is due when it is reopened.
      const dueMs = Math.max(fromMs, openedMs + afterMinutes * 60_000)
      return [{ dueMs, key: keyOf(incidentId, level), seq, name: `${level} ${name}` }]
    })
    coming = [...coming, ...calls].sort((one, other) => one.dueMs - other.dueMs)
  }
  const drop = (keys: readonly string[]) => {
    coming = coming.filter(({ key }) => !keys.includes(key))
    return [...keys]
  }

  return {
    get coming() {
      return coming
    },
    apply(body, seq, atMs) {
      switch (body.type) {
        case 'incident.opened': {
          const levels = body.escalation.map((level) => ({ ...level, openedMs: atMs }))
          unreached.set(body.incidentId, levels)
          plan(body.incidentId, seq, atMs)
          return []
        }
        case 'incident.reached': {
          const { incidentId, level } = body
          const left = unreached.get(incidentId)?.filter((one) => one.level !== level)
          if (left) unreached.set(incidentId, left)
          return drop([keyOf(incidentId, level)])
        }
        case 'incident.resolved':
          return drop(
            (unreached.get(body.incidentId) ?? []).map(({ level }) =>
              keyOf(body.incidentId, level),
            ),
          )
        case 'incident.reopened':
          plan(body.incidentId, seq, atMs)
          return []
        default:
          return []
      }
    },
    take(nowMs) {
      const [next] = coming
      if (!next || next.dueMs > nowMs) return undefined
      coming = coming.slice(1)
      return next
    },
  }
}
