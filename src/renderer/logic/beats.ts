import type { Verdict } from '../../shared/model/check.ts'
import type { Beat, BeatAside } from '../../shared/model/monitor.ts'

/** How a beat is drawn. `gap` is no beat: time in which nobody looked. */
export type BeatLook = Verdict | BeatAside | 'gap'

/** A look may come late by this many intervals before the time between counts as a gap. */
const gapIntervals = 2.5
/** Slow looks of fast monitors are no gap. */
const leastGapMs = 15_000

/** Beats as they are drawn, oldest first: one slot a look, and one where nobody looked. */
export function beatLooks(beats: readonly Beat[], everySeconds: number): BeatLook[] {
  const gapMs = Math.max(everySeconds * 1000 * gapIntervals, leastGapMs)
  const looks: BeatLook[] = []
  let before: number | undefined
  for (const beat of beats) {
    const at = Date.parse(beat.at)
    if (before !== undefined && at - before > gapMs) looks.push('gap')
    looks.push(beat.aside ?? beat.verdict)
    before = at
  }
  return looks
}

export const beatPitchPx = 5
export const beatHeightPx = 18
const widthPx = 3.5

/** Failures stand out by height as well as by colour; what does not count stays low. */
const heights: Record<BeatLook, number> = {
  failed: beatHeightPx,
  passed: 13,
  unknown: 13,
  'first-look': 7,
  maintenance: 7,
  gap: 0,
}

/** One path for all beats of a look, so that a tile is a handful of elements. */
export function beatPaths(looks: readonly BeatLook[]): [look: BeatLook, path: string][] {
  const paths = new Map<BeatLook, string>()
  looks.forEach((look, index) => {
    const x = index * beatPitchPx
    const shape =
      look === 'gap'
        ? `M${x + beatPitchPx / 2 - 0.5} 0v${beatHeightPx}`
        : rectangle(x, heights[look], look === 'unknown' ? 0.5 : 0)
    paths.set(look, (paths.get(look) ?? '') + shape)
  })
  return [...paths]
}

/** Standing on the bottom; drawn as an outline it is inset by half of its line. */
function rectangle(x: number, height: number, inset: number): string {
  const width = widthPx - 2 * inset
  const top = beatHeightPx - height + inset
  return `M${x + inset} ${top}h${width}v${height - 2 * inset}h${-width}z`
}
