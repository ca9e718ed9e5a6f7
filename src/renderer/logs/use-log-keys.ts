import { useEffect } from 'react'
import type { RefObject } from 'react'

import { useSession } from '../state/session.ts'
import { isTrouble } from './level-tone.ts'
import type { LogView } from './log-view.ts'

/** Keys of the stream, wherever the focus is but in a field or a dialog. */
export function useLogKeys(view: LogView, search: RefObject<HTMLInputElement | null>): void {
  const { ui } = useSession()
  useEffect(() => {
    const field = () => search.current
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { dialog, paletteOpen } = ui.getState()
      if (dialog || paletteOpen) return
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (isTyping) {
        if (event.key === 'Escape' && event.target === field()) field()?.blur()
        return
      }
      const act = actionOf(event.key)
      if (!act) return
      event.preventDefault()
      act()
    }
    const actionOf = (key: string): (() => void) | undefined => {
      switch (key) {
        case '/':
          return () => field()?.focus()
        case 'f':
          return () => view.follow(!view.store.getState().isFollowing)
        case 'ArrowDown':
          return () => view.step(1, () => true)
        case 'ArrowUp':
          return () => view.step(-1, () => true)
        case 'e':
          return () => view.step(-1, ({ level }) => isTrouble(level))
        case 'E':
          return () => view.step(1, ({ level }) => isTrouble(level))
        case 'p':
          return pin
        case 'Escape':
          return () => view.select(undefined)
        default:
          return undefined
      }
    }
    const pin = () => {
      const { rows, selectedN } = view.store.getState()
      const row = rows.find((one) => one.kind === 'line' && one.line.n === selectedN)
      if (row?.kind === 'line') ui.open({ kind: 'pin-line', line: row.line })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [search, ui, view])
}
