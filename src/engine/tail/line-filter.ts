import { message, type Message } from '../../shared/messages/message.ts'
import { logLevels, type LogLine, type LogLevel } from '../../shared/model/tail.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { compileRegex } from '../text/linear-regex.ts'
import { levelOf, levelRank } from './level.ts'

export interface FilterFailure {
  message: Message
  /** Where in the text it went wrong, from 0. */
  offset: number
  /** Of the part that is wrong, where it is a part. */
  length?: number
}

/** Judges a line that was read, and as it came. */
export type LineTest = (line: LogLine, raw: string) => boolean
/** Judges what was read of it. */
type FieldTest = (line: LogLine) => boolean

/** A line passes where both hold. What its words alone rule out is never read, which is the dearer part. */
export interface LineFilter {
  /** Words and expressions, looked for in all of the line as it came: fields hold them, too. */
  ofRaw: (raw: string) => boolean
  ofLine: FieldTest
}

const term =
  /\s*(?:(-|!)?\/((?:[^/\\]|\\.)+)\/(i)?|(-|!)?([A-Za-z_@][\w.@-]*)(>=|<=|!=|!~|=|~|>|<)(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']\S*)?)|(-|!)?(?:"((?:[^"\\]|\\.)*)"|([^\s"]\S*)))/y

/**
 * A filter as it is typed: terms that must all hold. `word`, `"some words"`, `/regex/i`,
 * `level>=warn`, `event=rate_limited`, `tenant!=42`, `path~^/api`, `duration>500`, each with `-`
 * before it for its opposite; `source=` is a tail's id.
 */
export function parseFilter(text: string): Result<LineFilter, FilterFailure> {
  const ofRaw: LineFilter['ofRaw'][] = []
  const ofLine: FieldTest[] = []
  term.lastIndex = 0
  while (term.lastIndex < text.length) {
    const offset = term.lastIndex
    if (!/\S/.test(text.slice(offset))) break
    const found = term.exec(text)
    const at = offset + text.slice(offset).search(/\S/)
    if (!found) {
      const length = text.slice(at).search(/\s|$/)
      return fail({ message: message('tail.filter.syntax'), offset: at, length })
    }
    const test = termOf(found)
    if (!test.ok) return fail({ message: test.failure, offset: at, length: term.lastIndex - at })
    if ('ofRaw' in test.value) ofRaw.push(test.value.ofRaw)
    else ofLine.push(test.value.ofLine)
  }
  return ok({
    ofRaw: (raw) => ofRaw.every((test) => test(raw)),
    ofLine: (line) => ofLine.every((test) => test(line)),
  })
}

type Term = Pick<LineFilter, 'ofRaw'> | Pick<LineFilter, 'ofLine'>

function termOf(found: RegExpExecArray): Result<Term, Message> {
  const [, notRegex, regex, ignoreCase, notField, field, operator = '', ...rest] = found
  const [quoted, single, bare, notWord, words, word = ''] = rest
  if (regex !== undefined) {
    const test = compileRegex(regex, { ignoreCase: ignoreCase !== undefined })
    if (!test.ok) return test
    return ok({ ofRaw: negate(notRegex, (raw) => test.value.test(raw)) })
  }
  if (field !== undefined) {
    const test = fieldTest(field, operator, unescape(quoted ?? single ?? bare ?? ''))
    return test.ok ? ok({ ofLine: negate(notField, test.value) }) : test
  }
  const wanted = unescape(words ?? word).toLowerCase()
  return ok({ ofRaw: negate(notWord, (raw) => raw.toLowerCase().includes(wanted)) })
}

/** Judges one field of a line; `level` knows its order. */
export function fieldTest(
  field: string,
  operator: string,
  value: string,
): Result<FieldTest, Message> {
  if (field === 'level') {
    const level = levelOf(value)
    if (level === undefined)
      return fail(message('tail.filter.level', { value, levels: logLevels.join(', ') }))
    return ok(levelTest(operator, level))
  }
  if (operator === '~' || operator === '!~') {
    const pattern = compileRegex(value)
    if (!pattern.ok) return pattern
    const wanted = operator === '~'
    return ok((line) => pattern.value.test(fieldOf(line, field) ?? '') === wanted)
  }
  const number = Number(value)
  switch (operator) {
    case '=':
      return ok((line) => fieldOf(line, field) === value)
    case '!=':
      return ok((line) => fieldOf(line, field) !== value)
    default:
      if (value === '' || Number.isNaN(number))
        return fail(message('tail.filter.number', { field, value }))
      return ok((line) => compare(operator, Number.parseFloat(fieldOf(line, field) ?? ''), number))
  }
}

function levelTest(operator: string, level: LogLevel): FieldTest {
  const rank = levelRank(level)
  if (operator === '=' || operator === '~') return (line) => line.level === level
  if (operator === '!=' || operator === '!~') return (line) => line.level !== level
  return (line) => line.level !== undefined && compare(operator, levelRank(line.level), rank)
}

function compare(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '>=':
      return left >= right
    case '<=':
      return left <= right
    case '>':
      return left > right
    default:
      return left < right
  }
}

/** A line's own parts by name, then its fields. */
export function fieldOf(line: LogLine, field: string): string | undefined {
  if (field === 'event') return line.event
  if (field === 'source') return line.tailId
  if (field === 'msg' || field === 'text') return line.text
  const { fields } = line
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined
}

const unescape = (text: string) => text.replaceAll(/\\(["'\\])/g, '$1')
const negate = <T>(sign: string | undefined, test: (of: T) => boolean): ((of: T) => boolean) =>
  sign === undefined ? test : (of) => !test(of)
