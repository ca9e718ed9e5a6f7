import { useEffect, useState } from 'react'

/** Shorter than reading a title, longer than a key that was pressed twice. */
const settleMs = 600

/**
 * Whether what is shown has been on the screen for a moment: a key meant for what was there before
 * must not run what has just come.
 */
export function useSettled(what: string): boolean {
  const [settled, setSettled] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setSettled(what), settleMs)
    return () => clearTimeout(timer)
  }, [what])
  return settled === what
}
