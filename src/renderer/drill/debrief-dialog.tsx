import { useEffect, useRef } from 'react'

import { Dialog } from '../parts/dialog.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatMoment, formatTime } from '../text/format.ts'
import { DebriefTimes } from './debrief-times.tsx'
import { outcomeTone } from './drill-bar.tsx'
import {
  compareDrills,
  drillDuration,
  durationOf,
  kindOf,
  planDuration,
  whyMissing,
} from './drill-times.ts'
import { isEnded, type EndedDrill } from './drill-times.ts'
import { EarlierDrills } from './earlier-drills.tsx'
import { useDrill, useEndedDrills } from './use-drills.ts'

/** What a drill came to. It can be read again at any time, and says the same. */
export function DebriefDialog({ drillId }: { drillId: string }) {
  const t = useText()
  const { ui } = useSession()
  const drill = useDrill(drillId)
  if (drill && isEnded(drill)) return <Debrief drill={drill} />
  return (
    <Dialog title={t('drill.debrief')} onClose={ui.closeDialog}>
      <Waiting />
    </Dialog>
  )
}

function Debrief({ drill }: { drill: EndedDrill }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { result, runId } = drill
  const comparison = compareDrills(drill, useEndedDrills())
  const title =
    result.kind === undefined
      ? t('drill.debrief')
      : t('drill.debrief-title', { kind: t(`drill.kind.${result.kind}`) })
  return (
    <Dialog
      wide
      title={title}
      about={[drill.runTitle, drill.by, formatMoment(drill.startedAt, locale)].join(' · ')}
      onClose={ui.closeDialog}
      footer={<Next drill={drill} />}
    >
      <div className="drill-debrief">
        <Outcome drill={drill} />
        <section aria-labelledby="drill-what">
          <h3 id="drill-what">{t('drill.what-broke')}</h3>
          <p className="drill-story">
            {result.kind !== undefined && result.brokenAt === undefined
              ? t('drill.story-before', { story: t(`drill.story.${kindOf(result)}`) })
              : t(`drill.story.${kindOf(result)}`)}
          </p>
        </section>
        <DebriefTimes result={result} comparison={comparison} />
        <div className="drill-pair">
          <Plan drill={drill} />
          <WrongTurns drill={drill} />
        </div>
        <EarlierDrills key={runId} drill={drill} comparison={comparison} />
      </div>
    </Dialog>
  )
}

/** It takes the focus, and not a button: a key that was meant for the step before presses nothing. */
function Outcome({ drill: { result } }: { drill: EndedDrill }) {
  const t = useText()
  const locale = useLocale()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  const total = durationOf(result, 'total')
  return (
    <div ref={place} tabIndex={-1} className="drill-outcome">
      <Verdict
        badge
        tone={outcomeTone[result.outcome]}
        word={t(`drill.outcome.${result.outcome}`)}
      />
      <p>
        {result.outcome === 'solved' && !result.plan
          ? t('drill.outcome-about.made-whole')
          : t(`drill.outcome-about.${result.outcome}`)}
      </p>
      <p className="drill-total">
        <b>{total === undefined ? '—' : drillDuration(total, locale)}</b>
        <span className="dim">
          {total === undefined
            ? t(`drill.missing.${whyMissing(result)}`)
            : t('drill.measure.total')}
        </span>
      </p>
    </div>
  )
}

function Plan({ drill: { result } }: { drill: EndedDrill }) {
  const t = useText()
  const locale = useLocale()
  const tookMs = planDuration(result)
  return (
    <section aria-labelledby="drill-plan">
      <h3 id="drill-plan">{t('drill.plan')}</h3>
      {result.plan && tookMs !== undefined ? (
        <>
          <p>
            {t('drill.plan-took', {
              title: result.plan.title,
              duration: drillDuration(tookMs, locale),
              budget: formatDuration(result.plan.budgetMs, locale),
            })}
          </p>
          {tookMs <= result.plan.budgetMs ? (
            <Verdict tone="go" word={t('drill.plan-within')} />
          ) : (
            <Verdict
              tone="nogo"
              word={t('drill.plan-over', {
                over: drillDuration(tookMs - result.plan.budgetMs, locale),
              })}
            />
          )}
        </>
      ) : (
        <p className="dim">{t('drill.plan-none')}</p>
      )}
    </section>
  )
}

function WrongTurns({ drill: { result } }: { drill: EndedDrill }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { brokenAt, wrongTurns, outcome } = result
  const offsetOf = (at: string): string | undefined => {
    if (brokenAt === undefined) return undefined
    const afterMs = Date.parse(at) - Date.parse(brokenAt)
    const offset = drillDuration(Math.abs(afterMs), locale)
    return t(afterMs < 0 ? 'drill.wrong-before' : 'drill.wrong-after', { offset })
  }
  return (
    <section aria-labelledby="drill-wrong">
      <h3 id="drill-wrong">
        {t('drill.wrong-turns')} <span className="dim mono">{wrongTurns.length}</span>
      </h3>
      {wrongTurns.length === 0 ? (
        <p className="dim">
          {t(outcome === 'solved' ? 'drill.wrong-none' : 'drill.wrong-none-open')}
        </p>
      ) : (
        <ol className="drill-wrong">
          {wrongTurns.map((turn, index) => (
            <li key={index}>
              <time className="mono" dateTime={turn.at}>
                {formatTime(turn.at, locale)}
              </time>
              <div>
                <p>{say(turn.text)}</p>
                <p className="dim">{offsetOf(turn.at)}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Where one goes from here. */
function Next({ drill }: { drill: EndedDrill }) {
  const t = useText()
  const { ui } = useSession()
  const { runId, result } = drill
  const leaveTo = (screen: 'timeline' | 'incident') => {
    ui.closeDialog()
    ui.openRun(runId, screen)
  }
  return (
    <>
      <button type="button" className="quiet" onClick={() => leaveTo('timeline')}>
        {t('drill.history')}
      </button>
      <button type="button" className="quiet" onClick={() => leaveTo('incident')}>
        {t('drill.post-mortem')}
      </button>
      <span className="grow" />
      {result.kind !== undefined && (
        <button
          type="button"
          onClick={() => ui.open({ kind: 'drill', about: { show: 'start', kind: result.kind } })}
        >
          {t('drill.again')}
        </button>
      )}
      <button type="button" onClick={() => ui.open({ kind: 'drill', about: { show: 'start' } })}>
        {t('drill.another')}
      </button>
      <button type="button" className="primary" onClick={ui.closeDialog}>
        {t('common.close')}
      </button>
    </>
  )
}
