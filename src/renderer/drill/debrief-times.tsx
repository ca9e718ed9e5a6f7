import type { DrillResult } from '../../shared/model/drill.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatTime } from '../text/format.ts'
import { drillDuration, drillLegs, durationOf, endOfLeg, whyMissing } from './drill-times.ts'
import type { Comparison, DrillLeg } from './drill-times.ts'

/** From broken to back in four legs: each as long as it took, in a bar and in numbers. */
export function DebriefTimes({
  result,
  comparison,
}: {
  result: DrillResult
  comparison: Comparison
}) {
  const t = useText()
  const locale = useLocale()
  // One sentence says as much as the same one four times over.
  if (drillLegs.every((leg) => durationOf(result, leg) === undefined)) {
    return (
      <section aria-labelledby="drill-times">
        <h3 id="drill-times">{t('drill.times')}</h3>
        {result.brokenAt !== undefined && (
          <p>
            {t('drill.point.broken')} <Moment at={result.brokenAt} />
          </p>
        )}
        <p>— {t(`drill.missing.${whyMissing(result)}`)}</p>
      </section>
    )
  }
  return (
    <section className="drill-times" aria-labelledby="drill-times">
      <h3 id="drill-times">{t('drill.times')}</h3>
      <Bar result={result} />
      <ol>
        <li>
          <span className="drill-point">{t('drill.point.broken')}</span>
          <Moment at={result.brokenAt} />
        </li>
        {drillLegs.map((leg, index) => {
          const ms = durationOf(result, leg)
          return (
            <li key={leg}>
              <span className="drill-point">
                <i className="drill-number">{index + 1}</i> {t(`drill.point.${leg}`)}
              </span>
              <Moment at={endOfLeg(result, leg)} />
              <b className="drill-duration">{ms === undefined ? '—' : drillDuration(ms, locale)}</b>
              <span className="dim">
                {ms === undefined
                  ? t(`drill.missing.${whyMissing(result)}`)
                  : t(`drill.measure.${leg}`)}
              </span>
              {ms !== undefined && <Standing leg={leg} ms={ms} comparison={comparison} />}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Moment({ at }: { at: string | undefined }) {
  const locale = useLocale()
  if (at === undefined) return <span className="mono dim">—</span>
  return (
    <time className="mono" dateTime={at}>
      {formatTime(at, locale)}
    </time>
  )
}

/** How a leg stands among drills of its kind; nothing where there is nothing to compare. */
function Standing({ leg, ms, comparison }: { leg: DrillLeg; ms: number; comparison: Comparison }) {
  const t = useText()
  const locale = useLocale()
  const standing = comparison.of[leg]
  if (!standing) return null
  return (
    <span className="dim">
      {ms <= standing.bestMs
        ? t('drill.is-best', { median: drillDuration(standing.medianMs, locale) })
        : t('drill.best-is', {
            best: drillDuration(standing.bestMs, locale),
            median: drillDuration(standing.medianMs, locale),
          })}
    </span>
  )
}

/** The legs to scale. Each has its number: that they differ in colour says nothing by itself. */
function Bar({ result }: { result: DrillResult }) {
  const t = useText()
  const locale = useLocale()
  const legs = drillLegs.flatMap((leg, index) => {
    const ms = durationOf(result, leg)
    return ms === undefined ? [] : [{ leg, ms, number: index + 1 }]
  })
  // One alone has nothing to be compared with.
  if (legs.length < 2) return null
  const parts = legs.map(
    ({ leg, ms, number }) => `${number} ${t(`drill.measure.${leg}`)} ${drillDuration(ms, locale)}`,
  )
  return (
    <div
      className="drill-legs"
      role="img"
      aria-label={t('drill.bar-sentence', { parts: parts.join(', ') })}
    >
      {legs.map(({ leg, ms, number }) => (
        <i key={leg} className={leg} style={{ flexGrow: ms }}>
          {number}
        </i>
      ))}
    </div>
  )
}
