import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { BackupList } from './backup-list.tsx'
import { CheckReadiness } from './check-readiness.tsx'
import { toneOfReadiness, worstOf } from './readiness-look.ts'
import { ReadinessRow } from './readiness-row.tsx'
import { useReadiness } from './use-readiness.ts'

/** May one rely on the way back? Line by line, with what was seen, when, and what to do. */
export function ReadinessPanel({ runId }: { runId: string }) {
  const t = useText()
  const { lines, left, isStale, failure } = useReadiness()
  const worst = worstOf(lines, isStale)
  if (!worst && !failure) return null
  return (
    <section className="panel readiness" aria-label={t('readiness.title')}>
      <header>
        <h2>{t('readiness.title')}</h2>
        <span className="note line">
          {left > 0 && !isStale && <span className="dim">{t('readiness.checking', { left })}</span>}
          <span role="status">
            {worst && (
              <Verdict badge tone={toneOfReadiness[worst]} word={t(`readiness.state.${worst}`)} />
            )}
          </span>
        </span>
      </header>
      {failure ? (
        <FailureNote failure={failure} />
      ) : (
        isStale && (
          <div className="banner unknown">
            <Verdict tone="unknown" word={t('readiness.stale')} />
          </div>
        )
      )}
      {lines.map((line) => (
        <ReadinessRow key={line.id} line={line} isStale={isStale}>
          {[...(line.backups ?? []), ...(line.scratches ?? [])].length > 0 && (
            <BackupList
              runId={runId}
              backups={line.backups ?? []}
              scratches={line.scratches ?? []}
              isStale={isStale}
            />
          )}
        </ReadinessRow>
      ))}
      <footer className="body stack">
        <CheckReadiness runId={runId} left={left} />
      </footer>
    </section>
  )
}
