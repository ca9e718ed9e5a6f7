import { piiKinds, type PiiFinding, type PiiKind, type PiiPage } from '../../../shared/model/pii.ts'
import type { SegmentStore } from '../segment-store.ts'
import type { StoredLine } from '../stored-line.ts'
import type { PiiFinder } from './find-pii.ts'
import { maskPii } from './mask.ts'

/** A slice takes no longer than this: the engine has other things to do. */
const longestSliceMs = 60
const mostFindings = 200
/** Lines that came late stand where they came: it looks a little further than the beginning. */
const latestMs = 60_000
/** A line longer than this is looked at in its first part only; loggers cut there, too. */
const longestText = 20_000

export interface PiiScanOptions {
  segments: SegmentStore
  find: PiiFinder
  /** Older lines are left alone. */
  fromMs: number
  /** Of one tail only. */
  tailId?: string
  before?: number
}

/** Looks through kept lines, newest first, for a moment; the next slice goes on at `reachedN`. */
export function scanPii({ segments, find, fromMs, tailId, before }: PiiScanOptions): PiiPage {
  const endMs = performance.now() + longestSliceMs
  const page: PiiPage = {
    findings: [],
    counts: noCounts(),
    lines: 0,
    reachedN: before ?? segments.lastN + 1,
    isEnd: true,
  }
  for (const stored of segments.backwards(page.reachedN)) {
    page.reachedMs = stored.atMs
    if (stored.atMs < fromMs - latestMs) break
    page.reachedN = stored.n
    if (
      stored.atMs >= fromMs &&
      !stored.note &&
      (tailId === undefined || stored.tailId === tailId)
    ) {
      page.lines++
      for (const { kind, masked } of findIn(stored, find)) {
        page.counts[kind]++
        if (page.findings.length < mostFindings)
          page.findings.push({
            kind,
            masked,
            tailId: stored.tailId,
            n: stored.n,
            atMs: stored.atMs,
          })
      }
    }
    // One line may be long and full of digits: the clock is looked at after each.
    if (performance.now() < endMs) continue
    page.isEnd = false
    break
  }
  return page
}

export const noCounts = (): Record<PiiKind, number> =>
  Object.fromEntries(piiKinds.map((kind) => [kind, 0])) as Record<PiiKind, number>

function findIn({ raw }: StoredLine, find: PiiFinder): Pick<PiiFinding, 'kind' | 'masked'>[] {
  const text = raw.slice(0, longestText)
  return find(text).map(({ kind, start, end }) => ({
    kind,
    masked: maskPii(kind, text.slice(start, end)),
  }))
}
