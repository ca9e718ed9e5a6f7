import type { LogLevel } from '../../shared/model/tail.ts'
import { levelOf, levelOfNumber } from './level.ts'
import { parseLogfmt } from './logfmt.ts'
import { parsePlain } from './plain-line.ts'

/** What is known of a line once it is read. */
export interface ParsedLine {
  /** What it says, without its frame. */
  text: string
  atMs?: number
  level?: LogLevel
  event?: string
  /** All else that it carries, as texts; `user.id` for what lies deeper. */
  fields?: Record<string, string>
}

const mostFields = 60
const deepest = 3

/** Reads JSON (pino, winston, bunyan, Docker's own), logfmt, nginx, PostgreSQL and plain lines. */
export function parseLine(line: string): ParsedLine {
  const text = line.trimEnd()
  const start = text.search(/\S/)
  if (text[start] === '{' && text.endsWith('}')) {
    const parsed = parseJson(start > 0 ? text.slice(start) : text)
    if (parsed) return parsed
  }
  return parseLogfmt(text) ?? parsePlain(text)
}

const levelKeys = ['level', 'severity', 'log.level', '@l', 'lvl', 'levelname']
const textKeys = ['msg', 'message', '@m', '@mt', 'log', 'text']
const timeKeys = ['time', 'timestamp', '@timestamp', '@t', 'ts', 'asctime']
const eventKeys = ['event', 'event.name']

function parseJson(text: string): ParsedLine | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const record = value as Record<string, unknown>
  // Docker's own file: the line is in `log`.
  if (typeof record['log'] === 'string' && typeof record['stream'] === 'string') {
    const inner = parseLine(record['log'].trimEnd())
    return { ...inner, ...timeOf(inner.atMs ?? timeIn(record['time'])) }
  }
  const fields: Record<string, string> = {}
  flatten(record, '', fields, 0)
  const take = (keys: readonly string[]) => {
    const key = keys.find((name) => fields[name] !== undefined)
    if (key === undefined) return undefined
    const found = fields[key]
    delete fields[key]
    return found
  }
  const level = take(levelKeys)
  const event = take(eventKeys)
  const said = take(textKeys)
  const time = take(timeKeys)
  return {
    text: said ?? event ?? text,
    ...timeOf(timeIn(Number.isNaN(Number(time)) ? time : Number(time))),
    ...(level === undefined ? {} : levelPart(levelOf(level) ?? levelOfNumber(Number(level)))),
    ...(event === undefined ? {} : { event }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  }
}

function flatten(
  record: Record<string, unknown>,
  prefix: string,
  into: Record<string, string>,
  depth: number,
): void {
  for (const [key, value] of Object.entries(record)) {
    if (Object.keys(into).length >= mostFields) return
    const name = prefix + key
    if (typeof value === 'string') into[name] = value
    else if (value === null || value === undefined) continue
    else if (typeof value === 'object' && !Array.isArray(value) && depth < deepest)
      flatten(value as Record<string, unknown>, `${name}.`, into, depth + 1)
    else into[name] = JSON.stringify(value)
  }
}

const levelPart = (level: LogLevel | undefined) => (level === undefined ? {} : { level })
const timeOf = (atMs: number | undefined) => (atMs === undefined ? {} : { atMs })

/** ISO 8601, or seconds or milliseconds since 1970. */
function timeIn(value: unknown): number | undefined {
  if (typeof value === 'number') {
    if (value > 1e11 && value < 1e14) return Math.round(value)
    return value > 1e8 && value < 1e11 ? Math.round(value * 1000) : undefined
  }
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(atMs) ? undefined : atMs
}
