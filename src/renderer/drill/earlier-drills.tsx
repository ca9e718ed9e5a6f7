import { useState } from 'react'

import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { outcomeTone } from './drill-bar.tsx'
import {
  drillDuration,
  drillMeasures,
  durationOf,
  kindOf,
  untilThen,
  whyMissing,
} from './drill-times.ts'
import type { Comparison, DrillMeasure, EndedDrill } from './drill-times.ts'
import { useEndedDrills } from './use-drills.ts'

const firstShown = 8

/** This drill and those before it, newest first; best and median are those of its kind. */
export function EarlierDrills({
  drill,
  comparison,
}: {
  drill: EndedDrill
  comparison: Comparison
}) {
  const t = useText()
  const [whole, setWhole] = useState(false)
  const drills = untilThen(drill, useEndedDrills())
  const shown = whole ? drills : drills.slice(0, firstShown)
  return (
    <section aria-labelledby="drill-earlier">
      <h3 id="drill-earlier">{t('drill.earlier')}</h3>
      {drills.length < 2 ? (
        <p>
          <b>{t('drill.earlier-none')}.</b>{' '}
          <span className="dim">{t('drill.earlier-none-about')}</span>
        </p>
      ) : (
        <div className="drill-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('drill.column.when')}</th>
                <th scope="col">{t('drill.column.who')}</th>
                <th scope="col">{t('drill.column.kind')}</th>
                {drillMeasures.map((measure) => (
                  <th key={measure} scope="col" className="number">
                    {t(`drill.column.${measure}`)}
                  </th>
                ))}
                <th scope="col">{t('drill.column.outcome')}</th>
                <th scope="col" className="number">
                  {t('drill.column.wrong')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <Row
                  key={one.drillId}
                  drill={one}
                  isThis={one.drillId === drill.drillId}
                  comparison={one.result.kind === drill.result.kind ? comparison : undefined}
                />
              ))}
            </tbody>
            {comparison.of.total && <Median drill={drill} comparison={comparison} />}
          </table>
        </div>
      )}
      {drills.length > shown.length && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          {t('drill.show-all', { count: drills.length })}
        </button>
      )}
    </section>
  )
}

function Row({
  drill,
  isThis,
  comparison,
}: {
  drill: EndedDrill
  isThis: boolean
  comparison: Comparison | undefined
}) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { result, startedAt, by } = drill
  const when = formatShort(startedAt, locale)
  return (
    <tr aria-current={isThis || undefined}>
      <th scope="row">
        {isThis ? (
          <>
            {when} <span className="tag">{t('drill.this-one')}</span>
          </>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() =>
              ui.open({ kind: 'drill', about: { show: 'debrief', drillId: drill.drillId } })
            }
          >
            {when}
          </button>
        )}
      </th>
      <td>{by}</td>
      <td>{t(`drill.kind.${kindOf(result)}`)}</td>
      {drillMeasures.map((measure) => (
        <Time key={measure} drill={drill} measure={measure} comparison={comparison} />
      ))}
      <td>
        <Verdict tone={outcomeTone[result.outcome]} word={t(`drill.outcome.${result.outcome}`)} />
      </td>
      <td className="number">{result.wrongTurns.length}</td>
    </tr>
  )
}

function Time({
  drill: { result },
  measure,
  comparison,
}: {
  drill: EndedDrill
  measure: DrillMeasure
  comparison: Comparison | undefined
}) {
  const t = useText()
  const locale = useLocale()
  const ms = durationOf(result, measure)
  if (ms === undefined) {
    const why = t(`drill.missing.${whyMissing(result)}`)
    return (
      <td className="number" title={why}>
        <span aria-hidden="true">—</span>
        <span className="sr">{why}</span>
      </td>
    )
  }
  const isBest = result.outcome === 'solved' && comparison?.of[measure]?.bestMs === ms
  return (
    <td className="number">
      {isBest && <span className="tag">{t('drill.best')}</span>} {drillDuration(ms, locale)}
    </td>
  )
}

function Median({ drill, comparison }: { drill: EndedDrill; comparison: Comparison }) {
  const t = useText()
  const locale = useLocale()
  const kind = t(`drill.kind.${kindOf(drill.result)}`)
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={3}>
          {t('drill.median-of', { count: comparison.count, kind })}
        </th>
        {drillMeasures.map((measure) => {
          const standing = comparison.of[measure]
          return (
            <td key={measure} className="number">
              {standing ? drillDuration(standing.medianMs, locale) : '—'}
            </td>
          )
        })}
      </tr>
    </tfoot>
  )
}
