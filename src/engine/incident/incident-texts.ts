import type { MessageId } from '../../shared/messages/catalogue.ts'
import { formatMessage } from '../../shared/messages/format.ts'
import type { Locale, MessageValues } from '../../shared/messages/message.ts'
import type { IncidentStatus, IncidentText } from '../../shared/model/incident.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { Projection } from '../run/projection.ts'

/** Texts with the facts filled in, ready to be copied. Those of status pages name nobody. */
export function incidentTexts(
  run: Projection,
  incident: IncidentStatus,
  locale: Locale,
  nowIso: string,
): IncidentText[] {
  const t = (id: MessageId, values?: MessageValues) => formatMessage({ id, values }, locale)
  const { title, environment, release } = run.head()
  // English here is for Europe: the day before the month.
  const moment = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const endMs = Date.parse(incident.resolved?.at ?? nowIso)
  const values = {
    title: incident.title,
    severity: incident.severity,
    run: title,
    environment,
    version: release.version || '?',
    lastGood: release.lastGood || '?',
    opened: moment.format(Date.parse(incident.openedAt)),
    openedBy: incident.openedBy,
    commander: incident.commander ?? t('incident.nobody'),
    scribe: incident.scribe ?? t('incident.nobody'),
    known: knownSoFar(incident) ?? t('incident.nothing-known'),
    way: wayBack(run.events, incident)?.state ?? 'none',
    rollback: rollbackWords(run.events, incident, t),
    minutes: Math.max(0, Math.round((endMs - Date.parse(incident.openedAt)) / 60_000)),
    state: incident.resolved ? 'resolved' : 'open',
    resolved: moment.format(endMs),
  }
  const next = incident.escalation.find(({ reached }) => !reached)
  const text = (id: IncidentText['id'], more: MessageValues = {}): IncidentText => ({
    id,
    title: t(`incident.text.${id}.title`, { ...values, ...more }),
    text: t(`incident.text.${id}`, { ...values, ...more }),
  })
  // Once it is solved nobody is called any more, and there is one thing left to announce.
  if (incident.resolved) return [text('status-resolved'), text('team')]
  return [
    text('team'),
    ...(next ? [text('escalation', { level: next.level, name: next.name })] : []),
    text('status-open'),
    text('status-update'),
  ]
}

/** The last note or decision, else a hypothesis that still stands. */
function knownSoFar({ entries }: IncidentStatus): string | undefined {
  const said = entries.findLast(({ kind }) => kind !== 'hypothesis')
  return (said ?? entries.findLast(({ ruledOut }) => !ruledOut))?.text
}

interface WayBack {
  plan: string
  state: 'running' | 'back' | 'aborted'
}

/** How the last way back that was begun for real stands. */
function wayBack(
  events: readonly RunEvent[],
  { openedAt, cause }: IncidentStatus,
): WayBack | undefined {
  const begun = events.findLast(
    ({ body, at }) =>
      body.type === 'rollback.started' &&
      body.mode === 'real' &&
      (at >= openedAt || (cause.kind === 'rollback' && cause.rollbackId === body.rollbackId)),
  )
  if (begun?.body.type !== 'rollback.started') return undefined
  const { rollbackId, plan } = begun.body
  const ended = events.findLast(
    ({ body }) => body.type === 'rollback.ended' && body.rollbackId === rollbackId,
  )
  const as = ended?.body.type === 'rollback.ended' ? ended.body.as : undefined
  const state = as === undefined ? 'running' : as === 'aborted' ? 'aborted' : 'back'
  return { plan: plan.title, state }
}

function rollbackWords(
  events: readonly RunEvent[],
  incident: IncidentStatus,
  t: (id: MessageId, values?: MessageValues) => string,
): string {
  const way = wayBack(events, incident)
  return way ? t(`incident.rollback.${way.state}`, { plan: way.plan }) : t('incident.rollback.none')
}
