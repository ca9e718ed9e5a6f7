import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'

import { groupMonitors } from '../logic/monitors.ts'
import type { MonitorFilter, MonitorGroup } from '../logic/monitors.ts'
import { useMonitors, useOutline } from '../state/hooks.ts'

/** Stands for a phase's beginning in the flat list: no check's id begins so. */
const heading = '\u0000'

/**
 * What the grid shows, in order. It stays the same object while the order does, so that a look of
 * one monitor draws one tile and not the grid.
 */
export function useMonitorGroups(filter: MonitorFilter): readonly MonitorGroup[] {
  const outline = useOutline()
  const flat = useMonitors(
    useShallow((mirror) =>
      groupMonitors(mirror.entries.values(), outline, filter).flatMap(({ phaseId, checkIds }) => [
        heading + (phaseId ?? ''),
        ...checkIds,
      ]),
    ),
  )
  return useMemo(() => {
    const groups: MonitorGroup[] = []
    for (const entry of flat) {
      if (!entry.startsWith(heading)) groups.at(-1)?.checkIds.push(entry)
      else if (entry === heading) groups.push({ checkIds: [] })
      else groups.push({ phaseId: entry.slice(heading.length), checkIds: [] })
    }
    return groups
  }, [flat])
}
