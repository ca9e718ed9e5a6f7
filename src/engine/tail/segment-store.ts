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

/**
 * A segment's rows, each read when it is asked for: all of them at once would hold the engine up. A
 * string is one that came from the disk; the last before a power cut may be half of one.
 */
type Rows = (StoredLine | string)[]

interface Segment {
  file: string
  firstN: number
  bytes: number
}

export interface SegmentStoreOptions {
  /** Made when the first line is kept. */
  dir: string
  budgetBytes: number
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

export function openSegmentStore({ dir, budgetBytes }: SegmentStoreOptions): SegmentStore {
  const segments = listSegments(dir)
  const atHand = new Map<string, Rows>()
  let removed = 0
  /** What is written to now. Its rows stay at hand: each page is read of it, and it ends at its size. */
  let open: { segment: Segment; descriptor: number; rows: Rows } | undefined
  let lastN = 0
  const last = segments.at(-1)
  if (last) lastN = lastNumber(rowsOf(last)) ?? last.firstN - 1

  function rowsOf(segment: Segment): Rows {
    if (segment === open?.segment) return open.rows
    const known = atHand.get(segment.file)
    if (known) return known
    let text = ''
    try {
      text = readFileSync(join(dir, segment.file), 'utf8')
    } catch {
      // The budget took it while somebody was reading.
      return []
    }
    const rows: Rows = text.split('\n').filter((row) => row !== '')
    keepAtHand(segment, rows)
    return rows
  }

  function keepAtHand(segment: Segment, rows: Rows): void {
    atHand.set(segment.file, rows)
    const [oldest] = atHand.keys()
    if (atHand.size > mostAtHand && oldest !== undefined) atHand.delete(oldest)
  }

  function segmentFor(bytes: number): NonNullable<typeof open> {
    if (open && open.segment.bytes + bytes <= segmentBytes) return open
    if (open) {
      closeSync(open.descriptor)
      keepAtHand(open.segment, open.rows)
    }
    open = undefined
    const firstN = lastN + 1
    const segment = { file: `${String(firstN).padStart(12, '0')}.log`, firstN, bytes: 0 }
    if (segments.length === 0) mkdirSync(dir, { recursive: true, mode: 0o700 })
    const descriptor = openSync(join(dir, segment.file), 'a', 0o600)
    segments.push(segment)
    open = { segment, descriptor, rows: [] }
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
      const added = lines.map((line, index): StoredLine => ({ ...line, n: lastN + 1 + index }))
      const text = added.map(encodeLine).join('')
      const bytes = Buffer.byteLength(text)
      try {
        const { segment, descriptor, rows } = segmentFor(bytes)
        writeSync(descriptor, text)
        segment.bytes += bytes
        for (const line of added) rows.push(line)
      } catch {
        return false
      }
      lastN += added.length
      keepBudget()
      return true
    },
    *forwards(after) {
      for (const [index, segment] of segments.slice().entries()) {
        const next = segments[index + 1]
        if (next && next.firstN <= after + 1) continue
        const rows = rowsOf(segment)
        for (let at = placeOf(rows, after + 1); at < rows.length; at++) {
          const line = lineAt(rows, at)
          if (line) yield line
        }
      }
    },
    *backwards(before) {
      for (const segment of segments.toReversed()) {
        if (segment.firstN >= before) continue
        const rows = rowsOf(segment)
        for (let at = placeOf(rows, before) - 1; at >= 0; at--) {
          const line = lineAt(rows, at)
          if (line) yield line
        }
      }
    },
    numberAt(atMs) {
      for (const segment of segments.toReversed()) {
        const rows = rowsOf(segment)
        const first = lineAt(rows, 0)
        if (!first || (first.atMs >= atMs && segment !== segments[0])) continue
        for (let at = 0; at < rows.length; at++) {
          const line = lineAt(rows, at)
          if (line && line.atMs >= atMs) return line.n
        }
        return lastNumber(rows) ?? first.n
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

function lineAt(rows: Rows, at: number): StoredLine | undefined {
  const row = rows[at]
  return typeof row === 'string' ? decodeLine(row) : row
}

const numberOf = (row: StoredLine | string | undefined) =>
  typeof row === 'string' ? Number.parseInt(row, 10) : (row?.n ?? Number.POSITIVE_INFINITY)

function lastNumber(rows: Rows): number | undefined {
  for (let at = rows.length - 1; at >= 0; at--) {
    const line = lineAt(rows, at)
    if (line) return line.n
  }
  return undefined
}

/** Of the first row with this number or a later one. */
function placeOf(rows: Rows, n: number): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (numberOf(rows[middle]) < n) from = middle + 1
    else to = middle
  }
  return from
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
      bytes: statSync(join(dir, file)).size,
    }))
}
