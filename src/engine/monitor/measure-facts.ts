import type { Facts, Json } from '../../shared/model/check.ts'
import type { NamedNumber } from './measure-log.ts'

/** How long a connection took is in the samples already, as the latency; its parts are details. */
const timingDetails = new Set([
  'latency_ms',
  'dns_ms',
  'connect_ms',
  'tls_ms',
  'first_byte_ms',
  'ping_ms',
])
/** Lists whose members go by their `name`. */
const listsByName = new Set(['queues', 'groups'])
const deepest = 5
/** A body may hold any amount of numbers; nobody follows more. */
const mostVisited = 2000

/** May this fact become a measure, or the ones below it? */
export const isMeasured = (name: string) => !timingDetails.has(name)
export const isListByName = (name: string) => listsByName.has(name)

/**
 * The numbers among a look's facts by their paths: the plain ones first, then what maps hold, the
 * first member of each before the second of any, so that of many queues the depth comes first.
 */
export function numbersOf(facts: Facts): NamedNumber[] {
  const found: { name: string; value: number; rank: number }[] = []
  let visited = 0
  const visit = (name: string, value: Json, depth: number, rank: number) => {
    if (++visited > mostVisited) return
    if (typeof value === 'number') {
      if (Number.isFinite(value)) found.push({ name, value, rank })
    } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      if (depth < deepest)
        for (const [index, [key, inner]] of Object.entries(value).entries())
          visit(`${name}.${key}`, inner, depth + 1, rank + 1 + index)
    }
  }
  for (const [name, value] of Object.entries(facts)) {
    if (!isMeasured(name)) continue
    if (!Array.isArray(value)) visit(name, value, 1, 0)
    else if (listsByName.has(name))
      for (const member of value) {
        const memberName = nameOf(member)
        if (memberName !== undefined) visit(`${name}.${memberName}`, member, 2, 0)
      }
  }
  return found
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ name, value }) => ({ name, value }))
}

function nameOf(member: Json): string | undefined {
  if (member === null || typeof member !== 'object' || Array.isArray(member)) return undefined
  const { name } = member
  return typeof name === 'string' && name !== '' ? name : undefined
}
