import { levelOf } from './level.ts'
import type { ParsedLine } from './parse-line.ts'

const pair = /([A-Za-z_@][\w.@-]*)=(?:"((?:[^"\\]|\\.)*)"|(\S*))(?:\s+|$)/y
const known = new Set(['level', 'lvl', 'severity', 'msg', 'message', 'event', 'ts', 'time'])

/** `level=info msg="user signed in" tenant=42`: pairs from end to end, one of them a usual one. */
export function parseLogfmt(line: string): ParsedLine | undefined {
  if (!line.includes('=')) return undefined
  const fields: Record<string, string> = {}
  let count = 0
  let isKnown = false
  pair.lastIndex = 0
  while (pair.lastIndex < line.length) {
    const found = pair.exec(line)
    if (!found) return undefined
    const [, key = '', quoted, bare = ''] = found
    fields[key] = quoted === undefined ? bare : quoted.replaceAll(/\\(.)/g, '$1')
    isKnown ||= known.has(key)
    count++
  }
  if (count < 2 || !isKnown) return undefined
  const { level, lvl, severity, msg, message, event, ts, time, ...others } = fields
  const atMs = Date.parse(ts ?? time ?? '')
  const grade = levelOf(level ?? lvl ?? severity ?? '')
  return {
    text: msg ?? message ?? event ?? line,
    ...(Number.isNaN(atMs) ? {} : { atMs }),
    ...(grade === undefined ? {} : { level: grade }),
    ...(event === undefined ? {} : { event }),
    ...(Object.keys(others).length === 0 ? {} : { fields: others }),
  }
}
