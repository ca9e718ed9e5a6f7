import { useMemo } from 'react'
import { useStore } from 'zustand'

import type { AlertSource, AlertStatus } from '../../shared/model/alert.ts'
import { summariseAlerts, toneOfAlert, toneOfAlerts } from '../logic/alerts.ts'
import type { AlertSummary } from '../logic/alerts.ts'
import { glyphs } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatShort } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'

/** The alerts of the open run; undefined where nobody is asked for any. */
export function useAlerts(): AlertSummary | undefined {
  const entries = useStore(useSession().alerts, (mirror) => mirror.entries)
  return useMemo(
    () => (entries.size === 0 ? undefined : summariseAlerts(entries.values())),
    [entries],
  )
}

/** What fires, what is kept quiet and by whom, and which source says nothing. */
export function AlertsPanel({ summary }: { summary: AlertSummary }) {
  const t = useText()
  const { sources, alerts, unheard, unlisted } = summary
  return (
    <section className="panel alerts" aria-label={t('alerts.title')}>
      <header>
        <h2>{t('alerts.title')}</h2>
        <span className="note line" role="status">
          <AlertCounts summary={summary} />
        </span>
      </header>
      <div className="alerts-list">
        {unheard.map((source) => (
          <SourceRow key={source.key} source={source} />
        ))}
        {alerts.map((alert) => (
          <AlertRow key={alert.key} alert={alert} />
        ))}
        {unlisted > 0 && <p className="row dim">{t('alerts.more', { count: unlisted })}</p>}
        {sources.map(
          (source) => !unheard.includes(source) && <SourceRow key={source.key} source={source} />,
        )}
      </div>
    </section>
  )
}

export function AlertCounts({ summary }: { summary: AlertSummary }) {
  const t = useText()
  const tone = toneOfAlerts(summary)
  return <Verdict tone={tone} word={alertWords(summary, t)} />
}

/** `2 critical · 1 silenced · Not known`: every kind that there is. */
export function alertWords(summary: AlertSummary, t: Translate): string {
  const { critical, firing, pending, quiet, unheard } = summary
  const words = [
    critical > 0 && t('alerts.count.critical', { count: critical }),
    firing > critical && t('alerts.count.firing', { count: firing - critical }),
    pending > 0 && t('alerts.count.pending', { count: pending }),
    unheard.length > 0 && t('alerts.count.unknown'),
    unheard.length === 0 && firing === 0 && t('alerts.none'),
    quiet > 0 && t('alerts.count.quiet', { count: quiet }),
  ]
  return words.filter(Boolean).join(' · ')
}

/** A source that is heard takes one quiet line; one that is not is said before any alert. */
function SourceRow({ source }: { source: AlertSource }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const now = useNow()
  const { ui } = useSession()
  const { state, heardAt, mutedSince, reason, rules, rulesFailing = 0 } = source
  const age = (iso: string) => formatDuration(wholeSeconds(now - Date.parse(iso)), locale)
  const tone = state === 'muted' ? 'unknown' : state === 'waiting' || rules === 0 ? 'pending' : 'go'
  const words =
    state === 'muted'
      ? mutedSince === undefined
        ? t('alerts.source.never')
        : t('alerts.source.muted', { age: age(mutedSince) })
      : state === 'waiting' || heardAt === undefined
        ? t('alerts.source.waiting')
        : rules === 0
          ? t('alerts.source.no-rules')
          : t('alerts.source.heard', { rules: rules ?? -1, age: age(heardAt) })
  return (
    <button
      type="button"
      className={`row alert-row ${tone}${state === 'muted' ? ' muted' : ''}`}
      onClick={() => ui.openMonitor(source.checkId)}
    >
      <i className={`v ${tone}`} aria-hidden="true">
        {glyphs[tone]}
      </i>
      <span className="alert-what">
        <span className="cut">
          {t('alerts.source', { title: source.title })}
          {rulesFailing > 0 && (
            <span className="dim">
              {' · '}
              {t('alerts.source.rules-failing', { count: rulesFailing })}
            </span>
          )}
        </span>
        {state === 'muted' && (
          <span className="dim two-lines">
            {t('alerts.source.muted-about')} {reason && say(reason)}
          </span>
        )}
      </span>
      <span className={state === 'heard' && rules !== 0 ? 'dim' : `v ${tone}`}>{words}</span>
    </button>
  )
}

function AlertRow({ alert }: { alert: AlertStatus }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { name, severity, state, summary, since, silence, stale } = alert
  const tone = toneOfAlert(alert)
  const details = [
    summary,
    silence &&
      t('alerts.silenced', {
        by: silence.by || '—',
        until: formatShort(silence.until, locale),
        comment: silence.comment || 'none',
      }),
    since !== undefined && t('alerts.since', { since: formatShort(since, locale) }),
  ].filter(Boolean)
  const labels = Object.entries(alert.labels).map(([label, value]) => `${label}=${value}`)
  return (
    <button
      type="button"
      className={`row alert-row ${tone}`}
      title={labels.join('\n')}
      onClick={() => ui.openMonitor(alert.checkId)}
    >
      <i className={`v ${tone}`} aria-hidden="true">
        {glyphs[tone]}
      </i>
      <span className="alert-what">
        <span className="cut">
          {name} <span className="dim">· {severity}</span>
        </span>
        <span className="dim two-lines">{details.join(' · ')}</span>
      </span>
      <span className={`v ${tone}`}>{stale ? t('alerts.stale') : t(`alerts.state.${state}`)}</span>
    </button>
  )
}

const wholeSeconds = (milliseconds: number) => Math.max(1, Math.round(milliseconds / 1000)) * 1000
