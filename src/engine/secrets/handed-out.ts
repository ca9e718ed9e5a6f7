import type { Json } from '../../shared/model/check.ts'
import { handedOutIn } from './handed-out-text.ts'
import { isNameOfSecret, shortestHandedOut } from './name-of-secret.ts'

const deepest = 20

/**
 * What a target hands out under the name of a secret, in its JSON or in JSON inside its texts: a
 * token for whoever logged in. Nobody declared it, and it opens doors all the same.
 */
export function* handedOut(value: Json, name = '', depth = 0): Generator<[string, string]> {
  if (depth > deepest) return
  if (typeof value === 'string') {
    if (isNameOfSecret(name) && value.length >= shortestHandedOut) yield [name, value]
    else {
      // JSON among other words, as in what a command prints, is no less JSON; and where it is all
      // that there is, it may be written with escapes, and is shown as it was written.
      yield* handedOutIn(value)
      const json = /^\s*[[{]/.test(value) ? parsed(value) : undefined
      if (json !== undefined) yield* handedOut(json, name, depth + 1)
    }
  } else if (Array.isArray(value)) {
    for (const entry of value) yield* handedOut(entry, name, depth + 1)
  } else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) yield* handedOut(entry, key, depth + 1)
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
