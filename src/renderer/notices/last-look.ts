import type { RunEvent } from '../../shared/model/run.ts'

/** An absence shorter than this is none. */
export const shortestAwayMs = 60_000
const keyOf = (runId: string) => `warroom.seen.${runId}`

/** Up to where somebody had seen a run's history, and until when they looked. */
export interface Look {
  seq: number
  atMs: number
}

/** A time in which nobody looked at this window. */
export interface Absence {
  /** The last event that was seen before it. */
  seq: number
  fromMs: number
  untilMs: number
}

/** Kept over a restart, for when the run is opened again; anything odd is no look at all. */
export function recallLook(storage: Storage | undefined, runId: string): Look | undefined {
  try {
    const known: unknown = JSON.parse(storage?.getItem(keyOf(runId)) ?? 'null')
    if (typeof known !== 'object' || known === null) return undefined
    const { seq, atMs } = known as Record<string, unknown>
    return typeof seq === 'number' && typeof atMs === 'number' ? { seq, atMs } : undefined
  } catch {
    return undefined
  }
}

export function keepLook(storage: Storage | undefined, runId: string, look: Look): void {
  try {
    storage?.setItem(keyOf(runId), JSON.stringify(look))
  } catch {
    // A full storage costs a convenience and nothing else.
  }
}

/** The absence that ends now, if it was one. One that nobody has dismissed yet is lengthened. */
export function absenceSince(
  look: Look | undefined,
  nowMs: number,
  before?: Absence,
): Absence | undefined {
  if (look === undefined || nowMs - look.atMs < shortestAwayMs) return before
  const { seq, fromMs } = before ?? { seq: look.seq, fromMs: look.atMs }
  return { seq, fromMs, untilMs: nowMs }
}

/** What happened in an absence; it may be heard of later, when the engine's word comes again. */
export function eventsIn(absence: Absence, events: readonly RunEvent[]): readonly RunEvent[] {
  return events.filter(({ seq, at }) => seq > absence.seq && Date.parse(at) <= absence.untilMs)
}
