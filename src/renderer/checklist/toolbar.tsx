import { Keyboard, Play, Search, X } from 'lucide-react'
import { useMemo } from 'react'
import type { RefObject } from 'react'

import type { ItemState } from '../../shared/model/run.ts'
import { isFiltering, noFilter } from '../logic/filter.ts'
import type { StateFilter } from '../logic/filter.ts'
import { useBlocked, useOutline, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useRunActions } from './actions.ts'

const states: ItemState[] = [
  'todo',
  'running',
  'passed',
  'failed',
  'unknown',
  'waived',
  'not-applicable',
]

export function Toolbar({
  search,
  shown,
}: {
  search: RefObject<HTMLInputElement | null>
  shown: number
}) {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const filter = useUi((state) => state.filter)
  const actions = useRunActions()
  const blocked = useBlocked()
  const owners = useMemo(() => {
    const names = outline?.runbook.items.flatMap((item) => item.owner ?? []) ?? []
    return [...new Set(names)].sort((a, b) => a.localeCompare(b))
  }, [outline])
  return (
    <div className="toolbar" role="search">
      <span className="search-box">
        <Search size={14} aria-hidden="true" />
        <input
          ref={search}
          type="search"
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          value={filter.text}
          onChange={(event) => ui.setFilter({ text: event.target.value })}
        />
        <kbd aria-hidden="true">/</kbd>
      </span>
      <select
        aria-label={t('filter.state')}
        value={filter.state}
        onChange={(event) => ui.setFilter({ state: event.target.value as StateFilter })}
      >
        <option value="all">{t('filter.any-state')}</option>
        <option value="open">{t('filter.open')}</option>
        <option value="late">{t('filter.late')}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('filter.phase')}
        value={filter.phaseId}
        onChange={(event) => ui.setFilter({ phaseId: event.target.value })}
      >
        <option value="">{t('filter.any-phase')}</option>
        {outline?.shownPhases.map((phase) => (
          <option key={phase.id} value={phase.id}>
            {' '.repeat(Math.max(0, outline.pathOf(phase.id).length - 1) * 3)}
            {phase.title}
          </option>
        ))}
      </select>
      {owners.length > 0 && (
        <select
          aria-label={t('filter.owner')}
          value={filter.owner}
          onChange={(event) => ui.setFilter({ owner: event.target.value })}
        >
          <option value="">{t('filter.any-owner')}</option>
          {owners.map((owner) => (
            <option key={owner}>{owner}</option>
          ))}
        </select>
      )}
      <button
        type="button"
        className="toggle"
        aria-pressed={filter.blocking}
        onClick={() => ui.setFilter({ blocking: !filter.blocking })}
      >
        {t('filter.blocking')}
      </button>
      <button
        type="button"
        className="toggle"
        aria-pressed={filter.withCheck}
        onClick={() => ui.setFilter({ withCheck: !filter.withCheck })}
      >
        {t('filter.with-check')}
      </button>
      {isFiltering(filter) && (
        <button type="button" className="quiet" onClick={() => ui.setFilter(noFilter)}>
          <X size={14} aria-hidden="true" />
          {t('filter.shown', { count: shown })}
        </button>
      )}
      <span className="grow" />
      <button
        type="button"
        className="quiet icon"
        aria-label={t('keys.title')}
        title={`${t('keys.title')} · ?`}
        onClick={() => ui.open({ kind: 'keys' })}
      >
        <Keyboard size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        disabled={blocked !== undefined}
        title="Ctrl+Shift+R"
        onClick={actions.runAll}
      >
        <Play size={13} aria-hidden="true" />
        {t('checks.run-all')}
      </button>
    </div>
  )
}
