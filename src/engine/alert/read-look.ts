import { z } from 'zod'

import type { AlertSilence, AlertState, AlertStatus } from '../../shared/model/alert.ts'
import type { Measurement } from '../../shared/model/check.ts'
import { canonicalJson, sha256 } from '../store/canonical.ts'

/** Parts of {@link AlertStatus} that one look tells. */
export type SeenAlert = Omit<AlertStatus, 'kind' | 'key' | 'checkId' | 'stale'>

/** What a source said when it was last heard. */
export interface HeardAlerts {
  /** By a name that stays the same while the alert does. */
  alerts: Map<string, SeenAlert>
  rules?: number
  rulesFailing?: number
  unlisted: number
}

const stateOf = {
  active: 'firing',
  pending: 'pending',
  silenced: 'silenced',
  inhibited: 'inhibited',
} satisfies Record<string, AlertState>

const facts = z.object({
  error: z.literal(''),
  firing: z.number(),
  pending: z.number().default(0),
  alerts: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['active', 'pending', 'silenced', 'inhibited']),
      severity: z.string(),
      source: z.enum(['prometheus', 'alertmanager']),
      since: z.string(),
      summary: z.string(),
      labels: z.record(z.string(), z.string()),
      silenced_by: z.array(z.string()),
    }),
  ),
  silences: z
    .array(z.object({ id: z.string(), by: z.string(), comment: z.string(), until: z.string() }))
    .default([]),
  rules: z.number().optional(),
  rules_failing: z.number().optional(),
})

/** Undefined where the source did not say: no answer, or one that is none. */
export function readAlertsLook(measurement: Measurement): HeardAlerts | undefined {
  if (measurement.kind !== 'measured') return undefined
  const read = facts.safeParse(measurement.facts)
  if (!read.success) return undefined
  const { alerts, firing, pending, silences, rules, rules_failing: rulesFailing } = read.data
  const silenceOf = new Map(silences.map(({ id, ...silence }) => [id, silence]))
  return {
    alerts: new Map(
      alerts.map(({ state, since, silenced_by: silencedBy, ...alert }) => [
        fingerprintOf(alert.labels),
        {
          ...alert,
          state: stateOf[state],
          since: timeOf(since),
          silence: longest(silencedBy.flatMap((id) => silenceOf.get(id) ?? [])),
        },
      ]),
    ),
    rules,
    rulesFailing,
    unlisted: Math.max(0, firing + pending - alerts.length),
  }
}

const fingerprintOf = (labels: Record<string, string>) => sha256(canonicalJson(labels)).slice(0, 16)

/** Several silences may keep one alert quiet: it comes back when the last of them ends. */
function longest(silences: readonly AlertSilence[]): AlertSilence | undefined {
  const [first] = silences.toSorted((a, b) => Date.parse(b.until) - Date.parse(a.until))
  return first && { ...first, until: timeOf(first.until) ?? first.until }
}

function timeOf(text: string): string | undefined {
  const ms = Date.parse(text)
  return ms > 0 ? new Date(ms).toISOString() : undefined
}
