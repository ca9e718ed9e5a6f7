import { useEffect } from 'react'

import { isPressing, isTyping } from '../logic/keys.ts'
import { useSession } from '../state/session.ts'

/** What a key does. */
export interface KeyAct {
  perform: () => void
  /** It only moves: a held key goes on. Any other act is done once, when the key goes down. */
  repeats?: boolean
}

/** Whether a dialog or the palette is open, whoever opened it; a popover is none. */
export const isDialogOpen = (): boolean =>
  document.querySelector('[role="dialog"]:not(.popover)') !== null

/** What may have been opened in front of the screen, or left; until the returned function is called. */
export function onDialogsChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  // They stand beside the application, and not in it.
  observer.observe(document.body, { childList: true })
  return () => observer.disconnect()
}

/**
 * Keys of a screen, wherever the focus is but in a field, on a control that takes the key itself, in
 * a menu, or in or behind a dialog. A key that is typed goes to `whileTyping`.
 */
export function useScreenKeys(
  actOf: (event: KeyboardEvent) => KeyAct | undefined,
  whileTyping?: (event: KeyboardEvent) => void,
): void {
  const { ui } = useSession()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, paletteOpen } = ui.getState()
      if (event.defaultPrevented || dialog !== undefined || paletteOpen || isDialogOpen()) return
      const { target } = event
      if (target instanceof Element && target.closest('[role="menu"], .popover')) return
      if (isTyping(target)) return whileTyping?.(event)
      if (isPressing(target, event.key)) return
      const act = actOf(event)
      if (!act) return
      event.preventDefault()
      if (act.repeats || !event.repeat) act.perform()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
