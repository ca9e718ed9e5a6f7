import type { Message } from '../../shared/messages/message.ts'
import { ok, type Result } from '../../shared/result.ts'
import { compileRegex } from '../text/linear-regex.ts'
import type { ParsedLine } from './parse-line.ts'

export type PatternTest = (raw: string, parsed: ParsedLine) => boolean

/** `event: 'x'`, `"event":"x"`, `event=x`: the same thing said by a structured and by a text line. */
const named = /^["']?(event|level)["']?\s*[:=]\s*["']?([\w.-]+)["']?$/

/**
 * Words to look out for. A field and its value are found however the line spells them; everything
 * else is an extended regular expression over the line as it came, as `grep -E` has it.
 */
export function compilePattern(match: string): Result<PatternTest, Message> {
  const [, field, value = ''] = named.exec(match.trim()) ?? []
  if (field === 'event') return ok((_, parsed) => parsed.event === value)
  if (field === 'level') return ok((_, parsed) => parsed.level === value)
  const pattern = compileRegex(fromPosix(match))
  return pattern.ok ? ok((raw) => pattern.value.test(raw)) : pattern
}

/** The same as a filter of the stream would say it. */
export function patternFilter(match: string): string {
  const [, field, value = ''] = named.exec(match.trim()) ?? []
  return field === undefined
    ? `/${fromPosix(match).replaceAll(/(?<!\\)((?:\\\\)*)\//g, '$1\\/')}/`
    : `${field}=${value}`
}

/** What `grep -E` has and would silently be read as something else: `\<word\>`. */
const fromPosix = (pattern: string) => pattern.replaceAll(/(?<!\\)((?:\\\\)*)\\[<>]/g, '$1\\b')
