import { BookmarkPlus, X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'

import { useText } from '../state/hooks.ts'
import { keepFilters, readFilters } from './kept-filters.ts'
import type { LogView } from './log-view.ts'

/** Filters that were worth keeping, one click away. */
export function KeptFilterList({ runId, view }: { runId: string; view: LogView }) {
  const t = useText()
  const filter = useStore(view.store, (state) => state.filter).trim()
  const [kept, setKept] = useState(() => readFilters(window.localStorage, runId))
  const canKeep = filter !== '' && !kept.includes(filter)
  if (kept.length === 0 && !canKeep) return null
  const keep = (filters: readonly string[]) =>
    setKept(keepFilters(window.localStorage, runId, filters))
  return (
    <section className="panel" aria-label={t('logs.kept-filters')}>
      <header>
        <h2>{t('logs.kept-filters')}</h2>
        {canKeep && (
          <button type="button" className="quiet" onClick={() => keep([filter, ...kept])}>
            <BookmarkPlus size={14} aria-hidden="true" />
            {t('logs.keep-filter')}
          </button>
        )}
      </header>
      <ul className="log-kept-filters">
        {kept.map((one) => (
          <li key={one} className="line">
            <button
              type="button"
              className="quiet mono"
              aria-pressed={one === filter}
              onClick={() => view.setFilter(one)}
            >
              {one}
            </button>
            <button
              type="button"
              className="quiet icon"
              aria-label={t('logs.forget-filter', { filter: one })}
              title={t('logs.forget-filter', { filter: one })}
              onClick={() => keep(kept.filter((other) => other !== one))}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
