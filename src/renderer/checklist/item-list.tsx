import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'
import type { RefObject } from 'react'

import { noFilter } from '../logic/filter.ts'
import type { ListRow } from '../logic/outline.ts'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { ItemRow } from './item-row.tsx'
import { PhaseRow } from './phase-row.tsx'
import { rowIdOf } from './row-id.ts'

const itemRowPx = 34
const phaseRowPx = 40

/** The phases and items of a run. Only what is in view is in the document. */
export function ItemList({
  rows,
  list,
}: {
  rows: readonly ListRow[]
  list: RefObject<HTMLDivElement | null>
}) {
  const t = useText()
  const { ui } = useSession()
  const selected = useUi((state) => state.selectedItemId)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: (index) => (rows[index]?.kind === 'phase' ? phaseRowPx : itemRowPx),
    getItemKey: (index) => keyOf(rows[index]),
    overscan: 12,
    // The pinned phase covers the top of the list.
    scrollPaddingStart: phaseRowPx,
    useFlushSync: false,
  })
  const selectedIndex = rows.findIndex((row) => row.kind === 'item' && row.item.id === selected)
  useEffect(() => {
    virtualizer.measure()
  }, [rows, virtualizer])
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedIndex, virtualizer])

  if (rows.length === 0) {
    return (
      <div className="item-list" ref={list} tabIndex={-1}>
        <div className="empty">
          <b>{t('filter.nothing')}</b>
          <button type="button" onClick={() => ui.setFilter(noFilter)}>
            {t('filter.clear')}
          </button>
        </div>
      </div>
    )
  }
  const shown = virtualizer.getVirtualItems()
  const pinned = pinnedPhase(rows, virtualizer.scrollOffset ?? 0, shown)
  return (
    <div
      ref={list}
      className="item-list"
      role="treegrid"
      tabIndex={0}
      aria-label={t('checklist.items')}
      aria-rowcount={rows.length}
      aria-activedescendant={
        selectedIndex >= 0 && selected !== undefined ? rowIdOf(selected) : undefined
      }
    >
      {pinned && (
        <div className="pinned" aria-hidden="true">
          <PhaseRow phase={pinned.phase} items={pinned.items} pinned />
        </div>
      )}
      <div
        className="item-list-space"
        role="presentation"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {shown.map(({ index, start, key }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <div
              key={key}
              role="presentation"
              className="item-list-slot"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'phase' ? (
                <PhaseRow phase={row.phase} items={row.items} rowIndex={index + 1} />
              ) : (
                <ItemRow item={row.item} selected={row.item.id === selected} rowIndex={index + 1} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function keyOf(row: ListRow | undefined): string {
  if (!row) return ''
  return row.kind === 'phase' ? `phase ${row.phase.id}` : `item ${row.item.id}`
}

/** The phase of the topmost row in view, once its own row has scrolled away. */
function pinnedPhase(
  rows: readonly ListRow[],
  offset: number,
  shown: readonly { index: number; start: number; end: number }[],
): Extract<ListRow, { kind: 'phase' }> | undefined {
  const top = shown.find((row) => row.end > offset)
  if (!top || offset <= 0) return undefined
  for (let index = top.index; index >= 0; index -= 1) {
    const row = rows[index]
    if (row?.kind === 'phase') return row
  }
  return undefined
}
