import { isContinuation } from './plain-line.ts'

/** Lines of several sources are put in order within this; what comes later stands where it came. */
export const reorderMs = 500
/** A stack trace longer than this goes on as lines of its own. */
const mostFolded = 200

export interface PendingLine {
  tailId: string
  /** When it is from, its source's clock corrected. */
  atMs: number
  arrivedMs: number
  /** As it came, and below it the lines that belong to it. */
  raw: string
  origin?: string
}

export interface Merger {
  add(line: PendingLine): void
  /** Lines whose time is over, in order; the oldest of them where there are more than `most`. */
  take(nowMs: number, most?: number): PendingLine[]
  /** All that is held, whatever its time. */
  takeAll(): PendingLine[]
  readonly held: number
}

/** Merges sources by time: each line waits a moment for older ones of others. */
export function createMerger(): Merger {
  let held: PendingLine[] = []
  /** The latest line of each source that is still held. */
  const latest = new Map<string, { line: PendingLine; folded: number }>()

  const inOrder = (lines: PendingLine[]) => lines.toSorted((left, right) => left.atMs - right.atMs)

  return {
    add(line) {
      const key = `${line.tailId} ${line.origin ?? ''}`
      const before = latest.get(key)
      if (before && before.folded < mostFolded && isContinuation(line.raw)) {
        before.line.raw += `\n${line.raw}`
        before.folded++
        return
      }
      held.push(line)
      latest.set(key, { line, folded: 0 })
    },
    take(nowMs, most = Infinity) {
      const isRipe = ({ arrivedMs }: PendingLine) => arrivedMs <= nowMs - reorderMs
      const ripe = inOrder(held.filter(isRipe))
      if (ripe.length === 0) return ripe
      const rest = ripe.splice(most)
      held = [...rest, ...held.filter((line) => !isRipe(line))]
      const gone = new Set(ripe)
      for (const [key, { line }] of latest) if (gone.has(line)) latest.delete(key)
      return ripe
    },
    takeAll() {
      const all = inOrder(held)
      held = []
      latest.clear()
      return all
    },
    get held() {
      return held.length
    },
  }
}
