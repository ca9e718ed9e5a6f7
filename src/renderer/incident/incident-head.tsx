import { CircleCheck, Pencil, RotateCcw, Siren } from 'lucide-react'

import type { IncidentCause, IncidentStatus } from '../../shared/model/incident.ts'
import { elapsedText } from '../logic/clock.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatShort } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'
import { toneOfSeverity, useIncidentNow } from './use-incident.ts'

interface IncidentHeadProps {
  incident: IncidentStatus
  /** Of the run, oldest first. */
  all: readonly IncidentStatus[]
  blocked: boolean
  onChoose: (incidentId: string) => void
}

/** What it is, how bad, since when, and who leads. */
export function IncidentHead({ incident, all, blocked, onChoose }: IncidentHeadProps) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { ui } = useSession()
  const { id, title, severity, cause, openedAt, openedBy, commander, scribe, resolved } = incident
  const ask = (ask: 'change' | 'resolve' | 'reopen') =>
    ui.open({ kind: 'incident', about: { ask, incidentId: id } })
  const otherIsOpen = all.some((one) => one.id !== id && !one.resolved)
  return (
    <header className={`panel incident-head${resolved ? '' : ' open'}`}>
      <div className="stack tight">
        <div className="line wrap">
          <Verdict
            badge
            tone={toneOfSeverity[severity]}
            word={say({ id: `incident.severity.${severity}` })}
          />
          {resolved && <Verdict badge tone="go" word={t('incident.resolved')} />}
          {all.length > 1 && (
            <select
              className="incident-choice"
              aria-label={t('incident.which')}
              value={id}
              onChange={(event) => onChoose(event.target.value)}
            >
              {[...all].reverse().map((one) => (
                <option key={one.id} value={one.id}>
                  {formatShort(one.openedAt, locale)} · {one.title}
                </option>
              ))}
            </select>
          )}
        </div>
        <h2>{title}</h2>
        <p className="dim">
          {t('incident.opened-by', { at: formatShort(openedAt, locale), by: openedBy })}
          {' · '}
          {causeWords(cause, t)}
        </p>
        <p className="line wrap incident-people">
          <Person label={t('incident.commander')} name={commander} />
          <Person label={t('incident.scribe')} name={scribe} />
        </p>
        {resolved && (
          <p className="dim">
            {t('incident.resolved-by', {
              at: formatShort(resolved.at, locale),
              by: resolved.by,
              text: resolved.text || 'none',
            })}
          </p>
        )}
      </div>
      <div className="incident-end">
        {resolved ? (
          <div className="incident-clock">
            <small>{t('incident.lasted')}</small>
            {formatDuration(Date.parse(resolved.at) - Date.parse(openedAt), locale)}
          </div>
        ) : (
          <Since openedAt={openedAt} />
        )}
        {!blocked && (
          <div className="line wrap">
            {resolved ? (
              <>
                {!otherIsOpen && (
                  <>
                    <button type="button" onClick={() => ask('reopen')}>
                      <RotateCcw size={14} aria-hidden="true" />
                      {t('incident.reopen')}
                    </button>
                    <button
                      type="button"
                      className="danger"
                      onClick={() => {
                        ui.open({ kind: 'incident', about: { ask: 'open' } })
                      }}
                    >
                      <Siren size={14} aria-hidden="true" />
                      {t('incident.open-another')} <kbd>O</kbd>
                    </button>
                  </>
                )}
              </>
            ) : (
              <>
                <button type="button" onClick={() => ask('change')}>
                  <Pencil size={14} aria-hidden="true" />
                  {t('incident.change')}
                </button>
                <button type="button" className="primary" onClick={() => ask('resolve')}>
                  <CircleCheck size={14} aria-hidden="true" />
                  {t('incident.resolve')} <kbd>R</kbd>
                </button>
              </>
            )}
          </div>
        )}
      </div>
    </header>
  )
}

function Person({ label, name }: { label: string; name: string | undefined }) {
  const t = useText()
  return (
    <span className="line">
      <span className="dim">{label}</span>
      {name === undefined ? <Verdict tone="pending" word={t('incident.nobody')} /> : <b>{name}</b>}
    </span>
  )
}

function Since({ openedAt }: { openedAt: string }) {
  const t = useText()
  const { nowMs, imported } = useIncidentNow()
  const elapsed = elapsedText(nowMs - Date.parse(openedAt), t('common.day-letter'))
  return (
    <div className="incident-clock" role="timer">
      <small>{t(imported ? 'incident.open-for-then' : 'incident.open-for')}</small>
      {elapsed}
    </div>
  )
}

function causeWords(cause: IncidentCause, t: Translate): string {
  return cause.kind === 'hand'
    ? t('incident.cause.hand')
    : t(`incident.cause.${cause.kind}`, { title: cause.title })
}
