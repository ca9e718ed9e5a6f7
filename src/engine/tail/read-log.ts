import type { LogColumn, LogHistogram, LogPage } from '../../shared/model/tail.ts'
import type { LineFilter } from './line-filter.ts'
import type { SegmentStore } from './segment-store.ts'
import { readLine } from './stored-line.ts'

/** A call looks for no longer than this: the engine has other things to do. */
const longestLookMs = 150
/** How many lines are read between two looks at the clock. */
const linesAtOnce = 256

export interface PageWanted {
  filter: LineFilter
  after?: number
  before?: number
  limit: number
}

/** Some lines that the filter lets through, and how far it got in a moment. */
export function readPage(segments: SegmentStore, wanted: PageWanted): LogPage {
  const { filter, after, limit } = wanted
  const before = wanted.before ?? segments.lastN + 1
  const source = after === undefined ? segments.backwards(before) : segments.forwards(after)
  const lines: LogPage['lines'] = []
  const budget = createBudget()
  let reachedN = after ?? before
  let isEnd = true
  for (const stored of source) {
    reachedN = stored.n
    if (stored.note || filter.ofRaw(stored.raw)) {
      const line = readLine(stored)
      if (line.note || filter.ofLine(line)) lines.push(line)
    }
    if (lines.length < limit && !budget.isSpent()) continue
    isEnd = false
    break
  }
  if (after === undefined) lines.reverse()
  const { firstN, lastN } = segments
  return { lines, firstN, lastN, reachedN, isEnd }
}

/** Lines by level over a stretch of time. The stream is nearly in order: it is read from its end. */
export function readHistogram(
  segments: SegmentStore,
  {
    filter,
    fromMs,
    toMs,
    columns,
  }: { filter: LineFilter; fromMs: number; toMs: number; columns: number },
): LogHistogram {
  const stepMs = (toMs - fromMs) / columns
  const found: LogColumn[] = Array.from({ length: columns }, (_, index) => ({
    fromMs: Math.round(fromMs + index * stepMs),
    counts: {},
  }))
  const budget = createBudget()
  let completeFromMs = fromMs
  for (const stored of segments.backwards(segments.lastN + 1)) {
    // Lines that came late stand where they came: look a little further than the beginning.
    if (stored.atMs < fromMs - 60_000) break
    if (budget.isSpent()) {
      completeFromMs = Math.min(toMs, Math.max(fromMs, stored.atMs))
      break
    }
    const column = found[Math.floor((stored.atMs - fromMs) / stepMs)]
    if (!column || stored.note || !filter.ofRaw(stored.raw)) continue
    const line = readLine(stored)
    if (!filter.ofLine(line)) continue
    const level = line.level ?? 'none'
    column.counts[level] = (column.counts[level] ?? 0) + 1
  }
  return { columns: found, completeFromMs }
}

function createBudget(): { isSpent(): boolean } {
  const endMs = performance.now() + longestLookMs
  let lines = 0
  return {
    isSpent: () => ++lines % linesAtOnce === 0 && performance.now() > endMs,
  }
}
