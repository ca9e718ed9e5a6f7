import type { Session } from '../state/session.ts'
import type { UiState } from '../state/ui.ts'

/**
 * A drill that ends while a window looks on opens its debrief there, once; whoever is in the middle
 * of something else that asks ends that first. Until the returned function is called.
 */
export function openDebriefs({ ui, drills }: Pick<Session, 'ui' | 'drills'>): () => void {
  const underWay = new Set<string>()
  let due: string | undefined
  const look = () => {
    for (const { drillId, state } of drills.getState().entries.values()) {
      if (state === 'under-way') underWay.add(drillId)
      else if (underWay.delete(drillId)) due = drillId
    }
    if (due === undefined || isAsking(ui.getState())) return
    const drillId = due
    due = undefined
    ui.open({ kind: 'drill', about: { show: 'debrief', drillId } })
  }
  look()
  const stops = [drills.subscribe(look), ui.subscribe(look)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What asks whether the drill is to end has its answer with that. */
function isAsking({ dialog, paletteOpen }: UiState): boolean {
  if (paletteOpen) return true
  if (dialog === undefined) return false
  return dialog.kind !== 'drill' || dialog.about.show === 'start'
}
