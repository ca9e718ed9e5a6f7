import { useState } from 'react'

import type { DrillStatus } from '../../shared/model/drill.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { outcomeTone } from './drill-bar.tsx'
import { drillDuration, durationOf, isEnded, kindOf, type EndedDrill } from './drill-times.ts'
import { useDrills } from './use-drills.ts'

const firstShown = 4

/** With the practice servers: the last drills, how each ended and how long it took, if there was one. */
export function DrillList() {
  const t = useText()
  const drills = useDrills()
  const [whole, setWhole] = useState(false)
  if (drills.length === 0) return null
  const newest = [...drills].reverse()
  const shown = whole ? newest : newest.slice(0, firstShown)
  return (
    <section className="drill-list" aria-label={t('drill.list')}>
      <h3>
        {t('drill.list')} <span className="dim mono">{drills.length}</span>
      </h3>
      <ul>
        {shown.map((drill) => (
          <li key={drill.drillId}>
            {isEnded(drill) ? <EndedRow drill={drill} /> : <OpenRow drill={drill} />}
          </li>
        ))}
      </ul>
      {drills.length > firstShown && (
        <button
          type="button"
          className="link"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? t('drill.list-fewer') : t('drill.list-all', { count: drills.length })}
        </button>
      )}
    </section>
  )
}

function EndedRow({ drill }: { drill: EndedDrill }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { result, startedAt, endedAt, by } = drill
  const total = durationOf(result, 'total')
  const lasted = drillDuration(Date.parse(endedAt) - Date.parse(startedAt), locale)
  return (
    <button
      type="button"
      className="drill-row"
      onClick={() => ui.open({ kind: 'drill', about: { show: 'debrief', drillId: drill.drillId } })}
    >
      <b className="cut">{t(`drill.kind.${kindOf(result)}`)}</b>
      <span className="drill-row-total">
        {total === undefined
          ? t('drill.list-lasted', { duration: lasted })
          : drillDuration(total, locale)}
      </span>
      <span className="dim cut">
        {[
          formatShort(startedAt, locale),
          by,
          t('drill.list-wrong', { count: result.wrongTurns.length }),
        ].join(' · ')}
      </span>
      <Verdict tone={outcomeTone[result.outcome]} word={t(`drill.outcome.${result.outcome}`)} />
    </button>
  )
}

/** What it is about is not said while it is under way. */
function OpenRow({ drill }: { drill: DrillStatus }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  return (
    <button type="button" className="drill-row" onClick={() => ui.openRun(drill.runId, 'war-room')}>
      <b className="cut">{drill.runTitle}</b>
      <span />
      <span className="dim cut">
        {[formatShort(drill.startedAt, locale), drill.by].join(' · ')}
      </span>
      <Verdict tone="idle" word={t('drill.outcome.under-way')} />
    </button>
  )
}
