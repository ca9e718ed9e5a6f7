import { message } from '../../shared/messages/message.ts'
import type { Message } from '../../shared/messages/message.ts'
import type { Json, Measured } from '../../shared/model/check.ts'
import type { Capture } from '../../shared/model/scenario.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { compileRegex } from '../text/linear-regex.ts'

/** What a step's captures find in what it saw; the first that finds nothing is the failure. */
export function capture(
  captures: readonly Capture[],
  measured: Measured,
): Result<Record<string, string>, Message> {
  const found: Record<string, string> = {}
  for (const { name, from } of captures) {
    const value = 'json' in from ? textAt(measured.facts, from.json) : textIn(measured, from.regex)
    if (value === undefined) {
      const where = 'json' in from ? from.json : `/${from.regex}/`
      return fail(message('scenario.capture-missing', { name, from: where }))
    }
    found[name] = value
  }
  return ok(found)
}

function textAt(facts: Json, path: string): string | undefined {
  let current: Json | undefined = facts
  for (const step of path.split('.')) {
    if (Array.isArray(current)) current = current[Number(step)]
    else if (typeof current === 'object' && current !== null)
      current = Object.hasOwn(current, step) ? current[step] : undefined
    else return undefined
  }
  if (current === undefined || current === null) return undefined
  return typeof current === 'string' ? current : JSON.stringify(current)
}

function textIn({ facts, output = '' }: Measured, regex: string): string | undefined {
  const { body, stdout } = facts
  const text = typeof body === 'string' ? body : typeof stdout === 'string' ? stdout : output
  const compiled = compileRegex(regex)
  return compiled.ok ? compiled.value.find(text) : undefined
}
