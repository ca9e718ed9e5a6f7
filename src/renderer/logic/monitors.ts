import type { MonitorState, MonitorStatus } from '../../shared/model/monitor.ts'
import { foldText } from './filter.ts'
import type { Outline } from './outline.ts'
import type { Tone } from './tone.ts'

export const toneOfMonitor: Record<MonitorState, Tone> = {
  up: 'go',
  down: 'nogo',
  unknown: 'unknown',
  paused: 'idle',
  maintenance: 'pending',
}

/** `trouble`: whatever is not known to be well. */
export type MonitorStateFilter = 'all' | 'trouble' | MonitorState

export interface MonitorFilter {
  text: string
  state: MonitorStateFilter
  /** Worst first, in one list; else in the runbook's order, by phase. */
  worstFirst: boolean
}

export const noMonitorFilter: MonitorFilter = { text: '', state: 'all', worstFirst: false }

/** Smaller is worse. What is stale stands with what is unknown: nobody knows how it is now. */
export function rankOf({ state, stale }: Pick<MonitorStatus, 'state' | 'stale'>): number {
  if (state === 'down') return 0
  if (state === 'unknown') return 1
  if (stale && state === 'up') return 2
  return { maintenance: 3, paused: 4, up: 5 }[state]
}

export const isTrouble = (status: Pick<MonitorStatus, 'state' | 'stale'>): boolean =>
  rankOf(status) <= 2

/** A person's word stands between it and its looks. */
export const isIdle = (state: MonitorState | undefined): boolean =>
  state === 'paused' || state === 'maintenance'

function matches(status: MonitorStatus, filter: MonitorFilter): boolean {
  if (filter.state === 'trouble' && !isTrouble(status)) return false
  if (filter.state !== 'all' && filter.state !== 'trouble' && status.state !== filter.state) {
    return false
  }
  const words = foldText(filter.text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = foldText(`${status.title} ${status.target} ${status.kind}`)
  return words.every((word) => text.includes(word))
}

/** Monitors to show, in order. A group without a phase has no heading. */
export interface MonitorGroup {
  phaseId?: string
  checkIds: string[]
}

/** Arranges monitors for the grid: by phase in the runbook's order, or worst first in one list. */
export function groupMonitors(
  monitors: Iterable<MonitorStatus>,
  outline: Outline | undefined,
  filter: MonitorFilter,
): MonitorGroup[] {
  const shown = [...monitors].filter((status) => matches(status, filter))
  if (filter.worstFirst) {
    // Sorting is stable: equals keep the order of the runbook.
    shown.sort((a, b) => rankOf(a) - rankOf(b))
    return shown.length === 0 ? [] : [{ checkIds: shown.map(({ checkId }) => checkId) }]
  }
  const groups = new Map<string | undefined, string[]>()
  for (const { checkId, itemId } of shown) {
    const phaseId = outline?.items.get(itemId)?.phaseId
    const group = groups.get(phaseId)
    if (group) group.push(checkId)
    else groups.set(phaseId, [checkId])
  }
  const order = new Map(outline?.shownPhases.map((phase, index) => [phase.id, index]))
  const place = (phaseId: string | undefined) => order.get(phaseId ?? '') ?? order.size
  return [...groups]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([phaseId, checkIds]) => (phaseId === undefined ? { checkIds } : { phaseId, checkIds }))
}

export type MonitorCounts = Record<MonitorState, number>

export function countMonitors(monitors: Iterable<MonitorStatus>): MonitorCounts {
  const counts: MonitorCounts = { up: 0, down: 0, unknown: 0, paused: 0, maintenance: 0 }
  for (const { state } of monitors) counts[state] += 1
  return counts
}
