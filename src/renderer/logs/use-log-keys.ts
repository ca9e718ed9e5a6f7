import type { RefObject } from 'react'

import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { useSession } from '../state/session.ts'
import { isTrouble } from './level-tone.ts'
import type { LogView } from './log-view.ts'

/** Keys of the stream, wherever the focus is but in a field or a dialog. */
export function useLogKeys(view: LogView, search: RefObject<HTMLInputElement | null>): void {
  const { ui } = useSession()
  const field = () => search.current
  const pin = () => {
    const { rows, selectedN } = view.store.getState()
    const row = rows.find((one) => one.kind === 'line' && one.line.n === selectedN)
    if (row?.kind === 'line') ui.open({ kind: 'pin-line', line: row.line })
  }
  useScreenKeys(
    ({ key, ctrlKey, metaKey, altKey }) => {
      if (ctrlKey || metaKey || altKey) return undefined
      switch (key) {
        case '/':
          return { perform: () => field()?.focus() }
        case 'f':
          return { perform: () => view.follow(!view.store.getState().isFollowing) }
        case 'ArrowDown':
          return { perform: () => view.step(1, () => true), repeats: true }
        case 'ArrowUp':
          return { perform: () => view.step(-1, () => true), repeats: true }
        case 'e':
          return { perform: () => view.step(-1, ({ level }) => isTrouble(level)), repeats: true }
        case 'E':
          return { perform: () => view.step(1, ({ level }) => isTrouble(level)), repeats: true }
        case 'p':
          return { perform: pin }
        case 'Escape':
          return { perform: () => view.select(undefined) }
        default:
          return undefined
      }
    },
    ({ key, target }) => {
      if (key === 'Escape' && target === field()) field()?.blur()
    },
  )
}
