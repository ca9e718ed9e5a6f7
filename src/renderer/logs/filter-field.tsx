import { Search } from 'lucide-react'
import { useId, useRef } from 'react'
import type { RefObject } from 'react'

import type { Failure } from '../../shared/result.ts'
import { glyphs } from '../logic/tone.ts'
import { useSay, useText } from '../state/hooks.ts'

/** What lets lines through, as it is typed; a mistake is underlined where it is, and said below. */
export function FilterField({
  typed,
  problem,
  search,
  onType,
  onAsk,
}: {
  typed: string
  problem: Failure | undefined
  search: RefObject<HTMLInputElement | null>
  onType: (typed: string) => void
  onAsk: () => void
}) {
  const t = useText()
  const say = useSay()
  const saidId = useId()
  const mark = useRef<HTMLDivElement>(null)
  const span = problem?.fields?.find(({ path }) => path === 'filter')?.span
  const follow = () => {
    if (mark.current && search.current) mark.current.scrollLeft = search.current.scrollLeft
  }
  return (
    <span className="search-box wide log-filter">
      <Search size={14} aria-hidden="true" />
      <input
        ref={search}
        type="search"
        aria-label={t('logs.filter')}
        placeholder={t('logs.filter-example')}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={span !== undefined}
        {...(span ? { 'aria-describedby': saidId } : {})}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onScroll={follow}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onAsk()
        }}
      />
      {span && (
        <div className="log-filter-mark" aria-hidden="true" ref={mark}>
          {typed.slice(0, span.offset)}
          <u>{typed.slice(span.offset, span.offset + span.length) || ' '}</u>
          {typed.slice(span.offset + span.length)}
        </div>
      )}
      <kbd aria-hidden="true">/</kbd>
      {problem && span && (
        <p className="log-filter-problem v nogo" role="alert" id={saidId}>
          <i aria-hidden="true">{glyphs.nogo}</i>
          {t('logs.filter-problem', { column: span.offset + 1, problem: say(problem.message) })}
        </p>
      )}
    </span>
  )
}
