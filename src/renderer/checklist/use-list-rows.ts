import { useMemo } from 'react'

import type { ItemStatus } from '../../shared/model/run.ts'
import type { Item } from '../../shared/model/runbook.ts'
import { dueOf, lateByMs } from '../logic/due.ts'
import { isFiltering, matchesFilter } from '../logic/filter.ts'
import { listRows } from '../logic/outline.ts'
import type { ListRow } from '../logic/outline.ts'
import { useDues, useT0, useOutline, useRun, useUi } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'

const noStatuses: ReadonlyMap<string, ItemStatus> = new Map()

/** The rows to show. Statuses are looked at only when the filter asks for them. */
export function useListRows(): ListRow[] {
  const outline = useOutline()
  const filter = useUi((state) => state.filter)
  const collapsed = useUi((state) => state.collapsed)
  const byState = filter.state !== 'all'
  const statuses = useRun((state) => (byState ? state.items : noStatuses))
  const coarseNow = useNowCoarse()
  const now = filter.state === 'late' ? coarseNow : 0
  const dues = useDues()
  const t0 = useT0()
  return useMemo(() => {
    if (!outline) return []
    const filtering = isFiltering(filter)
    const shown = (item: Item) => {
      if (!filtering) return true
      const state = statuses.get(item.id)?.state ?? 'todo'
      const due = dueOf(item, outline.phases, dues)
      const late = now > 0 && lateByMs(state, due, t0, now) !== undefined
      return matchesFilter(item, { state, late, phaseIds: outline.pathOf(item.phaseId) }, filter)
    }
    // A search looks into collapsed phases too.
    return listRows(outline, shown, filtering ? new Set() : collapsed)
  }, [outline, filter, collapsed, statuses, now, dues, t0])
}
