import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'

import { message } from '../../../shared/messages/message.ts'
import type { PiiKind } from '../../../shared/model/pii.ts'
import type { Clock } from '../../time/clock.ts'
import { createLineSplitter, mostLineCharacters } from '../line-splitter.ts'
import type { PiiFinder } from './find-pii.ts'
import { maskPii } from './mask.ts'
import type { PiiResult } from './pii-evidence.ts'
import { noCounts } from './scan-pii.ts'

const mostFindings = 200
/** A slice takes no longer than this: the engine has other things to do. */
const longestSliceMs = 60

/** Looks through a file as its bytes come. */
export interface FileScan {
  readonly name: string
  readonly counts: Readonly<Record<PiiKind, number>>
  readonly findings: readonly PiiResult['found'][number][]
  readonly lines: number
  readonly bytes: number
  push(bytes: Uint8Array, isLast: boolean): Promise<void>
  /** Once all of it came. */
  result(): PiiResult | undefined
}

export function createFileScan(name: string, find: PiiFinder, clock: Clock): FileScan {
  const startedAt = clock.now()
  const startedMs = clock.monotonicMs()
  const hash = createHash('sha256')
  const counts = noCounts()
  const findings: PiiResult['found'] = []
  const waiting: string[] = []
  // One more than is looked at, so that what is cut shows.
  const splitter = createLineSplitter((line) => waiting.push(line), mostLineCharacters + 1)
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let [lines, bytes, cut] = [0, 0, 0]
  let isText = true
  let isDone = false

  const look = (line: string) => {
    lines++
    if (line.includes('\0')) isText = false
    if (line.length > mostLineCharacters) cut++
    for (const { kind, start, end } of find(line)) {
      counts[kind]++
      if (findings.length < mostFindings)
        findings.push({ kind, masked: maskPii(kind, line.slice(start, end)), line: lines })
    }
  }
  const doubt = () => {
    if (!isText) return message('tail.pii.not-text')
    return cut > 0 ? message('tail.pii.cut', { lines: cut }) : undefined
  }

  return {
    name,
    counts,
    findings,
    get lines() {
      return lines
    },
    get bytes() {
      return bytes
    },
    async push(chunk, isLast) {
      decoder ??= new TextDecoder(encodingOf(chunk))
      hash.update(chunk)
      bytes += chunk.length
      splitter.push(decoder.decode(chunk, { stream: !isLast }))
      if (isLast) splitter.end()
      let endMs = performance.now() + longestSliceMs
      for (const line of waiting.splice(0)) {
        look(line)
        if (performance.now() < endMs) continue
        await setImmediate()
        endMs = performance.now() + longestSliceMs
      }
      isDone = isLast
    },
    result() {
      if (!isDone) return undefined
      const why = doubt()
      return {
        startedAt,
        durationMs: clock.monotonicMs() - startedMs,
        target: name,
        counts,
        found: findings,
        lines,
        facts: { bytes, sha256: hash.copy().digest('hex') },
        ...(why === undefined ? {} : { doubt: why }),
      }
    },
  }
}

/** By its first two bytes; everything else is read as UTF-8. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
