import iconv from 'iconv-lite'

import { message } from '../../shared/messages/message.ts'
import type { Repair } from '../../shared/model/runbook.ts'
import { unescapeOneLine } from './escaped-line.ts'
import { repairMacRoman } from './mac-roman.ts'
import { sequenceLength } from './utf8.ts'
import { repairWindows1252 } from './windows-1252.ts'

export interface DecodedText {
  /** UTF-16 text with LF line ends. */
  text: string
  /** What was done to read the bytes as meant, in the order it was done. */
  repairs: Repair[]
}

/**
 * Reads a text file as its author meant it, whatever wrote it: UTF-8, UTF-16, windows-1252, UTF-8
 * once read as Mac Roman or as windows-1252, CRLF, NULs, or a whole document on one line with `\n` spelt out.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const repairs: Repair[] = []
  const note = (kind: Repair['kind'], count: number) => {
    if (count > 0) repairs.push({ kind, count, message: message(`repair.${kind}`, { count }) })
  }

  const { text: decoded, encoding, fallbackBytes } = decodeBytes(bytes)
  note('utf-16', encoding === 'utf-16' ? 1 : 0)
  note('windows-1252', fallbackBytes)

  let text = decoded
  if (text.startsWith('\uFEFF')) {
    text = text.slice(1)
    // The mark is how UTF-16 says what it is; only in UTF-8 is it a thing out of place.
    note('bom', encoding === 'utf-16' ? 0 : 1)
  }

  const nuls = countOf(text, /\0/g)
  if (nuls > 0) text = text.replaceAll('\0', '')
  note('nul', nuls)

  const returns = countOf(text, /\r\n?/g)
  if (returns > 0) text = text.replaceAll(/\r\n?/g, '\n')
  note('crlf', returns)

  // Either may find a pair or two in what the other one explains throughout.
  const fromMac = repairMacRoman(text)
  const fromWindows = repairWindows1252(text)
  // `Ã©` alone can be read either way: as é, or as a mark that no letter stands under.
  const isWindows =
    fromWindows.count === fromMac.count
      ? countOf(fromWindows.text, combining) < countOf(fromMac.text, combining)
      : fromWindows.count > fromMac.count
  const clean = isWindows ? fromWindows : fromMac
  note(isWindows ? 'windows-1252-misread' : 'mac-roman', clean.count)

  const lines = unescapeOneLine(clean.text)
  note('literal-newlines', lines.newlines)
  note('stray-quote', lines.strayQuotes)

  return { text: lines.text, repairs }
}

const combining = /[\u0300-\u036F]/g

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

interface DecodedBytes {
  text: string
  encoding: 'utf-8' | 'utf-16'
  /** Bytes that are not UTF-8 and were read as windows-1252. */
  fallbackBytes: number
}

function decodeBytes(bytes: Uint8Array): DecodedBytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wide = wideEncoding(buffer)
  if (wide)
    return {
      text: iconv.decode(buffer, wide, { stripBOM: false }),
      encoding: 'utf-16',
      fallbackBytes: 0,
    }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer)
    return { text, encoding: 'utf-8', fallbackBytes: 0 }
  } catch {
    return decodeMixed(buffer)
  }
}

function wideEncoding(buffer: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be'
  if (buffer.length < 4 || buffer.length % 2 !== 0) return undefined
  // Without a mark: in text of a Latin script nearly every other byte is zero.
  let evenZeros = 0
  let oddZeros = 0
  const sampled = Math.min(buffer.length, 4_096)
  for (let index = 0; index < sampled; index++) {
    if (buffer[index] !== 0) continue
    if (index % 2 === 0) evenZeros++
    else oddZeros++
  }
  const half = sampled / 2
  if (oddZeros > half * 0.6 && evenZeros < half * 0.05) return 'utf-16le'
  if (evenZeros > half * 0.6 && oddZeros < half * 0.05) return 'utf-16be'
  return undefined
}

/**
 * Bytes that are not all UTF-8: either windows-1252 throughout, or UTF-8 with a few strange bytes
 * pasted in. Which of the two the non-ASCII bytes are in majority decides.
 */
function decodeMixed(buffer: Buffer): DecodedBytes {
  const parts: Buffer[] = []
  let start = 0
  let strange = 0
  let sequences = 0
  for (let index = 0; index < buffer.length;) {
    const length = sequenceLength(buffer, index)
    if (length > 1) sequences++
    if (length > 0) {
      index += length
      continue
    }
    strange++
    parts.push(buffer.subarray(start, index), buffer.subarray(index, index + 1))
    index++
    start = index
  }
  if (strange > sequences) {
    return {
      text: iconv.decode(buffer, 'windows-1252'),
      encoding: 'utf-8',
      fallbackBytes: strange + sequences,
    }
  }
  parts.push(buffer.subarray(start))
  const text = parts.map((part, index) =>
    index % 2 === 0 ? part.toString('utf8') : iconv.decode(part, 'windows-1252'),
  )
  return { text: text.join(''), encoding: 'utf-8', fallbackBytes: strange }
}
