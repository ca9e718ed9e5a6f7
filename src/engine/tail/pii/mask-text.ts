import type { PiiFinder } from './find-pii.ts'
import { maskPii } from './mask.ts'

/** The text with all that is personal in it masked: what leaves with a run's history names nobody. */
export function maskText(text: string, find: PiiFinder): string {
  let masked = ''
  let at = 0
  for (const { kind, start, end } of find(text)) {
    masked += text.slice(at, start) + maskPii(kind, text.slice(start, end))
    at = end
  }
  return masked + text.slice(at)
}
