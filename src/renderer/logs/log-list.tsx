import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'

import type { TailStatus } from '../../shared/model/tail.ts'
import { useText } from '../state/hooks.ts'
import { LogLineRow } from './log-line-row.tsx'
import type { LogView } from './log-view.ts'

const rowPx = 22
/** This near to the top, older lines are asked for; this near to the end it is at the end. */
const nearPx = 40

/** The stream. Only what is in view is in the document. */
export function LogList({
  view,
  tails,
  columns,
}: {
  view: LogView
  tails: readonly TailStatus[]
  columns: readonly string[]
}) {
  const t = useText()
  const { rows, isFollowing, isOldest, isSearching, selectedN } = useStore(view.store)
  const list = useRef<HTMLDivElement>(null)
  const tailIds = useMemo(() => tails.map(({ tailId }) => tailId), [tails])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 20,
    // What is selected shows a little of what follows; the note above the oldest line takes room, too.
    scrollPaddingEnd: 3 * rowPx,
    useFlushSync: false,
  })
  const last = rows.at(-1)?.key
  useEffect(() => {
    if (isFollowing && rows.length > 0) virtualizer.scrollToIndex(rows.length - 1, { align: 'end' })
  }, [isFollowing, last, rows.length, virtualizer])

  // What was in view stays in view when older lines come in above it.
  const firstKey = rows[0]?.key
  const held = useRef<{ firstKey?: string; count: number }>({ count: 0 })
  useEffect(() => {
    const { firstKey: before, count } = held.current
    const moved = rows.findIndex(({ key }) => key === before)
    if (before !== undefined && moved > 0 && rows.length > count && !isFollowing)
      virtualizer.scrollBy(moved * rowPx)
    held.current = { count: rows.length, ...(firstKey === undefined ? {} : { firstKey }) }
  }, [rows, firstKey, isFollowing, virtualizer])

  const selectedIndex = rows.findIndex((row) => row.kind === 'line' && row.line.n === selectedN)
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedIndex, virtualizer])

  if (rows.length === 0) {
    return (
      <div className="log-list" ref={list} tabIndex={-1}>
        <div className="empty">
          <b>{t(isSearching ? 'logs.searching' : 'logs.nothing')}</b>
          {!isSearching && <p>{t('logs.nothing-help')}</p>}
        </div>
      </div>
    )
  }
  return (
    <div
      ref={list}
      className="log-list"
      role="grid"
      tabIndex={0}
      aria-label={t('logs.stream')}
      aria-rowcount={rows.length}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        const isAtEnd = scrollHeight - scrollTop - clientHeight < nearPx
        if (scrollTop < nearPx && !isFollowing) void view.loadOlder()
        // The wheel is the quickest way to say "hold it".
        if (!isAtEnd && isFollowing && virtualizer.scrollDirection === 'backward')
          view.follow(false)
      }}
    >
      {isOldest && <p className="log-oldest dim">{t('logs.oldest')}</p>}
      <div
        className="log-list-space"
        role="presentation"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <div
              key={key}
              role="presentation"
              className="log-slot"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'skipped' ? (
                <div className="log-row note" role="row">
                  <span role="gridcell">{t('logs.skipped', { count: row.count })}</span>
                </div>
              ) : (
                <LogLineRow
                  line={row.line}
                  tailIds={tailIds}
                  columns={columns}
                  isSelected={row.line.n === selectedN}
                  onSelect={view.select}
                />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
