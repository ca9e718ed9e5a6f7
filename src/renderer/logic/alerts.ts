import type { AlertEntry, AlertSource, AlertState, AlertStatus } from '../../shared/model/alert.ts'
import { isCritical } from '../../shared/model/alert.ts'
import type { Tone } from './tone.ts'

/** What the alerts of a run come to. */
export interface AlertSummary {
  sources: AlertSource[]
  /** Worst first, each once, whichever sources told it. */
  alerts: AlertStatus[]
  critical: number
  /** Critical ones included. */
  firing: number
  pending: number
  /** Kept quiet by a silence, or by another alert. */
  quiet: number
  /** Sources of which nobody knows what they would say now. */
  unheard: AlertSource[]
  unlisted: number
}

const order: readonly AlertState[] = ['firing', 'pending', 'silenced', 'inhibited']

export function summariseAlerts(entries: Iterable<AlertEntry>): AlertSummary {
  const sources: AlertSource[] = []
  const byLabels = new Map<string, AlertStatus>()
  for (const entry of entries) {
    if (entry.kind === 'source') {
      sources.push(entry)
      continue
    }
    const labels = JSON.stringify(Object.entries(entry.labels).sort(([a], [b]) => (a < b ? -1 : 1)))
    const known = byLabels.get(labels)
    if (!known || knowsMore(entry, known)) byLabels.set(labels, entry)
  }
  const alerts = [...byLabels.values()].sort(
    (a, b) => weightOf(b) - weightOf(a) || a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1),
  )
  const count = (...states: AlertState[]) =>
    alerts.filter(({ state }) => states.includes(state)).length
  return {
    sources,
    alerts,
    critical: alerts.filter((alert) => alert.state === 'firing' && isCritical(alert.severity))
      .length,
    firing: count('firing'),
    pending: count('pending'),
    quiet: count('silenced', 'inhibited'),
    unheard: sources.filter(({ state }) => state !== 'heard'),
    unlisted: sources.reduce((sum, { unlisted }) => sum + unlisted, 0),
  }
}

/** Of two that tell the same alert: who is heard now, then who knows that it is kept quiet. */
function knowsMore(one: AlertStatus, other: AlertStatus): boolean {
  if (one.stale !== other.stale) return !one.stale
  return order.indexOf(one.state) > order.indexOf(other.state) && one.silence !== undefined
}

function weightOf({ state, severity }: AlertStatus): number {
  return (order.length - order.indexOf(state)) * 2 + (isCritical(severity) ? 1 : 0)
}

export function toneOfAlert({ state, severity, stale }: AlertStatus): Tone {
  if (stale) return 'unknown'
  if (state === 'firing') return isCritical(severity) ? 'nogo' : 'pending'
  return state === 'pending' ? 'pending' : 'idle'
}

/** Not hearing is not peace: whatever else is known, it cannot be well. */
export function toneOfAlerts({ critical, firing, pending, unheard }: AlertSummary): Tone {
  if (critical > 0) return 'nogo'
  if (unheard.length > 0) return 'unknown'
  return firing + pending > 0 ? 'pending' : 'go'
}
