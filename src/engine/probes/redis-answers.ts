/** What Redis answers, in the shapes that its commands have. Anything else is undefined. */

export function numberOf(answer: unknown): number | undefined {
  const number = typeof answer === 'string' && answer !== '' ? Number(answer) : answer
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

export function textOf(answer: unknown): string | undefined {
  return typeof answer === 'string' ? answer : undefined
}

export function textsOf(answer: unknown): string[] {
  return Array.isArray(answer) ? answer.filter((each) => typeof each === 'string') : []
}

/** `[name, value, name, value]`, as RESP2 gives maps. */
export function pairsOf(answer: unknown): Map<string, unknown> {
  const pairs = new Map<string, unknown>()
  if (!Array.isArray(answer)) return pairs
  for (let index = 0; index + 1 < answer.length; index += 2) {
    pairs.set(String(answer[index]), answer[index + 1])
  }
  return pairs
}

/** Entries of a stream by id: `[[id, [name, value, …]], …]`. */
export function entriesOf(answer: unknown): { id: string; fields: Map<string, unknown> }[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((entry: unknown) =>
    Array.isArray(entry) && typeof entry[0] === 'string'
      ? [{ id: entry[0], fields: pairsOf(entry[1]) }]
      : [],
  )
}

/** The time in a stream's id, which the server itself wrote. */
export function msOfId(id: string): number {
  return Number(id.split('-')[0])
}

/** TIME's answer in milliseconds since 1970. */
export function msOfTime(answer: unknown): number | undefined {
  const [seconds, micros] = textsOf(answer).map(Number)
  return seconds === undefined ? undefined : seconds * 1000 + Math.floor((micros ?? 0) / 1000)
}

/** Seconds from one time to another, never negative: two clocks are never quite one. */
export function secondsBetween(fromMs: number, toMs: number): number {
  return Math.max(0, Math.round(toMs - fromMs) / 1000)
}
