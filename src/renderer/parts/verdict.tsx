import type { Verdict as CheckVerdict } from '../../shared/model/check.ts'
import type { ItemState } from '../../shared/model/run.ts'
import { glyphs, toneOfState, toneOfVerdict } from '../logic/tone.ts'
import type { Tone } from '../logic/tone.ts'
import { useText } from '../state/hooks.ts'

/** A verdict: glyph, word and colour, always the three together. */
export function Verdict({ tone, word, badge }: { tone: Tone; word: string; badge?: boolean }) {
  return (
    <span className={`v ${tone}${badge ? ' badge' : ''}`}>
      <i aria-hidden="true">{glyphs[tone]}</i>
      {word}
    </span>
  )
}

export function StateVerdict({ state }: { state: ItemState }) {
  const t = useText()
  return <Verdict tone={toneOfState[state]} word={t(`state.${state}`)} />
}

export function CheckVerdictMark({ verdict }: { verdict: CheckVerdict }) {
  const t = useText()
  return <Verdict tone={toneOfVerdict[verdict]} word={t(`state.${verdict}`)} />
}
