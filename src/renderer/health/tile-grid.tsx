import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'

import type { MonitorGroup } from '../logic/monitors.ts'
import { gridRows } from '../logic/tile-grid.ts'
import type { GridRow } from '../logic/tile-grid.ts'
import { useOutline, useText, useUi } from '../state/hooks.ts'
import { Tile, tileIdOf } from './tile.tsx'
import { useColumns } from './use-columns.ts'
import { useTileKeys } from './use-tile-keys.ts'

const gapPx = 10
const headingPx = 34
const full = { leastPx: 300, heightPx: 116 }
const small = { leastPx: 240, heightPx: 92 }

interface TileGridProps {
  groups: readonly MonitorGroup[]
  /** Without the last line, for a screen that holds more than tiles. */
  compact?: boolean
  /** Keys work wherever the focus is, not only in the grid. */
  ownsScreen?: boolean
  onSearch?: () => void
}

/** Monitors side by side. Only lines in view are in the document. */
export function TileGrid({ groups, compact = false, ownsScreen, onSearch }: TileGridProps) {
  const t = useText()
  const grid = useRef<HTMLDivElement>(null)
  const size = compact ? small : full
  const columns = useColumns(grid, size.leastPx, gapPx)
  const rows = useMemo(() => gridRows(groups, columns), [groups, columns])
  const selected = useUi((state) => state.selectedCheckId)
  useTileKeys({ rows, grid, ownsScreen, onSearch })
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: (index) => (rows[index]?.kind === 'phase' ? headingPx : size.heightPx + gapPx),
    getItemKey: (index) => keyOf(rows[index]),
    overscan: 3,
    useFlushSync: false,
  })
  const selectedIndex = rows.findIndex(
    (row) => row.kind === 'tiles' && row.checkIds.includes(selected ?? ''),
  )
  useEffect(() => {
    virtualizer.measure()
  }, [rows, virtualizer])
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedIndex, virtualizer])
  return (
    <div
      ref={grid}
      className={`tile-grid${compact ? ' compact' : ''}`}
      role="grid"
      tabIndex={0}
      aria-label={t('health.monitors')}
      aria-rowcount={rows.length}
      aria-colcount={columns}
      aria-activedescendant={
        selectedIndex >= 0 && selected !== undefined ? tileIdOf(selected) : undefined
      }
    >
      <div
        className="item-list-space"
        role="presentation"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 1}
              className={`item-list-slot ${row.kind === 'phase' ? 'tile-phase' : 'tile-line-of'}`}
              style={{
                transform: `translateY(${start}px)`,
                ...(row.kind === 'tiles' && {
                  gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                  height: size.heightPx,
                }),
              }}
            >
              {row.kind === 'phase' ? (
                <PhaseHeading phaseId={row.phaseId} count={row.count} />
              ) : (
                row.checkIds.map((checkId, column) => (
                  <Tile
                    key={checkId}
                    checkId={checkId}
                    column={column}
                    selected={checkId === selected}
                    compact={compact}
                  />
                ))
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function PhaseHeading({ phaseId, count }: { phaseId: string; count: number }) {
  const title = useOutline()?.phases.get(phaseId)?.title ?? phaseId
  return (
    <span role="rowheader" className="line">
      <b className="cut" title={title}>
        {title}
      </b>
      <span className="dim">{count}</span>
    </span>
  )
}

function keyOf(row: GridRow | undefined): string {
  if (!row) return ''
  return row.kind === 'phase' ? `phase ${row.phaseId}` : `tiles ${row.checkIds[0] ?? ''}`
}
