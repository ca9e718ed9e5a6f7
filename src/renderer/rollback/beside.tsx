import { alertWords, useAlerts } from '../alerts/alerts-panel.tsx'
import { readEscalation, toneOfLevel, type LevelReading } from '../incident/escalation.ts'
import { useIncidentNow, useOpenIncident } from '../incident/use-incident.ts'
import { toneOfAlerts } from '../logic/alerts.ts'
import { rankOf, toneOfMonitor } from '../logic/monitors.ts'
import { Verdict } from '../parts/verdict.tsx'
import { lookOf } from '../queues/queue-state.ts'
import { useQueues } from '../queues/use-queues.ts'
import { useLocale, useMonitors, useText } from '../state/hooks.ts'
import { formatNumber } from '../text/format.ts'
import { leftClockText } from './budget.ts'

const shownMonitors = 8
const shownQueues = 4

/** What stands beside the wizard all the time: how it is over there, and who is to be called. */
export function Beside() {
  return (
    <aside className="rollback-beside">
      <HealthNow />
      <EscalationNow />
    </aside>
  )
}

function HealthNow() {
  const t = useText()
  const locale = useLocale()
  const entries = useMonitors((mirror) => mirror.entries)
  const isCutOff = useMonitors((mirror) => mirror.stale)
  const { queues, isCutOff: areQueuesCutOff } = useQueues()
  const alerts = useAlerts()
  const monitors = [...entries.values()].sort((a, b) => rankOf(a) - rankOf(b))
  const rest = monitors.length - shownMonitors
  return (
    <section className="panel" aria-label={t('screen.health')}>
      <header>
        <h2>{t('screen.health')}</h2>
      </header>
      {monitors.length === 0 && queues.length === 0 && !alerts && (
        <p className="row dim">{t('rollback.nothing-watched')}</p>
      )}
      {alerts && (
        <p className="row beside-row">
          <span>{t('alerts.title')}</span>
          <Verdict tone={toneOfAlerts(alerts)} word={alertWords(alerts, t)} />
        </p>
      )}
      {queues.slice(0, shownQueues).map((queue) => {
        const look = lookOf(queue, areQueuesCutOff)
        return (
          <p key={queue.key} className="row beside-row">
            <span>
              {queue.name}{' '}
              {queue.depth !== undefined && (
                <b className="mono">{formatNumber(queue.depth, locale)}</b>
              )}
            </span>
            <Verdict tone={look.tone} word={t(look.word)} />
          </p>
        )
      })}
      {monitors.slice(0, shownMonitors).map(({ checkId, title, state, stale }) => {
        const isStale = stale || isCutOff
        return (
          <p key={checkId} className="row beside-row">
            <span>{title}</span>
            <Verdict
              tone={isStale && state === 'up' ? 'unknown' : toneOfMonitor[state]}
              word={t(isStale && state === 'up' ? 'rollback.stale' : `monitor.${state}`)}
            />
          </p>
        )
      })}
      {rest > 0 && <p className="row dim">{t('rollback.more-monitors', { count: rest })}</p>}
    </section>
  )
}

/** Of the incident that is open: who was reached, and who is to be called when. */
function EscalationNow() {
  const t = useText()
  const { nowMs } = useIncidentNow()
  const open = useOpenIncident()
  if (!open) return null
  const levels = readEscalation(open, nowMs)
  return (
    <section className="panel" aria-label={t('rollback.escalation')}>
      <header>
        <h2>{t('rollback.escalation')}</h2>
      </header>
      {levels.length === 0 && <p className="row dim">{t('rollback.no-contacts')}</p>}
      {levels.map((reading) => (
        <LevelNow key={reading.level.level} reading={reading} />
      ))}
    </section>
  )
}

function LevelNow({ reading: { level: about, state, milliseconds } }: { reading: LevelReading }) {
  const t = useText()
  const { level, name, role, reach } = about
  return (
    <p className="row beside-row">
      <span>
        {level} · {role ?? name}
        {state === 'due' && reach !== undefined && <span className="dim"> {reach}</span>}
      </span>
      {state === 'reached' || state === 'due' ? (
        <Verdict
          tone={toneOfLevel[state]}
          word={t(state === 'reached' ? 'rollback.reached' : 'rollback.call-now')}
        />
      ) : (
        <span className="mono dim">
          {milliseconds === undefined
            ? t('rollback.call-when-needed')
            : t('rollback.call-in', { clock: leftClockText(milliseconds) })}
        </span>
      )}
    </p>
  )
}
