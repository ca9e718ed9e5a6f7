import { expect, test } from 'vitest'

import { createUiStore } from '../state/ui.ts'
import { showRollback } from './use-open-rollback.ts'

test('the way back is shown in front of what is asked, but not of a drill that is being started', () => {
  const ui = createUiStore(undefined)
  const { screen } = ui.getState()
  const asked = { kind: 'drill', about: { show: 'start' } } as const
  const starting = { ...asked, about: { ...asked.about, isStarting: true } }
  ui.open(starting)
  showRollback(ui)
  expect(ui.getState()).toMatchObject({ screen, dialog: starting })
  ui.open(asked)
  showRollback(ui)
  expect(ui.getState()).toMatchObject({ screen: 'rollback', dialog: undefined })
})
