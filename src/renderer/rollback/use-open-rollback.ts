import { useEffect, useRef } from 'react'

import { useEngineStatus } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { UiStore } from '../state/ui.ts'

/**
 * A window that finds a rollback under way opens at it: at its own start, and when the engine was
 * started again. It is done once for each engine, so that looking elsewhere stays possible.
 */
export function useOpenRollback(): void {
  const { ui } = useSession()
  const status = useEngineStatus()
  const seen = useRef<string>(undefined)
  const engineId = status?.engineId
  const found = status?.rollbacks
  useEffect(() => {
    if (engineId === undefined || seen.current === engineId) return
    seen.current = engineId
    const { runId } = ui.getState()
    const one = found?.find((each) => each.runId === runId) ?? found?.[0]
    if (one) ui.openRun(one.runId, 'rollback')
  }, [engineId, found, ui])
}

/** The way back, in front of whatever else was asked; but what is being started is not lost sight of. */
export function showRollback(ui: UiStore): void {
  const { dialog } = ui.getState()
  if (dialog?.kind === 'drill' && dialog.about.show === 'start' && dialog.about.isStarting) return
  ui.setState({ paletteOpen: false })
  ui.closeDialog()
  ui.go('rollback')
}

/** Alt R shows the way back, from anywhere. */
export function useRollbackKey(): void {
  const { ui } = useSession()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { code, altKey, ctrlKey, metaKey, shiftKey } = event
      if (code !== 'KeyR' || !altKey || ctrlKey || metaKey || shiftKey) return
      event.preventDefault()
      showRollback(ui)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [ui])
}
