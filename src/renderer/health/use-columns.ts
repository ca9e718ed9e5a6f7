import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** How many columns of at least `leastPx` fit into an element, as it is resized. */
export function useColumns(
  element: RefObject<HTMLElement | null>,
  leastPx: number,
  gapPx: number,
): number {
  const [columns, setColumns] = useState(1)
  useEffect(() => {
    if (!element.current) return undefined
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0
      setColumns(Math.max(1, Math.floor((width + gapPx) / (leastPx + gapPx))))
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, leastPx, gapPx])
  return columns
}
