import type { Message } from '../../shared/messages/message.ts'
import type { LogLine } from '../../shared/model/tail.ts'
import { parseLine } from './parse-line.ts'

/** A line as it lies on the disk: redacted and inert, and not yet parsed. */
export interface StoredLine {
  n: number
  atMs: number
  tailId: string
  origin?: string
  raw: string
  note?: Message
}

/** One row of a segment. */
export function encodeLine({ n, atMs, tailId, origin, raw, note }: StoredLine): string {
  const body = note ? { note } : origin === undefined ? raw : [origin, raw]
  return `${n}\t${atMs}\t${tailId}\t${JSON.stringify(body)}\n`
}

export function decodeLine(row: string): StoredLine | undefined {
  const [n, atMs, tailId, ...rest] = row.split('\t')
  let body: unknown
  try {
    body = JSON.parse(rest.join('\t'))
  } catch {
    // The last row before a power cut may be half of one.
    return undefined
  }
  const line = { n: Number(n), atMs: Number(atMs), tailId: tailId ?? '' }
  if (typeof body === 'string') return { ...line, raw: body }
  if (Array.isArray(body)) return { ...line, origin: String(body[0]), raw: String(body[1]) }
  if (typeof body === 'object' && body !== null && 'note' in body)
    return { ...line, raw: '', note: body.note as Message }
  return undefined
}

/** What a window shows of it. */
export function readLine({ n, atMs, tailId, origin, raw, note }: StoredLine): LogLine {
  if (note) return { n, atMs, tailId, text: '', note }
  const cut = raw.indexOf('\n')
  const { text, level, event, fields } = parseLine(cut < 0 ? raw : raw.slice(0, cut))
  const all = origin === undefined ? fields : { ...fields, origin }
  return {
    n,
    atMs,
    tailId,
    text: cut < 0 ? text : text + raw.slice(cut),
    ...(level === undefined ? {} : { level }),
    ...(event === undefined ? {} : { event }),
    ...(all === undefined ? {} : { fields: all }),
  }
}
