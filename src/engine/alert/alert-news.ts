import { isCritical, type AlertNews, type AlertState } from '../../shared/model/alert.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { HeardAlerts, SeenAlert } from './read-look.ts'

type AlertChanged = Extract<RunEventBody, { type: 'alert.changed' }>
type Told = Omit<AlertChanged, 'type' | 'from' | 'to' | 'evidenceHash'> & {
  state: Exclude<AlertNews, 'ended'>
}

/** What a run's history says of its critical alerts, so that each change is told once. */
export interface AlertNewsLog {
  /** A source was heard: what of it is news. Others may hold the same alerts. */
  hear(
    spec: Pick<CheckSpec, 'id' | 'itemId'>,
    sources: ReadonlyMap<string, { heard?: HeardAlerts }>,
    evidenceHash: string,
  ): AlertChanged[]
}

export function createAlertNews(events: readonly RunEvent[]): AlertNewsLog {
  const told = new Map<string, Told>()
  for (const { body } of events) if (body.type === 'alert.changed') remember(body)

  function remember({ itemId, checkId, alertId, name, severity, summary, to }: AlertChanged): void {
    if (to === 'ended') told.delete(alertId)
    else told.set(alertId, { itemId, checkId, alertId, name, severity, summary, state: to })
  }

  return {
    hear({ id: checkId, itemId }, sources, evidenceHash) {
      const heard = sources.get(checkId)?.heard
      if (!heard) return []
      const news: AlertChanged[] = []
      const add = (change: Omit<AlertChanged, 'type' | 'evidenceHash'>) =>
        news.push({ type: 'alert.changed', ...change, evidenceHash })
      for (const [alertId, alert] of heard.alerts) {
        const to = newsOf(alert)
        const before = told.get(alertId)
        if (to === undefined || before?.state === to) continue
        // Two sources may see one alert otherwise, only one of them knowing of silences: the first has the word.
        if (before && before.checkId !== checkId && isHeldBy(sources, before)) continue
        const { name, severity, summary } = alert
        const from = before?.state
        add({ itemId, checkId, alertId, name, severity, summary, from, to })
      }
      for (const { state: from, ...alert } of told.values()) {
        const isOver =
          alert.checkId === checkId && heard.unlisted === 0 && !isHeldBy(sources, alert)
        if (isOver) add({ ...alert, from, to: 'ended' })
      }
      for (const change of news) remember(change)
      return news
    },
  }
}

const isHeldBy = (
  sources: ReadonlyMap<string, { heard?: HeardAlerts }>,
  { checkId, alertId }: Pick<Told, 'checkId' | 'alertId'>,
): boolean => {
  const alert = sources.get(checkId)?.heard?.alerts.get(alertId)
  return alert !== undefined && newsOf(alert) !== undefined
}

function newsOf({ severity, state }: SeenAlert): Exclude<AlertState, 'pending'> | undefined {
  return isCritical(severity) && state !== 'pending' ? state : undefined
}
