import type { Verdict } from '../../shared/model/check.ts'
import type { ItemState } from '../../shared/model/run.ts'
import type { Problem } from '../../shared/model/runbook.ts'

/** The five ways anything may look. Each has one glyph and one colour, and always comes with a word. */
export type Tone = 'go' | 'pending' | 'nogo' | 'unknown' | 'idle'

export const glyphs: Record<Tone, string> = {
  go: '●',
  pending: '◐',
  nogo: '▲',
  unknown: '◇',
  idle: '○',
}

export const toneOfState: Record<ItemState, Tone> = {
  todo: 'idle',
  running: 'pending',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
  waived: 'pending',
  'not-applicable': 'idle',
}

export const toneOfVerdict: Record<Verdict, Tone> = {
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
}

export const severityTone: Record<Problem['severity'], Tone> = {
  error: 'nogo',
  warning: 'pending',
  info: 'idle',
}
