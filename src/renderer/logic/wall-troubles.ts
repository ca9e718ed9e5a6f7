import { isCritical } from '../../shared/model/alert.ts'
import type { GateStatus } from '../../shared/model/gate.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { QueueAlarmKind, QueueStatus } from '../../shared/model/queue.ts'
import type { AlertSummary } from './alerts.ts'
import type { Tone } from './tone.ts'
import { withoutAddresses } from './wall.ts'

/** One thing that is wrong or not known, by what it is: names of things, and never their words. */
export type WallTrouble = {
  key: string
  tone: Extract<Tone, 'nogo' | 'unknown' | 'pending'>
  since?: string
} & (
  | { kind: 'down' | 'unknown' | 'criterion' | 'alerts-muted'; title: string }
  | { kind: 'alert'; name: string }
  | { kind: 'queue'; alarm: QueueAlarmKind; name: string }
  | { kind: 'items-failed' | 'items-late'; count: number }
)

export interface WallFacts {
  monitors: Iterable<MonitorStatus>
  gates: Iterable<GateStatus>
  queues: Iterable<QueueStatus>
  alerts: AlertSummary | undefined
  failedItems: number
  lateItems: number
}

/** Worst first: what is broken, what is not known, what is late. A monitor is named once. */
export function wallTroubles(facts: WallFacts): WallTrouble[] {
  const monitors = [...facts.monitors]
  // Of alerts that fire, their names say more than that the check for them fails.
  const hasCritical = (facts.alerts?.critical ?? 0) > 0
  const down = monitors.filter(
    ({ state, kind }) => state === 'down' && !(kind === 'alerts' && hasCritical),
  )
  const named = new Set(
    monitors.flatMap(({ state, checkId }) => (state === 'down' ? [checkId] : [])),
  )
  const troubles: WallTrouble[] = down.map(({ checkId, title, since }) => ({
    kind: 'down',
    key: checkId,
    tone: 'nogo',
    title: withoutAddresses(title),
    since,
  }))
  for (const alert of facts.alerts?.alerts ?? [])
    if (alert.state === 'firing' && isCritical(alert.severity) && !alert.stale) {
      const { key, name, since } = alert
      troubles.push({ kind: 'alert', key, tone: 'nogo', name, since })
    }
  for (const { key, name, alarm } of facts.queues)
    if (alarm) {
      const { kind, since } = alarm
      troubles.push({ kind: 'queue', key, tone: 'nogo', alarm: kind, name, since })
    }
  for (const { gate, evaluation } of facts.gates)
    for (const criterion of gate.criteria) {
      const found = evaluation?.criteria.find(({ criterionId }) => criterionId === criterion.id)
      const isNamed = 'checkId' in criterion && named.has(criterion.checkId)
      if (!criterion.blocking || found?.verdict !== 'no-go' || isNamed) continue
      const key = `${gate.id} ${criterion.id}`
      const title = withoutAddresses(criterion.title)
      troubles.push({ kind: 'criterion', key, tone: 'nogo', title })
    }
  const { failedItems, lateItems } = facts
  if (failedItems > 0)
    troubles.push({ kind: 'items-failed', key: 'failed', tone: 'nogo', count: failedItems })
  for (const { key, title, mutedSince } of facts.alerts?.unheard ?? []) {
    const muted = { kind: 'alerts-muted' as const, key, tone: 'unknown' as const }
    troubles.push({ ...muted, title: withoutAddresses(title), since: mutedSince })
  }
  for (const { checkId, title, state, stale, last, since, kind } of monitors) {
    const isUnknown = state === 'unknown' || (state === 'up' && stale)
    // A source of alerts has been named as one.
    if (!isUnknown || (kind === 'alerts' && facts.alerts !== undefined)) continue
    const unknown = { kind: 'unknown' as const, key: checkId, tone: 'unknown' as const }
    const from = state === 'unknown' ? since : last?.at
    troubles.push({ ...unknown, title: withoutAddresses(title), since: from })
  }
  if (lateItems > 0)
    troubles.push({ kind: 'items-late', key: 'late', tone: 'pending', count: lateItems })
  return troubles
}
