import { Flag } from 'lucide-react'
import { useState } from 'react'

import type { DrillOutcome, DrillStatus } from '../../shared/model/drill.ts'
import type { Tone } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText, useUi } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { drillClock, drillDuration, durationOf, isEnded, type EndedDrill } from './drill-times.ts'
import { useDrills, useDrillUnderWay } from './use-drills.ts'

/** How each outcome looks, everywhere. */
export const outcomeTone: Record<DrillOutcome, Tone> = {
  solved: 'go',
  'given-up': 'pending',
  'broken-off': 'unknown',
}

/**
 * Over every screen while a drill is under way: for how long, and the way out. It looks the same
 * before and after it breaks. In a run that was a drill it leads to the debrief.
 */
export function DrillBar() {
  const underWay = useDrillUnderWay()
  const runId = useUi((state) => state.runId)
  const ofRun = useDrills().find((drill) => drill.runId === runId)
  return (
    <>
      <DrillAnnouncer underWay={underWay} />
      {underWay ? <UnderWay drill={underWay} /> : ofRun && isEnded(ofRun) && <Over drill={ofRun} />}
    </>
  )
}

function UnderWay({ drill }: { drill: DrillStatus }) {
  const t = useText()
  const { ui } = useSession()
  const isHere = useUi((state) => state.runId === drill.runId && state.screen !== 'home')
  const elapsed = useNow() - Date.parse(drill.startedAt)
  return (
    <section className="banner drill-bar" aria-label={t('drill.bar-name')}>
      <span className="drill-clock" role="timer">
        <Flag size={14} aria-hidden="true" />
        {t('drill.bar', { clock: drillClock(elapsed) })}
      </span>
      <span className="cut grow">{t('drill.bar-about')}</span>
      {!isHere && (
        <button type="button" onClick={() => ui.openRun(drill.runId, 'war-room')}>
          {t('drill.go')}
        </button>
      )}
      <button
        type="button"
        onClick={() =>
          ui.open({ kind: 'drill', about: { show: 'give-up', drillId: drill.drillId } })
        }
      >
        {t('drill.give-up')}
      </button>
    </section>
  )
}

function Over({ drill }: { drill: EndedDrill }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const total = durationOf(drill.result, 'total')
  return (
    <section className="banner drill-bar" aria-label={t('drill.bar-name')}>
      <span className="cut">{t('drill.over')}</span>
      <Verdict
        tone={outcomeTone[drill.result.outcome]}
        word={[
          t(`drill.outcome.${drill.result.outcome}`),
          total !== undefined && drillDuration(total, locale),
        ]
          .filter(Boolean)
          .join(' · ')}
      />
      <span className="grow" />
      <button
        type="button"
        onClick={() =>
          ui.open({ kind: 'drill', about: { show: 'debrief', drillId: drill.drillId } })
        }
      >
        {t('drill.debrief')}
      </button>
    </section>
  )
}

/** Says that a drill began, and how it ended, to those who do not see it; and nothing in between. */
function DrillAnnouncer({ underWay }: { underWay: DrillStatus | undefined }) {
  const t = useText()
  const [lastId, setLastId] = useState<string>()
  if (underWay && underWay.drillId !== lastId) setLastId(underWay.drillId)
  const last = useDrills().find(({ drillId }) => drillId === lastId)
  const outcome = last?.result?.outcome
  return (
    <span className="sr" aria-live="polite" data-announcer="drill">
      {underWay
        ? t('drill.say-begun')
        : outcome !== undefined && t('drill.say-over', { outcome: t(`drill.outcome.${outcome}`) })}
    </span>
  )
}
