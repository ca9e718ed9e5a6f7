import type { ReactNode } from 'react'

import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import { glyphs } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatShort } from '../text/format.ts'
import { lookOfReadiness } from './readiness-look.ts'

interface ReadinessRowProps {
  line: ReadinessStatus
  isStale: boolean
  children?: ReactNode
}

/** One line: how it stands, why, what to do about it, and when it was seen. */
export function ReadinessRow({ line, isStale, children }: ReadinessRowProps) {
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
        {children}
      </div>
      <span className="num dim">
        {checkedAt !== undefined && t('readiness.at', { at: formatShort(checkedAt, locale) })}
      </span>
    </div>
  )
}
