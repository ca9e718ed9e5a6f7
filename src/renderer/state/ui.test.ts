import { expect, it } from 'vitest'

import { createUiStore } from './ui.ts'

it('leaves nothing open of the run before: neither a choice nor a dialog', () => {
  const ui = createUiStore(undefined)
  ui.openRun('r1')
  ui.select('item')
  ui.open({ kind: 'note', itemId: 'item' })
  ui.openRun('r1', 'timeline')
  expect(ui.getState()).toMatchObject({ screen: 'timeline', dialog: { kind: 'note' } })
  ui.openRun('r2')
  expect(ui.getState()).toMatchObject({ runId: 'r2', dialog: undefined, selectedItemId: undefined })
  ui.open({ kind: 'run-note' })
  ui.leaveRun()
  expect(ui.getState().dialog).toBeUndefined()
})
