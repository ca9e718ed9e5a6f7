import { ListChecks } from 'lucide-react'
import { useStore } from 'zustand'

import {
  readinessStates,
  type ReadinessState,
  type ReadinessStatus,
} from '../../shared/model/readiness.ts'
import { glyphs, type Tone } from '../logic/tone.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'

const toneOfReadiness: Record<ReadinessState, Tone> = {
  ready: 'go',
  'not-ready': 'nogo',
  unknown: 'unknown',
  'not-applicable': 'idle',
}

/** May one rely on the way back? Line by line, with what was seen, when, and what to do. */
export function ReadinessPanel({ runId }: { runId: string }) {
  const t = useText()
  const blocked = useBlocked()
  const { entries } = useStore(useSession().readiness)
  const { ask, busy, failure } = useAsk()
  const lines = [...entries.values()]
  const left = lines.filter(({ isChecking }) => isChecking).length
  const worst = worstOf(lines)
  if (!worst) return null
  return (
    <section className="panel readiness" aria-label={t('readiness.title')}>
      <header>
        <h2>{t('readiness.title')}</h2>
        <span className="note line" role="status">
          {left > 0 && <span className="dim">{t('readiness.checking', { left })}</span>}
          <Verdict badge tone={toneOfReadiness[worst]} word={t(`readiness.state.${worst}`)} />
        </span>
      </header>
      {lines.map((line) => (
        <ReadinessRow key={line.id} line={line} />
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

/** As bad as its worst line; what does not apply says nothing. */
function worstOf(lines: readonly ReadinessStatus[]): ReadinessState | undefined {
  return [...readinessStates].reverse().find((state) => lines.some((line) => line.state === state))
}

function ReadinessRow({ line }: { line: ReadinessStatus }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { kind, planTitle, state, isChecking, reason, todo, parts, checkedAt } = line
  return (
    <div className="row readiness-line">
      {isChecking ? (
        <Verdict tone="pending" word={t('readiness.state.checking')} />
      ) : (
        <Verdict tone={toneOfReadiness[state]} word={t(`readiness.state.${state}`)} />
      )}
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
              {parts.map((part, index) => (
                <li key={index}>
                  <span className={`v ${toneOfReadiness[part.state]}`}>
                    <i role="img" aria-label={t(`readiness.state.${part.state}`)}>
                      {glyphs[toneOfReadiness[part.state]]}
                    </i>
                  </span>{' '}
                  {say(part.text)}
                </li>
              ))}
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
