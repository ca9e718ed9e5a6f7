import { ArrowDownToLine, CircleAlert, Pause } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { useStore } from 'zustand'

import { useText } from '../state/hooks.ts'
import { FilterField } from './filter-field.tsx'
import { isTrouble } from './level-tone.ts'
import type { LogView } from './log-view.ts'

/** A filter is asked for when typing pauses for this long. */
const typingMs = 250
const levels = ['debug', 'info', 'warn', 'error'] as const

/** What is shown of the stream, and whether it moves. */
export function LogToolbar({
  view,
  search,
}: {
  view: LogView
  search: RefObject<HTMLInputElement | null>
}) {
  const t = useText()
  const { filter, problem, isFollowing, waiting, isSearching } = useStore(view.store)
  const [typed, setTyped] = useState(filter)
  const [shown, setShown] = useState(filter)
  // Changed elsewhere: a field's value was picked.
  if (shown !== filter) {
    setShown(filter)
    setTyped(filter)
  }
  useEffect(() => {
    if (typed === filter) return undefined
    const timer = setTimeout(() => view.setFilter(typed), typingMs)
    return () => clearTimeout(timer)
  }, [typed, filter, view])
  const level = /(?:^|\s)level>=(\w+)/.exec(filter)?.[1] ?? ''
  const setLevel = (next: string) => {
    const rest = filter.replace(/(?:^|\s)level>=\w+/, '').trim()
    view.setFilter([next === '' ? '' : `level>=${next}`, rest].filter(Boolean).join(' '))
  }
  return (
    <div className="toolbar" role="search">
      <FilterField
        typed={typed}
        problem={typed === filter ? problem : undefined}
        search={search}
        onType={setTyped}
        onAsk={() => view.setFilter(typed)}
      />
      <select
        aria-label={t('logs.level')}
        value={level}
        onChange={(event) => setLevel(event.target.value)}
      >
        <option value="">{t('logs.any-level')}</option>
        {levels.map((name) => (
          <option key={name} value={name}>
            {t('logs.from-level', { level: t(`logs.level.${name}`) })}
          </option>
        ))}
      </select>
      <button
        type="button"
        title={t('logs.next-trouble')}
        onClick={() => view.step(-1, (line) => isTrouble(line.level))}
      >
        <CircleAlert size={14} aria-hidden="true" />
        {t('logs.previous-error')} <kbd>e</kbd>
      </button>
      <span className="grow dim" role="status">
        {isSearching ? t('logs.searching') : ''}
      </span>
      <button
        type="button"
        className={isFollowing ? 'toggle' : 'primary'}
        aria-pressed={isFollowing}
        onClick={() => view.follow(!isFollowing)}
      >
        {isFollowing ? (
          <Pause size={14} aria-hidden="true" />
        ) : (
          <ArrowDownToLine size={14} aria-hidden="true" />
        )}
        {isFollowing
          ? t('logs.following')
          : waiting > 0
            ? t('logs.follow-waiting', { count: waiting })
            : t('logs.follow')}
        <kbd>f</kbd>
      </button>
    </div>
  )
}
