import { RE2JS } from 're2js'

import { message, type Message } from '../../shared/messages/message.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** Instructions: what one character may cost at most, in the worst case. */
const largest = 1000
const lookAround = /(?<!\\)(?:\\\\)*\((?:\?=|\?!|\?<=|\?<!)/
const backReference = /(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/

/** An expression that takes time in proportion to the text, whatever its author wrote. */
export interface LinearRegex {
  test(text: string): boolean
  /** What its first group holds, or all of it where there is no group; nothing where it is not found. */
  find(text: string): string | undefined
}

/**
 * Regular expressions of runbooks, profiles and filters, as JavaScript writes them, without what needs
 * backtracking: look-around and back-references. The engine cannot be held up by one.
 */
export function compileRegex(
  source: string,
  { ignoreCase = false, dotAll = false } = {},
): Result<LinearRegex, Message> {
  if (lookAround.test(source) || backReference.test(source))
    return fail(message('regex.not-linear'))
  const flags = (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (dotAll ? RE2JS.DOTALL : 0)
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(RE2JS.translateRegExp(source), flags)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return fail(message('regex.invalid', { detail: said.replace(/^error parsing regexp: /, '') }))
  }
  if (compiled.programSize() > largest) return fail(message('regex.too-large'))
  return ok({
    test: (text) => compiled.test(text),
    find(text) {
      const matcher = compiled.matcher(text)
      if (!matcher.find()) return undefined
      const group = compiled.groupCount() > 0 ? matcher.group(1) : null
      return group ?? matcher.group(0) ?? undefined
    },
  })
}
