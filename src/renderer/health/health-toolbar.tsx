import {
  ArrowDownWideNarrow,
  Construction,
  Ellipsis,
  Keyboard,
  Pause,
  Play,
  Search,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { RefObject } from 'react'
import { useShallow } from 'zustand/react/shallow'

import { monitorStates } from '../../shared/model/monitor.ts'
import { countMonitors, isIdle, toneOfMonitor } from '../logic/monitors.ts'
import type { MonitorGroup, MonitorStateFilter } from '../logic/monitors.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useMonitors, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useMonitorActions } from './use-monitor-actions.ts'

interface HealthToolbarProps {
  search: RefObject<HTMLInputElement | null>
  groups: readonly MonitorGroup[]
}

export function HealthToolbar({ search, groups }: HealthToolbarProps) {
  const t = useText()
  const { ui } = useSession()
  const filter = useUi((state) => state.monitorFilter)
  return (
    <div className="toolbar" role="search">
      <span className="search-box">
        <Search size={14} aria-hidden="true" />
        <input
          ref={search}
          type="search"
          aria-label={t('health.search')}
          placeholder={t('health.search')}
          value={filter.text}
          onChange={(event) => ui.setMonitorFilter({ text: event.target.value })}
        />
        <kbd aria-hidden="true">/</kbd>
      </span>
      <select
        aria-label={t('filter.state')}
        value={filter.state}
        onChange={(event) =>
          ui.setMonitorFilter({ state: event.target.value as MonitorStateFilter })
        }
      >
        <option value="all">{t('filter.any-state')}</option>
        <option value="trouble">{t('health.trouble')}</option>
        {monitorStates.map((state) => (
          <option key={state} value={state}>
            {t(`monitor.${state}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="toggle"
        aria-pressed={filter.worstFirst}
        onClick={() => ui.setMonitorFilter({ worstFirst: !filter.worstFirst })}
      >
        <ArrowDownWideNarrow size={14} aria-hidden="true" />
        {t('health.worst-first')}
      </button>
      <span className="grow" />
      <MonitorCounts />
      <AllShown checkIds={groups.flatMap((group) => group.checkIds)} />
      <button
        type="button"
        className="quiet icon"
        aria-label={t('keys.title')}
        title={`${t('keys.title')} · ?`}
        onClick={() => ui.open({ kind: 'keys' })}
      >
        <Keyboard size={16} aria-hidden="true" />
      </button>
    </div>
  )
}

/** How many monitors are in which state; what there is none of is left out. */
export function MonitorCounts() {
  const t = useText()
  const counts = useMonitors(useShallow((mirror) => countMonitors(mirror.entries.values())))
  const isCutOff = useMonitors((mirror) => mirror.stale)
  if (isCutOff) return <Verdict tone="unknown" word={t('monitor.stale')} />
  return (
    <span className="line monitor-counts">
      {monitorStates.map(
        (state) =>
          counts[state] > 0 && (
            <Verdict
              key={state}
              tone={toneOfMonitor[state]}
              word={t(`health.count.${state}`, { count: counts[state] })}
            />
          ),
      )}
    </span>
  )
}

/** Acts on every monitor that the filter shows. */
function AllShown({ checkIds }: { checkIds: readonly string[] }) {
  const t = useText()
  const actions = useMonitorActions()
  const idle = useMonitors(
    useShallow((mirror) => checkIds.filter((id) => isIdle(mirror.entries.get(id)?.state))),
  )
  const awake = checkIds.filter((id) => !idle.includes(id))
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="quiet icon" aria-label={t('health.all-menu')}>
          <Ellipsis size={16} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu fade-in" align="end" sideOffset={4}>
          <DropdownMenu.Label className="menu-label">
            {t('health.shown', { count: checkIds.length })}
          </DropdownMenu.Label>
          <DropdownMenu.Item disabled={awake.length === 0} onSelect={() => actions.pause(awake)}>
            <Pause size={14} aria-hidden="true" />
            {t('health.pause')}
          </DropdownMenu.Item>
          <DropdownMenu.Item
            disabled={awake.length === 0}
            onSelect={() => actions.maintenance(awake)}
          >
            <Construction size={14} aria-hidden="true" />
            {t('health.maintenance')}
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={idle.length === 0} onSelect={() => actions.resume(idle)}>
            <Play size={14} aria-hidden="true" />
            {t('health.resume')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
