import { describe, expect, it } from 'vitest'

import type { DrillStatus } from '../../shared/model/drill.ts'
import { createCollection } from '../state/collection.ts'
import { createUiStore } from '../state/ui.ts'
import { openDebriefs } from './open-debrief.ts'

const drill = (drillId: string, state: DrillStatus['state']): DrillStatus => ({
  drillId,
  runId: 'run',
  runTitle: 'Drill',
  by: 'Ada',
  startedAt: '2026-11-21T18:00:00.000Z',
  state,
})

function openWindow(...first: DrillStatus[]) {
  const ui = createUiStore(undefined)
  const drills = createCollection<'drills'>()
  const hear = (...heard: DrillStatus[]) =>
    drills.setState({
      entries: new Map(heard.map((one) => [one.drillId, one])),
      loaded: true,
      stale: false,
    })
  hear(...first)
  const local = { isOpen: false, changed: () => undefined as void }
  const stop = openDebriefs(
    { ui, drills },
    {
      isOpen: () => local.isOpen,
      onChange: (listener) => {
        local.changed = listener
        return () => undefined
      },
    },
  )
  /** A dialog that only its own part of the screen knows of. */
  const ask = (isOpen: boolean) => {
    local.isOpen = isOpen
    local.changed()
  }
  return { ui, hear, stop, ask, dialog: () => ui.getState().dialog }
}
const debrief = (drillId: string) => ({ kind: 'drill', about: { show: 'debrief', drillId } })

describe('the debrief', () => {
  it('opens by itself when a drill ends, and once', () => {
    const { ui, hear, dialog } = openWindow(drill('a', 'under-way'))
    expect(dialog()).toBeUndefined()
    hear(drill('a', 'ended'))
    expect(dialog()).toEqual(debrief('a'))
    ui.closeDialog()
    hear(drill('a', 'ended'))
    expect(dialog()).toBeUndefined()
  })

  it('is not opened for a drill that had ended before', () => {
    const { hear, dialog } = openWindow()
    hear(drill('a', 'ended'))
    expect(dialog()).toBeUndefined()
  })

  it('outlasts an engine that is started again', () => {
    const { hear, dialog } = openWindow(drill('a', 'under-way'))
    hear()
    hear(drill('a', 'ended'))
    expect(dialog()).toEqual(debrief('a'))
  })

  it('waits until a dialog that a part of the screen opened for itself is left', () => {
    const { hear, ask, dialog } = openWindow(drill('a', 'under-way'))
    ask(true)
    hear(drill('a', 'ended'))
    expect(dialog()).toBeUndefined()
    ask(false)
    expect(dialog()).toEqual(debrief('a'))
  })

  it('takes the place of the question whether the drill is to end', () => {
    const { ui, hear, ask, dialog } = openWindow(drill('a', 'under-way'))
    ui.open({ kind: 'drill', about: { show: 'give-up', drillId: 'a' } })
    ask(true)
    hear(drill('a', 'ended'))
    expect(dialog()).toEqual(debrief('a'))
  })

  it('waits until another dialog, or the palette, is left', () => {
    const { ui, hear, dialog } = openWindow(drill('a', 'under-way'))
    ui.open({ kind: 'run-note' })
    hear(drill('a', 'ended'))
    expect(dialog()).toEqual({ kind: 'run-note' })
    ui.setState({ paletteOpen: true, dialog: undefined })
    expect(dialog()).toBeUndefined()
    ui.setState({ paletteOpen: false })
    expect(dialog()).toEqual(debrief('a'))
  })

  it('takes the place of what asks whether the drill is to end', () => {
    const { ui, hear, dialog } = openWindow(drill('a', 'under-way'))
    ui.open({ kind: 'drill', about: { show: 'give-up', drillId: 'a' } })
    hear(drill('a', 'ended'))
    expect(dialog()).toEqual(debrief('a'))
  })

  it('is nobody’s where nobody looks any more', () => {
    const { hear, stop, dialog } = openWindow(drill('a', 'under-way'))
    stop()
    hear(drill('a', 'ended'))
    expect(dialog()).toBeUndefined()
  })
})
