import { message, type Message } from '../../shared/messages/message.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
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
  try {
    const pattern = new RegExp(fromPosix(match))
    return ok((raw) => pattern.test(raw))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return fail(message('tail.filter.regex', { detail }))
  }
}

const classes: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
}

/** What `grep -E` has and JavaScript would silently read as something else: `[[:space:]]`, `\<word\>`. */
function fromPosix(pattern: string): string {
  return pattern
    .replaceAll(/\[:(\w+):\]/g, (all, name: string) => classes[name] ?? all)
    .replaceAll(/(?<!\\)((?:\\\\)*)\\[<>]/g, '$1\\b')
}
