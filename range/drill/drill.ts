import { setTimeout as wait } from 'node:timers/promises'

import type { DrillKind } from '../../src/shared/model/drill.ts'
import { inTime } from '../in-time.ts'
import type { FromRange, ToRange } from '../messages.ts'
import { detailOf } from '../part-state.ts'
import type { Breakage, Breakages } from './breakage.ts'

export type DrillWish = Extract<ToRange, { type: 'drill' }>
export type DrillState = Extract<FromRange, { type: 'drill' }>

export interface Drill extends AsyncDisposable {
  /** In what ways it can break on this machine. */
  readonly possible: readonly DrillKind[]
  /** Breaks it once the time has come. One at a time: the one before is ended. */
  begin(wish: DrillWish): Promise<void>
  /** Whatever is broken is mended. */
  end(drillId: string): Promise<void>
}

interface DrillOptions {
  breakages: Breakages
  /** Everything as it is on the day: the release in service, and well. */
  prepare: () => Promise<void>
  /** Everything as it was before. */
  settle: () => Promise<void>
  /** Told how it stands, and nothing once it is over. */
  onState: (state: DrillState | undefined) => void
  /** How often it is asked whether it is whole. Default 500. */
  lookEveryMs?: number
  /** How long each of what is done to the range may take. Default 15 s. */
  stepWithinMs?: number
  /** How long it may take until it is whole, before it is broken and once it is mended. Default 10 s. */
  wholeWithinMs?: number
}

interface UnderWay {
  drillId: string
  kind: DrillKind
  breakage: Breakage | undefined
  stop: AbortController
  ended: Promise<void>
  /** How it stands, as it was told last. */
  state: () => DrillState['state'] | undefined
  /** Somebody may have seen something. */
  wasBroken: () => boolean
  tell: (state: DrillState['state'], problem?: string) => void
}

/** A range that is put away does not wait for what hangs: its servers end in any case. */
const disposedWithinMs = 6000

/** Breaks the range in one of `breakages`, unannounced, and tells when it is broken and when whole. */
export function createDrill(options: DrillOptions): Drill {
  const { breakages, prepare, settle, onState, lookEveryMs = 500 } = options
  const { stepWithinMs = 15_000, wholeWithinMs = 10_000 } = options
  const disposed = new AbortController()
  let underWay: UnderWay | undefined
  /** Of the last one: who comes meanwhile waits for it. */
  let ending = Promise.resolve()

  const inItsTime = (step: () => Promise<void>) => inTime(step(), stepWithinMs)

  /** Those that are broken still when the time is over: servers may be on their way back. */
  async function brokenAmong(kinds: readonly DrillKind[], signal: AbortSignal) {
    const deadline = performance.now() + wholeWithinMs
    for (;;) {
      const areWhole = await Promise.all(kinds.map((kind) => isWhole(breakages[kind])))
      const broken = kinds.filter((_, index) => !areWhole[index])
      if (broken.length === 0 || performance.now() > deadline) return broken
      await wait(lookEveryMs, undefined, { signal })
    }
  }

  const possible = (Object.keys(breakages) as DrillKind[]).filter((kind) => breakages[kind])

  function start(wish: DrillWish): UnderWay {
    const { drillId, kind, afterMs } = wish
    const breakage = breakages[kind]
    const stop = new AbortController()
    let told: DrillState['state'] | undefined
    let brokenAt: string | undefined
    const tell: UnderWay['tell'] = (state, problem) => {
      told = state
      const at = new Date().toISOString()
      onState({
        type: 'drill',
        drillId,
        kind,
        state,
        at,
        ...(brokenAt !== undefined && { brokenAt }),
        ...(problem !== undefined && { problem }),
      })
    }

    const run = async (): Promise<void> => {
      const { signal } = stop
      if (!breakage) return tell('failed', `“${kind}” is not possible on this machine`)
      tell('waiting')
      // What is broken before would be taken for what is practiced.
      const broken = await brokenAmong(possible, signal)
      if (broken.length > 0)
        return tell('failed', `not well before anything was broken: ${broken.join(', ')}`)
      await inItsTime(prepare)
      await wait(afterMs, undefined, { signal })
      // From here on somebody may see it, and none of that is to be called a false alarm.
      brokenAt = new Date().toISOString()
      tell('breaking')
      await inItsTime(() => breakage.begin())
      tell('broken')
      for (;;) {
        await wait(lookEveryMs, undefined, { signal })
        const state = (await isWhole(breakage)) ? 'whole' : 'broken'
        if (!signal.aborted && state !== told) tell(state)
      }
    }
    const ended = run().catch((error: unknown) => {
      if (!stop.signal.aborted) tell('failed', detailOf(error))
    })
    const wasBroken = () => brokenAt !== undefined
    return { drillId, kind, breakage, stop, ended, state: () => told, wasBroken, tell }
  }

  /** All of it, whatever one part of it comes to. */
  async function finish({ kind, breakage, stop, ended, state, wasBroken, tell }: UnderWay) {
    stop.abort()
    await ended
    const problems: string[] = []
    const attempt = (step: () => Promise<void>) =>
      inItsTime(step).catch((error: unknown) => void problems.push(detailOf(error)))
    if (breakage) await attempt(() => breakage.mend())
    await attempt(settle)
    // Where the range is put away nobody waits for the answer, and none is given.
    const { signal } = disposed
    if (problems.length === 0 && wasBroken() && !signal.aborted) {
      const broken = await brokenAmong([kind], signal).catch(() => undefined)
      if (broken?.length === 0 && state() !== 'whole' && state() !== 'failed') tell('whole')
      if (broken?.length === 1) problems.push(`not whole ${wholeWithinMs / 1000} s after mending`)
    }
    if (problems.length > 0) tell('failed', problems.join('; '))
    onState(undefined)
  }

  function end(): Promise<void> {
    const drill = underWay
    underWay = undefined
    if (drill) ending = ending.then(() => finish(drill))
    return ending
  }

  return {
    possible,
    async begin(wish) {
      await end()
      if (!disposed.signal.aborted) underWay = start(wish)
    },
    async end(drillId) {
      if (!underWay || underWay.drillId === drillId) await end()
    },
    async [Symbol.asyncDispose]() {
      disposed.abort()
      await inTime(end(), disposedWithinMs).catch(() => {})
    },
  }
}

/** What cannot be asked is not whole. */
function isWhole(breakage: Breakage | undefined): Promise<boolean> {
  return breakage?.isWhole().catch(() => false) ?? Promise.resolve(false)
}
