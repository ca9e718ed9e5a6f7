import { StringDecoder } from 'node:string_decoder'

import { parseMark } from './boot.ts'
import type { JobIdentity, JobState } from './boot.ts'

/** What may come before the mark (a login shell's greeting) and is looked through for it. */
const preambleCharacters = 64 * 1024

export interface OutputCapture {
  push(chunk: Uint8Array | string): void
  /** Takes what a cut-off character left behind. Nothing may be pushed after it. */
  end(): void
  /** What came after the mark; all of it where there was no mark. */
  readonly text: string
  readonly truncated: boolean
  /** What the job said of itself, once it did. */
  readonly mark: { job: JobIdentity; state: JobState } | undefined
}

/**
 * Keeps one stream's text: decoded as UTF-8 whatever the chunks, capped in bytes, without what came
 * before the job's mark, and passed on live as far as it is kept; all of it where the `last` is kept.
 */
export function createOutputCapture(
  mark: string,
  maxBytes: number,
  onText: (text: string) => void,
  kept: 'first' | 'last' = 'first',
): OutputCapture {
  const decoder = new StringDecoder('utf8')
  let preamble = ''
  let found: ReturnType<typeof parseMark>
  let text = ''
  let keptBytes = 0
  let truncated = false

  const keepLast = (piece: string) => {
    if (piece === '') return
    const all = text + piece
    truncated ||= all.length > maxBytes
    text = all.slice(Math.max(0, all.length - maxBytes))
    onText(piece)
  }

  const keepFirst = (piece: string) => {
    if (piece === '' || truncated) return
    const bytes = Buffer.byteLength(piece)
    let whole = piece
    if (keptBytes + bytes > maxBytes) {
      truncated = true
      // Never half a character: the decoder holds back the bytes of one that the cap cuts.
      whole = new StringDecoder('utf8').write(Buffer.from(piece).subarray(0, maxBytes - keptBytes))
      if (whole === '') return
    }
    keptBytes += bytes
    text += whole
    onText(whole)
  }
  const keep = kept === 'first' ? keepFirst : keepLast

  const take = (piece: string) => {
    if (found) return keep(piece)
    preamble += piece
    const start = preamble.indexOf(mark)
    if (start < 0) {
      // Long noise loses its beginning, never the start of a mark that is still coming in.
      if (preamble.length > preambleCharacters) preamble = preamble.slice(-preambleCharacters / 2)
      return
    }
    const end = preamble.indexOf('\n', start)
    if (end < 0) return
    found = parseMark(preamble.slice(start, end))
    if (!found) return
    const rest = preamble.slice(end + 1)
    preamble = ''
    keep(rest)
  }

  return {
    push: (chunk) => take(typeof chunk === 'string' ? chunk : decoder.write(chunk)),
    end: () => take(decoder.end()),
    get text() {
      return found ? text : preamble
    },
    get truncated() {
      return truncated
    },
    get mark() {
      return found
    },
  }
}
