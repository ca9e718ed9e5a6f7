import type { Due } from '../../shared/model/runbook.ts'

const secondsOf: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
}

/** Units as people write them, in both languages, longest first. */
const unitWords: [RegExp, keyof typeof secondsOf][] = [
  [/^(?:secondes?|seconds?|secs?|s)$/i, 's'],
  [/^(?:minutes?|mins?|mn|m)$/i, 'm'],
  [/^(?:heures?|hours?|hrs?|h)$/i, 'h'],
  [/^(?:jours?|days?|j|d)$/i, 'd'],
  [/^(?:semaines?|weeks?|sem|w)$/i, 'w'],
  [/^(?:mois|months?)$/i, 'M'],
]
const unit = String.raw`(?:secondes?|seconds?|secs?|minutes?|mins?|mn|heures?|hours?|hrs?|jours?|days?|semaines?|weeks?|sem|mois|months?|s|m|h|j|d|w)(?![\p{L}\d])`
const amount = String.raw`(\d{1,4}|une?|one|an?|two|deux|trois|three)`
const dash = String.raw`\s*(?:-|–|—|à|to)\s*`

function unitSeconds(word: string): number {
  const found = unitWords.find(([pattern]) => pattern.test(word))
  return found ? (secondsOf[found[1]] ?? 0) : 0
}

function quantity(word: string): number {
  if (/^(?:une?|one|an?)$/i.test(word)) return 1
  if (/^(?:two|deux)$/i.test(word)) return 2
  if (/^(?:three|trois)$/i.test(word)) return 3
  return Number(word)
}

/** `T-15m`, `T+1h30`, `J-2`, `H-1`, `D+1`, `T0`: times counted from T0 by their own notation. */
const point =
  /(?<![\p{L}\d])([TJHD])\s?(?:([-+−–])\s?(\d{1,4})(?:\s?(h|heures?|m|mn|mins?|minutes?|s|j|jours?|d|days?|w|weeks?)(?:\s?(\d{1,2})(?:\s?(?:m|mn|min))?)?)?|0)(?![\p{L}\d])/giu

const defaultUnit: Record<string, string> = { T: 'm', J: 'd', D: 'd', H: 'h' }

function pointSeconds(match: RegExpExecArray): number {
  const [, letter = 'T', sign, number, unitWord, rest] = match
  if (sign === undefined || number === undefined) return 0
  const size = unitSeconds(unitWord ?? defaultUnit[letter.toUpperCase()] ?? 'm')
  // `T+1h30` is an hour and 30 of the next smaller unit.
  const seconds = Number(number) * size + Number(rest ?? 0) * (size === 3_600 ? 60 : 1)
  return sign === '+' ? seconds : -seconds
}

/** A due time in T, J, H or D notation. Safe in any sentence: nothing else looks like it. */
export function parseDuePoint(text: string): Due | undefined {
  const points = [...text.matchAll(point)]
  const [first, second] = points
  if (!first) return undefined
  const between = second && text.slice(first.index + first[0].length, second.index)
  if (second && between !== undefined && /^\s*(?:-|–|—|→|à|to|\.\.)\s*$/.test(between)) {
    const source = text.slice(first.index, second.index + second[0].length)
    return range(pointSeconds(first), pointSeconds(second), source)
  }
  return { fromSeconds: pointSeconds(first), source: first[0].trim() }
}

const range = (from: number, until: number, source: string): Due => ({
  fromSeconds: Math.min(from, until),
  untilSeconds: Math.max(from, until),
  source: source.trim(),
})

const before = String.raw`(?:avant|before|prior|ahead)`
const after = String.raw`(?:après|apres|after|later|plus tard)`
const trailing = new RegExp(
  String.raw`(?<![\p{L}\d<>])${amount}(?:\s*(?:${unit})?${dash}(\d{1,4}))?\s*(${unit})\s+(${before}|${after})(?!\p{L})`,
  'iu',
)
const leading = new RegExp(
  String.raw`(?<!\p{L})(${before}|${after})\s+${amount}(?:\s*(?:${unit})?${dash}(\d{1,4}))?\s*(${unit})`,
  'iu',
)
const bareRange = new RegExp(
  String.raw`(?<![\p{L}\d<>])(\d{1,4})${dash}(\d{1,4})\s*(${unit})`,
  'iu',
)
const afterwards = /(?<!\p{L})(?:post|après|apres|after|launch|lancement|suivi|follow)/iu

/** The due time that a heading names, relative to T0. A duration (`< 5 minutes`) is none. */
export function parseDue(text: string): Due | undefined {
  const atPoint = parseDuePoint(text)
  if (atPoint) return atPoint
  const tail = trailing.exec(text)
  if (tail) return span(tail[1], tail[2], tail[3], tail[4], tail[0])
  const head = leading.exec(text)
  if (head) return span(head[2], head[3], head[4], head[1], head[0])
  const bare = bareRange.exec(text)
  if (bare && (afterwards.test(text) || bare[0] === text.trim()))
    return span(bare[1], bare[2], bare[3], 'after', bare[0])
  return undefined
}

function span(from = '', until: string | undefined, unitWord = '', side = '', source = ''): Due {
  const sign = new RegExp(`^${before}$`, 'i').test(side) ? -1 : 1
  const size = unitSeconds(unitWord) * sign
  const fromSeconds = quantity(from) * size
  return until === undefined
    ? { fromSeconds, source: source.trim() }
    : range(fromSeconds, Number(until) * size, source)
}
