import { longestPatternWindowS } from './pattern-counter.ts'
import type { SegmentStore } from './segment-store.ts'
import type { StoredLine } from './stored-line.ts'
import type { Tail } from './tail.ts'

/** A slice takes no longer than this: the engine has other things to do. */
const longestSliceMs = 40
/** Lines that came late stand where they came: it looks a little further than the beginning. */
const latestMs = 60_000
/** However far a window reaches, no more is read again than this. */
const mostLines = 1_000_000

/** What was kept before this engine began, given back to the tails that count it. */
export interface Recall {
  /** Newest first, for a moment; whether all is recalled. */
  step(): boolean
}

export function createRecall(
  segments: SegmentStore,
  tails: ReadonlyMap<string, Tail>,
  nowMs: number,
): Recall {
  const wanted = new Map(
    [...tails.values()].map((tail): [string, Remembered] => [
      tail.spec.id,
      { tail, fromMs: nowMs - windowMsOf(tail), sinceMs: undefined, isHoled: false },
    ]),
  )
  const beginMs = Math.min(nowMs, ...[...wanted.values()].map(({ fromMs }) => fromMs)) - latestMs
  // From the end as it is now: what comes later is counted as it comes.
  const lines = segments.backwards(segments.lastN + 1)
  let count = 0

  const take = (line: StoredLine) => {
    if (line.note) {
      // Nothing is known to be whole beyond a hole of it, or of all of them.
      if (isHole(line))
        for (const [tailId, one] of wanted)
          if (line.tailId === '' || line.tailId === tailId) one.isHoled = true
      return
    }
    const found = wanted.get(line.tailId)
    if (!found) return
    if (!found.isHoled) found.sinceMs = Math.max(found.fromMs, line.atMs)
    if (line.atMs >= found.fromMs) found.tail.recall(line)
  }

  return {
    step() {
      const endMs = performance.now() + longestSliceMs
      for (;;) {
        const next = lines.next()
        if (next.done === true || next.value.atMs < beginMs || ++count > mostLines) break
        take(next.value)
        if (count % 64 === 0 && performance.now() > endMs) return false
      }
      for (const { tail, sinceMs } of wanted.values()) tail.recalled(sinceMs ?? nowMs)
      return true
    },
  }
}

interface Remembered {
  tail: Tail
  fromMs: number
  sinceMs: number | undefined
  isHoled: boolean
}

const windowMsOf = ({ spec }: Tail) =>
  Math.max(longestPatternWindowS, ...(spec.metrics ?? []).map((one) => one.windowSeconds)) * 1000

const isHole = ({ note }: StoredLine) =>
  note !== undefined && (note.id.startsWith('tail.gap.') || note.id === 'tail.disk-back')
