import { ListChecks } from 'lucide-react'
import { useStore } from 'zustand'

import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import { glyphs } from '../logic/tone.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { lookOfReadiness, toneOfReadiness, worstOf } from './readiness-look.ts'

/** May one rely on the way back? Line by line, with what was seen, when, and what to do. */
export function ReadinessPanel({ runId }: { runId: string }) {
  const t = useText()
  const blocked = useBlocked()
  const { entries, stale, failure: feedFailure } = useStore(useSession().readiness)
  const { ask, busy, failure } = useAsk()
  const lines = [...entries.values()]
  const left = lines.filter(({ isChecking }) => isChecking).length
  const isStale = stale || feedFailure !== undefined
  const worst = worstOf(lines, isStale)
  if (!worst && !feedFailure) return null
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
      {feedFailure ? (
        <FailureNote failure={feedFailure} />
      ) : (
        isStale && (
          <div className="banner unknown">
            <Verdict tone="unknown" word={t('readiness.stale')} />
          </div>
        )
      )}
      {lines.map((line) => (
        <ReadinessRow key={line.id} line={line} isStale={isStale} />
      ))}
      <footer className="body stack">
        {failure && <FailureNote failure={failure} />}
        {blocked === undefined ? (
          <div className="line wrap">
            <button
              type="button"
              disabled={busy || left > 0}
              onClick={() => void ask('readiness.check', { runId })}
            >
              <ListChecks size={14} aria-hidden="true" />
              {t('readiness.check')}
            </button>
            <span className="dim">{t('readiness.only-reads')}</span>
          </div>
        ) : (
          <span className="dim">{t(`blocked.${blocked}`)}</span>
        )}
      </footer>
    </section>
  )
}

function ReadinessRow({ line, isStale }: { line: ReadinessStatus; isStale: boolean }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { kind, planTitle, reason, todo, parts, checkedAt } = line
  const look = lookOfReadiness(line, isStale)
  return (
    <div className="row readiness-line">
      <Verdict tone={look.tone} word={t(look.word)} />
      <div>
        <span>
          {t(`readiness.kind.${kind}`)}
          {planTitle !== undefined && <span className="dim"> · {planTitle}</span>}
        </span>
        <div className="dim">{say(reason)}</div>
        {todo && <div>{t('readiness.todo', { what: say(todo) })}</div>}
        {parts.length > 0 && (
          <details>
            <summary className="dim">{t('readiness.parts', { count: parts.length })}</summary>
            <ul>
              {parts.map((part, index) => {
                const { tone, word } = lookOfReadiness(part, isStale)
                return (
                  <li key={index}>
                    <span className={`v ${tone}`}>
                      <i role="img" aria-label={t(word)}>
                        {glyphs[tone]}
                      </i>
                    </span>{' '}
                    {say(part.text)}
                  </li>
                )
              })}
            </ul>
          </details>
        )}
      </div>
      <span className="num dim">
        {checkedAt !== undefined && t('readiness.at', { at: formatShort(checkedAt, locale) })}
      </span>
    </div>
  )
}
