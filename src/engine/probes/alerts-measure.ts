import { isCritical } from '../../shared/model/alert.ts'
import type { Facts, Measurement } from '../../shared/model/check.ts'
import {
  readManagerAlerts,
  readPrometheusAlerts,
  readRules,
  readSilences,
  type FoundAlert,
} from './alerts-read.ts'
import type { AlertsConfig } from './alerts.ts'
import { measureWithin } from './attempt.ts'
import { BadConfig } from './classify-error.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import { maskUrl } from './mask-url.ts'
import { parseSelector, selects, type MetricSelector } from './metric-selector.ts'
import type { ProbeContext } from './probe.ts'
import { through } from './via.ts'

const maxShown = 100

export function describeAlerts({ prometheus, alertmanager, match, headers, via }: AlertsConfig) {
  const places = [prometheus, alertmanager].filter((url) => url !== undefined).map(maskUrl)
  const asked = [
    ...(prometheus === undefined ? [] : ['GET /api/v1/alerts, /api/v1/rules']),
    ...(alertmanager === undefined ? [] : ['GET /api/v2/alerts, /api/v2/silences']),
    ...(match === undefined ? [] : [match]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  const target = through(places.join(', '), via)
  return { target, command: asked.join('\n'), danger: 'read' as const }
}

export function measureAlerts(config: AlertsConfig, context: ProbeContext): Promise<Measurement> {
  const { headers, caFile, via } = config
  const look = async (attempt: Attempt): Promise<Finding> => {
    const match = config.match === undefined ? undefined : parseSelector(config.match)
    if (config.match !== undefined && !match) {
      throw new BadConfig(`“${config.match}” is not a selector`)
    }
    const place = (url: string) => ({ url, headers, caFile })
    let raised: FoundAlert[] | undefined
    let managed: FoundAlert[] | undefined
    if (config.prometheus !== undefined) {
      const there = place(config.prometheus)
      raised = await readPrometheusAlerts(there, attempt)
      Object.assign(attempt.facts, await readRules(there, attempt))
    }
    if (config.alertmanager !== undefined) {
      const there = place(config.alertmanager)
      managed = await readManagerAlerts(there, attempt)
      attempt.facts.silences = await readSilences(there, attempt)
    }
    const alerts = together(raised, managed).filter(({ labels }) => isMeant(labels, match))
    const facts = factsOf(alerts, { raised: raised !== undefined, managed: managed !== undefined })
    return { kind: 'measured', facts: answered(attempt, facts) }
  }
  return measureWithin(context, describeAlerts(config), look, { via })
}

function isMeant(labels: Record<string, string>, match: MetricSelector | undefined): boolean {
  return (
    match === undefined || selects(match, labels.alertname ?? '', new Map(Object.entries(labels)))
  )
}

/**
 * Prometheus says what fires, Alertmanager what is kept quiet, and adds what others told it. One
 * that Alertmanager has not heard of yet is active. Alertmanager's labels may be more: a Prometheus
 * adds its external ones on the way.
 */
function together(
  raised: readonly FoundAlert[] | undefined,
  managed: readonly FoundAlert[] | undefined,
): FoundAlert[] {
  if (!raised) return [...(managed ?? [])]
  const matched = new Set<FoundAlert>()
  const found = raised.map((alert): FoundAlert => {
    if (alert.state === 'pending') return alert
    const known = managed?.filter((each) => isSame(alert.labels, each.labels)) ?? []
    for (const each of known) matched.add(each)
    const [first] = known
    return first ? { ...alert, state: first.state, silencedBy: first.silencedBy } : alert
  })
  return [...found, ...(managed ?? []).filter((each) => !matched.has(each))]
}

function isSame(own: Record<string, string>, more: Record<string, string>): boolean {
  return Object.entries(own).every(([name, value]) => more[name] === value)
}

function factsOf(
  alerts: readonly FoundAlert[],
  known: { raised: boolean; managed: boolean },
): Facts {
  const of = (...states: FoundAlert['state'][]) =>
    alerts.filter(({ state }) => states.includes(state))
  const firing = of('active', 'silenced', 'inhibited')
  const active = of('active')
  const pending = of('pending')
  const silenced = of('silenced')
  return {
    active: active.length,
    firing: firing.length,
    critical: active.filter((alert) => isCritical(severityOf(alert))).length,
    active_by_severity: bySeverity(active),
    firing_by_severity: bySeverity(firing),
    ...(known.raised ? { pending: pending.length, pending_by_severity: bySeverity(pending) } : {}),
    ...(known.managed
      ? {
          silenced: silenced.length,
          silenced_by_severity: bySeverity(silenced),
          inhibited: of('inhibited').length,
        }
      : {}),
    alerts: alerts
      .toSorted((a, b) => weightOf(b) - weightOf(a))
      .slice(0, maxShown)
      .map((alert) => ({
        name: alert.labels.alertname ?? '',
        state: alert.state,
        severity: severityOf(alert),
        source: alert.source,
        since: alert.since,
        summary: alert.summary ?? '',
        labels: alert.labels,
        silenced_by: alert.silencedBy,
      })),
  }
}

/** Of more than can be listed, what matters most is. */
function weightOf(alert: FoundAlert): number {
  const states = { pending: 0, inhibited: 1, silenced: 2, active: 3 }
  return states[alert.state] + (isCritical(severityOf(alert)) ? 4 : 0)
}

function severityOf({ labels }: FoundAlert): string {
  return labels.severity ?? 'none'
}

function bySeverity(alerts: readonly FoundAlert[]): Record<string, number> {
  const groups = Map.groupBy(alerts, severityOf)
  return Object.fromEntries([...groups].map(([severity, each]) => [severity, each.length]))
}
