import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'

import type { Problem } from '../../shared/model/runbook.ts'

interface SourceViewProps {
  text: string
  /** 1-based; brought into view and marked. */
  line: number | undefined
  problems: readonly Problem[]
}

/** The repaired text with its line numbers: what lines and columns of problems refer to. */
export function SourceView({ text, line, problems }: SourceViewProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => text.split('\n'), [text])
  const marked = useMemo(() => new Set(problems.map((problem) => problem.line)), [problems])
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 21,
    overscan: 30,
    useFlushSync: false,
  })
  useEffect(() => {
    if (line !== undefined) virtualizer.scrollToIndex(line - 1, { align: 'center' })
  }, [line, virtualizer])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled text must be reachable by keyboard
    <div className="source-view mono" ref={scroller} tabIndex={0}>
      <div className="item-list-space" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className={`source-line${index + 1 === line ? ' current' : ''}${marked.has(index + 1) ? ' marked' : ''}`}
            style={{ transform: `translateY(${start}px)` }}
          >
            <span>{index + 1}</span>
            <span>{lines[index]}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
