import { useEffect } from 'react'
import type { RefObject } from 'react'

import type { Item } from '../../shared/model/runbook.ts'
import { assertNever } from '../../shared/result.ts'
import { noFilter } from '../logic/filter.ts'
import { checklistCommand, isPressing, isTyping } from '../logic/keys.ts'
import type { ChecklistCommand } from '../logic/keys.ts'
import type { ListRow } from '../logic/outline.ts'
import { useOutline } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useRunActions } from './actions.ts'

interface ChecklistParts {
  rows: readonly ListRow[]
  list: RefObject<HTMLDivElement | null>
  /** Left out where the screen has no search. */
  search?: RefObject<HTMLInputElement | null>
  /** The pane that Enter goes to; left out where `onOpen` does something else. */
  detail?: RefObject<HTMLElement | null>
  onOpen?: () => void
}

const page = 12

/** The checklist by keyboard. Keys are the list's unless something is typed in or pressed. */
export function useChecklistKeys({ rows, list, search, detail, onOpen }: ChecklistParts): void {
  const { ui } = useSession()
  const actions = useRunActions()
  const outline = useOutline()
  useEffect(() => {
    const items = rows.flatMap((row) => (row.kind === 'item' ? [row.item] : []))

    function move(step: number): void {
      const index = items.findIndex((item) => item.id === ui.getState().selectedItemId)
      const next = Math.min(items.length - 1, Math.max(0, index + step))
      ui.select(items[next]?.id)
      // A key that moves the selection brings the focus along, so that the list is announced.
      list.current?.focus({ preventScroll: true })
    }

    /** What is done to the selected item; nothing where none is. */
    function withItem(act: (item: Item) => void): void {
      const item = outline?.items.get(ui.getState().selectedItemId ?? '')
      if (item) act(item)
    }

    function perform(command: ChecklistCommand): void {
      switch (command) {
        case 'next':
          return move(1)
        case 'previous':
          return move(-1)
        case 'first':
          return move(-items.length)
        case 'last':
          return move(items.length)
        case 'page-down':
          return move(page)
        case 'page-up':
          return move(-page)
        case 'open':
          return onOpen ? onOpen() : detail?.current?.focus()
        case 'back':
          if (document.activeElement === list.current) ui.setFilter(noFilter)
          return list.current?.focus({ preventScroll: true })
        case 'search':
          search?.current?.focus()
          return search?.current?.select()
        case 'keys':
          return ui.open({ kind: 'keys' })
        case 'undo':
          return actions.undo()
        case 'run-all':
          return actions.runAll()
        case 'pass':
          return withItem((item) => actions.set(item.id, 'passed'))
        case 'fail':
          return withItem((item) => actions.set(item.id, 'failed'))
        case 'not-applicable':
          return withItem((item) => actions.set(item.id, 'not-applicable'))
        case 'reset':
          return withItem((item) => actions.set(item.id, 'todo'))
        case 'note':
          return withItem((item) => actions.note(item.id))
        case 'waive':
          return withItem((item) => actions.waive(item.id))
        case 'run':
          return withItem((item) => actions.runChecks([item.id]))
        case 'run-phase':
          return withItem((item) => actions.runPhase(item.phaseId))
        case 'sign':
          return withItem((item) => actions.sign(item.phaseId))
        case 'collapse':
          return withItem((item) => ui.toggleCollapsed(item.phaseId, true))
        case 'expand':
          return withItem((item) => ui.toggleCollapsed(item.phaseId, false))
        default:
          return assertNever(command)
      }
    }

    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, paletteOpen } = ui.getState()
      if (event.defaultPrevented || dialog !== undefined || paletteOpen) return
      // An open menu or popover has the keys, and so have the tiles of the war room.
      const others = '[role="menu"], .popover, [role="grid"]'
      if (event.target instanceof Element && event.target.closest(others)) return
      if (isTyping(event.target)) {
        const leaves = event.key === 'Escape' || event.key === 'Enter'
        if (leaves && event.target === search?.current) list.current?.focus()
        return
      }
      if (isPressing(event.target, event.key)) return
      // In the detail these scroll.
      const scrolls = /^(Arrow|Page|Home|End| )/.test(event.key)
      if (scrolls && event.target instanceof Node && detail?.current?.contains(event.target)) return
      const command = checklistCommand(event)
      if (command === undefined) return
      event.preventDefault()
      perform(command)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [rows, search, list, detail, onOpen, ui, actions, outline])
}
