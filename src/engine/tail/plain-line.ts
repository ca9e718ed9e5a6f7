import type { LogLevel } from '../../shared/model/tail.ts'
import { levelOf } from './level.ts'
import type { ParsedLine } from './parse-line.ts'

const access =
  /^(\S+) \S+ (\S+) \[([^\]]+)\] "(?:([A-Z]+) (\S+)[^"]*|[^"]*)" (\d{3}) (\d+|-)(?: "([^"]*)" "([^"]*)")?/
const nginxError = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[(\w+)\] (.*)$/
const isoStamp =
  /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)\]?\s*[-:|]?\s*/
const postgres =
  /^(?:\[\d+\]\s*)?(?:\S+@\S+ )?(DEBUG\d?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC):\s+(.*)$/
const levelWord =
  /^.{0,60}?(?:^|[\s[(|])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|SEVERE|PANIC)(?=[\s\])|:,]|$)/
const levelBracket =
  /^.{0,60}?(?:\[|^)(trace|debug|info|notice|warn|warning|error|fatal|crit|alert|emerg|panic)(?:\]|:)/
/** As runtimes print what nobody caught. */
const uncaught = /^(?:Uncaught )?(?:\w+\.)*\w*(?:Error|Exception)\b.{0,40}?:/
const eventWord = /\bevent['"]?\s*[:=]\s*['"]?([A-Za-z_][\w.-]*)/

/** nginx, PostgreSQL, and lines that anybody wrote. */
export function parsePlain(line: string): ParsedLine {
  const request = access.exec(line)
  if (request) return parseAccess(line, request)
  const failed = nginxError.exec(line)
  if (failed) {
    const [, time = '', word = '', text = ''] = failed
    return withLevel({ text, ...stampOf(time.replaceAll('/', '-')) }, levelOf(word))
  }
  const stamp = isoStamp.exec(line)
  const rest = stamp ? line.slice(stamp[0].length) : line
  const time = stamp?.[1] === undefined ? {} : stampOf(stamp[1])
  const statement = postgres.exec(rest)
  if (statement) {
    const [, word = '', text = ''] = statement
    return withLevel({ text, ...time }, levelOf(word.replace(/\d$/, '')))
  }
  const event = eventWord.exec(rest)?.[1]
  const word = (levelWord.exec(rest) ?? levelBracket.exec(rest))?.[1]
  const text = rest === '' ? line : rest
  return withLevel(
    { text, ...time, ...(event === undefined ? {} : { event }) },
    word === undefined ? (uncaught.test(rest) ? 'error' : undefined) : levelOf(word),
  )
}

function parseAccess(line: string, found: RegExpExecArray): ParsedLine {
  const [, ip = '', user = '-', time = '', method, path, status = '', bytes, referrer, agent] =
    found
  const fields = Object.fromEntries(
    Object.entries({ ip, user, method, path, status, bytes, referrer, agent }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '-',
    ),
  )
  const level: LogLevel = status >= '500' ? 'error' : status >= '400' ? 'warn' : 'info'
  return { text: line, level, fields, ...stampOf(clfTime(time)) }
}

/** `21/Nov/2026:10:00:00 +0100` as ISO 8601. */
function clfTime(text: string): string {
  const found = /^(\d\d)\/(\w{3})\/(\d{4}):(\S+) ([+-]\d\d)(\d\d)$/.exec(text)
  if (!found) return ''
  const [, day = '', month = '', year = '', time = '', hours = '', minutes = ''] = found
  return `${day} ${month} ${year} ${time} ${hours}:${minutes}`
}

function stampOf(text: string): { atMs?: number } {
  const atMs = Date.parse(text.replace(',', '.').replace(/ ?(UTC|GMT)$/, 'Z'))
  return Number.isNaN(atMs) ? {} : { atMs }
}

const withLevel = (line: ParsedLine, level: LogLevel | undefined): ParsedLine =>
  level === undefined ? line : { ...line, level }

const continuation =
  /^(?:\s+(?:at |\.\.\. |\S)|Caused by:|Traceback |\w*(?:Error|Exception)(?:: |$)(?<=^\s.*)|\t)/
const postgresMore =
  /^(?:[\d-]+ [\d:.]+ \w+ )?(?:\[\d+\]\s*)?(?:\S+@\S+ )?(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION):\s/

/** Belongs to the line before it: a stack trace's frame, more of a PostgreSQL error. */
export const isContinuation = (line: string): boolean =>
  continuation.test(line) || postgresMore.test(line)
