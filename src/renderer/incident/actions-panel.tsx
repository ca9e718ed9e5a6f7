import { Check, Plus } from 'lucide-react'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDate, formatShort } from '../text/format.ts'
import { actionState, actionTones } from './action-state.ts'

interface ActionsPanelProps {
  runId: string
  incident: IncidentStatus
  blocked: boolean
}

/** What is to be done so that it does not come back, by whom, until when. It goes on afterwards. */
export function ActionsPanel({ runId, incident, blocked }: ActionsPanelProps) {
  const t = useText()
  const locale = useLocale()
  const session = useSession()
  const nowMs = useNowCoarse()
  const { id: incidentId, actions } = incident
  return (
    <section className="panel" aria-label={t('incident.actions')}>
      <header>
        <h2 className="grow">{t('incident.actions')}</h2>
        {!blocked && (
          <button
            type="button"
            onClick={() =>
              session.ui.open({ kind: 'incident', about: { ask: 'action', incidentId } })
            }
          >
            <Plus size={14} aria-hidden="true" />
            {t('incident.action-add')} <kbd>A</kbd>
          </button>
        )}
      </header>
      {actions.length === 0 && <p className="empty">{t('incident.actions-none')}</p>}
      <ul>
        {actions.map((action) => {
          const state = actionState(action, nowMs)
          const { id: actionId, text, owner, due, doneAt } = action
          return (
            <li key={actionId} className="row action-row">
              <div className="stack tight">
                <span className="entry-text">{text}</span>
                <span className="dim">
                  {owner}
                  {due !== undefined &&
                    ` · ${t('incident.action-due', { day: formatDate(due, locale) })}`}
                </span>
              </div>
              <Verdict
                tone={actionTones[state]}
                word={t(`incident.action-state.${state}`, {
                  at: doneAt === undefined ? '' : formatShort(doneAt, locale),
                })}
              />
              {!blocked && doneAt === undefined && (
                <button
                  type="button"
                  aria-label={t('incident.action-done-what', { text })}
                  onClick={() =>
                    void session.ask('incident.actionDone', { runId, incidentId, actionId })
                  }
                >
                  <Check size={14} aria-hidden="true" />
                  {t('incident.action-done')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
