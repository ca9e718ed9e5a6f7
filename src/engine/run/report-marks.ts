import type { ItemState } from '../../shared/model/run.ts'

/** A verdict is always glyph, word and colour: here the glyph and the colour's name. */
export const verdictMarks: Record<ItemState, { glyph: string; tone: string }> = {
  passed: { glyph: '●', tone: 'go' },
  failed: { glyph: '▲', tone: 'nogo' },
  unknown: { glyph: '◇', tone: 'unknown' },
  running: { glyph: '◐', tone: 'pending' },
  waived: { glyph: '◐', tone: 'pending' },
  todo: { glyph: '○', tone: 'idle' },
  'not-applicable': { glyph: '○', tone: 'idle' },
}
