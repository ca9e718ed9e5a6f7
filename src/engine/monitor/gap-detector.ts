import type { GapCause } from '../../shared/model/monitor.ts'
import type { Clock } from '../time/clock.ts'

/** Nobody looked from `fromMs` to `toMs`; for a clock that was set back, `toMs` is the earlier. */
export interface Gap {
  cause: GapCause | 'clock-back'
  fromMs: number
  toMs: number
}

/** A busy machine may be this late; a machine that slept is later. */
const stallMs = 5000
/** The two clocks do not drift apart by this much between two looks at them. */
const jumpMs = 2000

/**
 * Finds out that time went by without us, from the two clocks alone: where the monotonic clock stops
 * during sleep (Linux), the wall clock runs ahead of it; where it goes on (Windows, macOS), both come
 * late. A clock set by hand looks like the first.
 */
export function createGapDetector(clock: Clock) {
  let wallMs = Date.parse(clock.now())
  let monotonicMs = clock.monotonicMs()
  return {
    /** To be called at least each second, and before anything is believed that came late. */
    check(): Gap | undefined {
      const [beforeWallMs, beforeMonotonicMs] = [wallMs, monotonicMs]
      wallMs = Date.parse(clock.now())
      monotonicMs = clock.monotonicMs()
      const passedMs = monotonicMs - beforeMonotonicMs
      const jumpedMs = wallMs - beforeWallMs - passedMs
      const gap = { fromMs: beforeWallMs, toMs: wallMs }
      if (jumpedMs < -jumpMs)
        return { cause: 'clock-back', ...gap, fromMs: beforeWallMs + passedMs }
      if (jumpedMs > jumpMs) return { cause: 'clock', ...gap }
      return passedMs > stallMs ? { cause: 'stalled', ...gap } : undefined
    },
  }
}
