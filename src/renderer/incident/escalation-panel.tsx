import { PhoneCall } from 'lucide-react'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import { elapsedText } from '../logic/clock.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { nextLevel, readEscalation, toneOfLevel, type LevelReading } from './escalation.ts'
import { useIncidentNow } from './use-incident.ts'

/** Whom to call and when; who was reached. Whoever should have been by now is said aloud. */
export function EscalationPanel({
  incident,
  blocked,
}: {
  incident: IncidentStatus
  blocked: boolean
}) {
  const t = useText()
  const { nowMs, imported } = useIncidentNow()
  const levels = readEscalation(incident, nowMs)
  const due = levels.filter(({ state }) => state === 'due')
  const next = nextLevel(levels)
  const names = due.map(({ level }) => `${level.level} ${level.name}`).join(', ')
  return (
    <section className="panel" aria-label={t('incident.escalation')}>
      <header>
        <h2>{t('incident.escalation')}</h2>
        {next && (
          <span className="note incident-next">
            {t('incident.next', { level: next.level.level, name: next.level.name })}{' '}
            <b className="mono" role="timer">
              {elapsedText(next.milliseconds ?? 0, t('common.day-letter'), 'up')}
            </b>
          </span>
        )}
      </header>
      <div role="status">
        {due.length > 0 && !imported && (
          <div className="banner nogo incident-due">
            <Verdict tone="nogo" word={t('incident.due-now', { count: due.length, names })} />
          </div>
        )}
      </div>
      {levels.length === 0 && (
        <div className="empty">
          <b>{t('incident.no-contacts')}</b>
          <p>{t('incident.no-contacts-about')}</p>
        </div>
      )}
      <ul>
        {levels.map((reading) => (
          <LevelRow
            key={reading.level.level}
            incidentId={incident.id}
            reading={reading}
            canReach={!blocked && !incident.resolved}
          />
        ))}
      </ul>
    </section>
  )
}

interface LevelRowProps {
  incidentId: string
  reading: LevelReading
  canReach: boolean
}

function LevelRow({ incidentId, reading, canReach }: LevelRowProps) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { level, state, milliseconds } = reading
  const { name, role, reach, reached } = level
  const time = milliseconds === undefined ? '' : elapsedText(milliseconds, t('common.day-letter'))
  return (
    <li className={`row level-row ${state}`}>
      <b>{level.level}</b>
      <div className="stack tight">
        <span>
          {name}
          {role !== undefined && <span className="dim"> · {role}</span>}
        </span>
        {reach !== undefined && (
          <span>
            <CopyButton
              text={reach}
              label={reach}
              about={t('incident.copy-what', { what: reach })}
              onCopied={() => ui.toast({ tone: 'go', text: t('incident.copied', { what: reach }) })}
            />
          </span>
        )}
        {reached?.note !== undefined && reached.note !== '' && (
          <span className="dim">{reached.note}</span>
        )}
      </div>
      <Verdict
        tone={toneOfLevel[state]}
        word={t(`incident.level.${state}`, {
          time,
          at: reached ? formatShort(reached.at, locale) : '',
          by: reached?.by ?? '',
        })}
      />
      <span>
        {canReach && !reached && (
          <button
            type="button"
            className={state === 'due' ? 'primary' : ''}
            aria-label={t('incident.reach-whom', { level: level.level, name })}
            onClick={() =>
              ui.open({
                kind: 'incident',
                about: { ask: 'reach', incidentId, level: level.level, name },
              })
            }
          >
            <PhoneCall size={14} aria-hidden="true" />
            {t('incident.reach')}
          </button>
        )}
      </span>
    </li>
  )
}
