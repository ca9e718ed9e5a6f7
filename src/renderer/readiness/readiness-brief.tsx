import { Verdict } from '../parts/verdict.tsx'
import { useSay, useText, useUi } from '../state/hooks.ts'
import { CheckReadiness } from './check-readiness.tsx'
import { linesOfPlan, lookOfReadiness, toneOfReadiness, worstOf } from './readiness-look.ts'
import { useReadiness } from './use-readiness.ts'

/** What is not ready for a plan, in short, before it is begun. */
export function ReadinessBrief({ planId }: { planId: string }) {
  const t = useText()
  const say = useSay()
  const runId = useUi((state) => state.runId)
  const { lines, left, isStale } = useReadiness()
  const own = linesOfPlan(lines, planId)
  const worst = worstOf(own, isStale)
  if (runId === undefined || !worst) return null
  const wasSeen = own.some(({ checkedAt }) => checkedAt !== undefined)
  const open = own.filter((line) => {
    const { tone } = lookOfReadiness(line, isStale)
    return tone !== 'go' && tone !== 'idle'
  })
  return (
    <section className="panel readiness" aria-label={t('readiness.title')}>
      <header>
        <h2>{t('readiness.title')}</h2>
        <span className="note" role="status">
          {left > 0 && !isStale ? (
            t('readiness.checking', { left })
          ) : (
            <Verdict badge tone={toneOfReadiness[worst]} word={t(`readiness.state.${worst}`)} />
          )}
        </span>
      </header>
      {isStale && (
        <div className="banner unknown">
          <Verdict tone="unknown" word={t('readiness.stale')} />
        </div>
      )}
      {!wasSeen && <p className="row">{t('readiness.never-checked')}</p>}
      {wasSeen && open.length === 0 && <p className="row">{t('readiness.all-ready')}</p>}
      {wasSeen && open.length > 0 && (
        // The steps are what is read here: what is missing is one line until it is asked for.
        <details className="readiness-open">
          <summary>
            {t('readiness.open', {
              kinds: open.map(({ kind }) => t(`readiness.kind.${kind}`)).join(', '),
            })}
          </summary>
          <ul>
            {open.map((line) => {
              const { tone, word } = lookOfReadiness(line, isStale)
              return (
                <li key={line.id} className="row readiness-short">
                  <Verdict tone={tone} word={t(word)} />
                  <span>
                    {t(`readiness.kind.${line.kind}`)}
                    <span className="dim"> · {say(line.reason)}</span>
                  </span>
                </li>
              )
            })}
          </ul>
        </details>
      )}
      <footer className="body stack">
        <CheckReadiness runId={runId} left={left} />
      </footer>
    </section>
  )
}
