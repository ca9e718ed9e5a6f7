import { setTimeout as wait } from 'node:timers/promises'

import type { DrillKind } from '../../src/shared/model/drill.ts'
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
  prepare: (wish: DrillWish) => Promise<void>
  /** Everything as it was before. */
  settle: () => Promise<void>
  /** Told how it stands, and nothing once it is over. */
  onState: (state: DrillState | undefined) => void
  /** How often it is asked whether it is whole. Default 500. */
  lookEveryMs?: number
}

interface UnderWay {
  drillId: string
  breakage: Breakage | undefined
  stop: AbortController
  ended: Promise<void>
  /** How it stands, as it was told last. */
  state: () => DrillState['state'] | undefined
  tell: (state: DrillState['state'], problem?: string) => void
}

/** Breaks the range in one of `breakages`, unannounced, and tells when it is broken and when whole. */
export function createDrill(options: DrillOptions): Drill {
  const { breakages, prepare, settle, onState, lookEveryMs = 500 } = options
  let underWay: UnderWay | undefined

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
      if (!breakage) return tell('failed', `“${kind}” is not possible on this machine`)
      tell('waiting')
      await prepare(wish)
      await wait(afterMs, undefined, { signal: stop.signal })
      // From here on somebody may see it, and none of that is to be called a false alarm.
      brokenAt = new Date().toISOString()
      await breakage.begin()
      tell('broken')
      for (;;) {
        await wait(lookEveryMs, undefined, { signal: stop.signal })
        const state = (await isWhole(breakage)) ? 'whole' : 'broken'
        if (!stop.signal.aborted && state !== told) tell(state)
      }
    }
    const ended = run().catch((error: unknown) => {
      if (!stop.signal.aborted) tell('failed', detailOf(error))
    })
    return { drillId, breakage, stop, ended, state: () => told, tell }
  }

  async function end(): Promise<void> {
    if (!underWay) return
    const { breakage, stop, ended, state, tell } = underWay
    underWay = undefined
    stop.abort()
    await ended
    try {
      await breakage?.mend()
      await settle()
      if (state() === 'broken') tell('whole')
    } catch (error) {
      tell('failed', detailOf(error))
    }
    onState(undefined)
  }

  return {
    possible: (Object.keys(breakages) as DrillKind[]).filter((kind) => breakages[kind]),
    async begin(wish) {
      await end()
      underWay = start(wish)
    },
    async end(drillId) {
      if (underWay?.drillId === drillId) await end()
    },
    [Symbol.asyncDispose]: end,
  }
}

/** What cannot be asked is not whole. */
function isWhole(breakage: Breakage): Promise<boolean> {
  return breakage.isWhole().catch(() => false)
}
