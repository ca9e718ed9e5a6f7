import { createHash } from 'node:crypto'

/**
 * JSON with one spelling for each value, as RFC 8785 has it: members in UTF-16 order, no spaces,
 * ECMAScript's own numbers and escapes. Members that are `undefined` are left out, as `JSON.stringify`
 * does, so that a value hashes the same before it is stored and after it is read back.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((entry) => canonicalJson(entry ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`a ${typeof value} has no JSON`)
  return text
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
