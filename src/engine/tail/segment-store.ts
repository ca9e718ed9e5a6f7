import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import { decodeLine, encodeLine, type StoredLine } from './stored-line.ts'

const segmentBytes = 4 * 1024 * 1024
/** Segments whose rows are kept at hand: reading on, back or forth, meets the same one again. */
const mostAtHand = 3
const rowName = /^(\d{12})\.log$/

interface Segment {
  file: string
  firstN: number
  lines: number
  bytes: number
}

export interface SegmentStoreOptions {
  /** Made where it is missing. */
  dir: string
  budgetBytes: number
  /** Somebody else writes here. */
  readOnly?: boolean
}

/** The merged stream of a run on the disk, in pieces, the oldest of which go beyond the budget. */
export interface SegmentStore extends Disposable {
  /** Numbers them, and writes them out; false where the disk took nothing. */
  append(lines: readonly Omit<StoredLine, 'n'>[]): boolean
  /** Lines with n > after, oldest first. */
  forwards(after: number): Generator<StoredLine>
  /** Lines with n < before, newest first. */
  backwards(before: number): Generator<StoredLine>
  /** The first line that is of this time or later, as far as they are in order. */
  numberAt(atMs: number): number
  readonly firstN: number
  readonly lastN: number
  /** Lines that the budget took. */
  readonly removed: number
}

export function openSegmentStore({
  dir,
  budgetBytes,
  readOnly,
}: SegmentStoreOptions): SegmentStore {
  if (!readOnly) mkdirSync(dir, { recursive: true, mode: 0o700 })
  const segments = listSegments(dir)
  const atHand = new Map<string, StoredLine[]>()
  let removed = 0
  let open: { segment: Segment; descriptor: number } | undefined
  let lastN = 0
  const last = segments.at(-1)
  if (last) lastN = rowsOf(last).at(-1)?.n ?? last.firstN - 1

  function rowsOf(segment: Segment): StoredLine[] {
    const known = atHand.get(segment.file)
    if (known && segment !== open?.segment) return known
    let text = ''
    try {
      text = readFileSync(join(dir, segment.file), 'utf8')
    } catch {
      // The budget took it while somebody was reading.
      return []
    }
    const rows = text.split('\n').flatMap((row) => (row === '' ? [] : (decodeLine(row) ?? [])))
    if (segment === open?.segment) return rows
    atHand.set(segment.file, rows)
    const [oldest] = atHand.keys()
    if (atHand.size > mostAtHand && oldest !== undefined) atHand.delete(oldest)
    return rows
  }

  function segmentFor(bytes: number): { segment: Segment; descriptor: number } {
    if (open && open.segment.bytes + bytes <= segmentBytes) return open
    if (open) closeSync(open.descriptor)
    open = undefined
    const firstN = lastN + 1
    const segment = { file: `${String(firstN).padStart(12, '0')}.log`, firstN, lines: 0, bytes: 0 }
    const descriptor = openSync(join(dir, segment.file), 'a', 0o600)
    segments.push(segment)
    open = { segment, descriptor }
    return open
  }

  function keepBudget(): void {
    let total = 0
    for (const { bytes } of segments) total += bytes
    while (total > budgetBytes && segments.length > 1) {
      const [oldest, next] = segments
      if (!oldest || !next) return
      segments.shift()
      atHand.delete(oldest.file)
      rmSync(join(dir, oldest.file), { force: true })
      total -= oldest.bytes
      removed += next.firstN - oldest.firstN
    }
  }

  return {
    append(lines) {
      let n = lastN
      const text = lines.map((line) => encodeLine({ ...line, n: ++n })).join('')
      const bytes = Buffer.byteLength(text)
      try {
        const { segment, descriptor } = segmentFor(bytes)
        writeSync(descriptor, text)
        segment.bytes += bytes
        segment.lines += lines.length
      } catch {
        return false
      }
      lastN = n
      keepBudget()
      return true
    },
    *forwards(after) {
      for (const [index, segment] of segments.slice().entries()) {
        const next = segments[index + 1]
        if (next && next.firstN <= after + 1) continue
        for (const line of rowsOf(segment)) if (line.n > after) yield line
      }
    },
    *backwards(before) {
      for (const segment of segments.toReversed()) {
        if (segment.firstN >= before) continue
        const rows = rowsOf(segment)
        for (let at = rows.length - 1; at >= 0; at--) {
          const line = rows[at]
          if (line && line.n < before) yield line
        }
      }
    },
    numberAt(atMs) {
      for (const segment of segments.toReversed()) {
        const rows = rowsOf(segment)
        const [first] = rows
        if (!first || (first.atMs >= atMs && segment !== segments[0])) continue
        return (rows.find((line) => line.atMs >= atMs) ?? rows.at(-1) ?? first).n
      }
      return lastN
    },
    get firstN() {
      return segments[0]?.firstN ?? 1
    },
    get lastN() {
      return lastN
    },
    get removed() {
      return removed
    },
    [Symbol.dispose]() {
      if (open) closeSync(open.descriptor)
      open = undefined
    },
  }
}

function listSegments(dir: string): Segment[] {
  let names: string[] = []
  try {
    names = readdirSync(dir)
  } catch {
    return []
  }
  return names
    .filter((name) => rowName.test(name))
    .toSorted()
    .map((file) => ({
      file,
      firstN: Number(rowName.exec(file)?.[1]),
      lines: 0,
      bytes: statSync(join(dir, file)).size,
    }))
}
