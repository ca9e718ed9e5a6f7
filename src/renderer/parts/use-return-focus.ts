import { useState } from 'react'

/**
 * Gives the focus back to what had it before a dialog opened, or to the screen when that is gone: no
 * button of ours triggers a dialog that a key can open, so the library has nothing to return to.
 */
export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement)
  return (event) => {
    event.preventDefault()
    const target = before?.isConnected ? before : document.querySelector('#screen')
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  }
}
