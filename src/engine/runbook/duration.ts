import { z } from 'zod'

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const parts = /(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g

/** Milliseconds of `5s`, `1m30s`, `30d` or `500ms`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (!/^\s*(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d)\s*)+$/.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(parts))
    total += Number(amount) * (unitMs[unit ?? ''] ?? 0)
  return Math.round(total)
}

/** A duration as an author writes it, within bounds that are written the same way. */
export function durationField(min: string, max: string) {
  const low = parseDuration(min) ?? 0
  const high = parseDuration(max) ?? Number.POSITIVE_INFINITY
  const expected = `a duration from ${min} to ${max}, such as 5s, 500ms or 1m30s`
  return z.string({ error: expected }).refine((text) => {
    const ms = parseDuration(text)
    return ms !== undefined && ms >= low && ms <= high
  }, expected)
}
