import type { RefObject } from 'react'

import { assertNever } from '../../shared/result.ts'
import { isTileMove, moveTile, tileCommand } from '../logic/tile-grid.ts'
import type { GridRow, TileCommand } from '../logic/tile-grid.ts'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { useSession } from '../state/session.ts'
import { useMonitorActions } from './use-monitor-actions.ts'

interface TileKeys {
  rows: readonly GridRow[]
  grid: RefObject<HTMLElement | null>
  ownsScreen?: boolean | undefined
  onSearch?: (() => void) | undefined
}

/** The tiles by keyboard: arrows between them, and acts on the selected one. */
export function useTileKeys({ rows, grid, ownsScreen, onSearch }: TileKeys): void {
  const { ui } = useSession()
  const actions = useMonitorActions()
  const owns = (target: EventTarget | null) =>
    ownsScreen || (target instanceof Node && grid.current?.contains(target))
  function perform(command: TileCommand): void {
    const { selectedCheckId } = ui.getState()
    switch (command) {
      case 'open':
        if (selectedCheckId !== undefined) ui.openMonitor(selectedCheckId)
        return
      case 'back':
        ui.closeMonitor()
        return grid.current?.focus({ preventScroll: true })
      case 'pause':
        if (selectedCheckId !== undefined) actions.togglePause(selectedCheckId)
        return
      case 'maintenance':
        if (selectedCheckId !== undefined) actions.maintenance([selectedCheckId])
        return
      case 'search':
        return onSearch?.()
      case 'keys':
        return ui.open({ kind: 'keys' })
      case 'left':
      case 'right':
      case 'up':
      case 'down':
      case 'first':
      case 'last':
        ui.selectMonitor(moveTile(rows, selectedCheckId, command))
        // A key that moves brings the focus along, so that the tile is announced.
        return grid.current?.focus({ preventScroll: true })
      default:
        return assertNever(command)
    }
  }
  useScreenKeys(
    (event) => {
      const { target } = event
      if (!owns(target)) return undefined
      // In the detail these scroll, or move what has the focus.
      const scrolls = /^(Arrow|Page|Home|End| )/.test(event.key)
      if (scrolls && target instanceof Element && target.closest('.monitor-detail')) {
        return undefined
      }
      const command = tileCommand(event)
      return command && { perform: () => perform(command), repeats: isTileMove(command) }
    },
    ({ target, key }) => {
      if (owns(target) && (key === 'Escape' || key === 'Enter')) grid.current?.focus()
    },
  )
}
