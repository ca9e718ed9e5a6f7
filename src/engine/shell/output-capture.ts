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
 * before the job's mark, and passed on live as far as it is kept.
 */
export function createOutputCapture(
  mark: string,
  maxBytes: number,
  onText: (text: string) => void,
): OutputCapture {
  const decoder = new StringDecoder('utf8')
  let preamble = ''
  let found: ReturnType<typeof parseMark>
  let text = ''
  let keptBytes = 0
  let truncated = false

  const keep = (piece: string) => {
    if (piece === '' || truncated) return
    const bytes = Buffer.byteLength(piece)
    let kept = piece
    if (keptBytes + bytes > maxBytes) {
      truncated = true
      // Never half a character: the decoder holds back the bytes of one that the cap cuts.
      kept = new StringDecoder('utf8').write(Buffer.from(piece).subarray(0, maxBytes - keptBytes))
      if (kept === '') return
    }
    keptBytes += bytes
    text += kept
    onText(kept)
  }

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
