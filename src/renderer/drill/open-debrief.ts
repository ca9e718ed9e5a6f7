import type { Session } from '../state/session.ts'
import type { UiState } from '../state/ui.ts'

/** The dialogs on the screen, also those that only whoever opened them knows of. */
export interface DialogsShown {
  isOpen: () => boolean
  onChange: (listener: () => void) => () => void
}

/**
 * A drill that ends while a window looks on opens its debrief there, once; whoever is in the middle
 * of something else that asks ends that first. Until the returned function is called.
 */
export function openDebriefs(
  { ui, drills }: Pick<Session, 'ui' | 'drills'>,
  shown: DialogsShown,
): () => void {
  const underWay = new Set<string>()
  let due: string | undefined
  const look = () => {
    for (const { drillId, state } of drills.getState().entries.values()) {
      if (state === 'under-way') underWay.add(drillId)
      else if (underWay.delete(drillId)) due = drillId
    }
    if (due === undefined || isAsking(ui.getState(), shown)) return
    const drillId = due
    due = undefined
    ui.open({ kind: 'drill', about: { show: 'debrief', drillId } })
  }
  look()
  const stops = [drills.subscribe(look), ui.subscribe(look), shown.onChange(look)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What asks whether the drill is to end has its answer with that. */
function isAsking({ dialog, paletteOpen }: UiState, shown: DialogsShown): boolean {
  if (paletteOpen) return true
  if (dialog === undefined) return shown.isOpen()
  return dialog.kind !== 'drill' || dialog.about.show === 'start'
}
