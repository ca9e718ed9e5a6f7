import { useStore } from 'zustand'

import type { GateStatus } from '../../shared/model/gate.ts'
import { worstGate } from '../decision/gate-badge.tsx'
import { toneOfGate } from '../decision/gate-tone.ts'
import { toneOfCounts } from '../logic/counts.ts'
import { glyphs } from '../logic/tone.ts'
import type { Tone } from '../logic/tone.ts'
import { useHead, useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'

/** GO or not, as large as it can be. A verdict of the past is said in the past. */
export function WallVerdict({ isStale }: { isStale: boolean }) {
  const t = useText()
  const locale = useLocale()
  const gates = useStore(useSession().gates, (mirror) => mirror.entries)
  const head = useHead()
  const evaluation = worstGate(gates.values())
  if (!evaluation) {
    const tone = isStale ? 'unknown' : head ? toneOfCounts(head.counts) : 'idle'
    return <Word tone={tone === 'go' ? 'idle' : tone} word={t('wall.no-gate')} small />
  }
  const { verdict, earliestGoAt } = evaluation
  const word = t(`gate.${verdict}`)
  const decision = decisionOf(gates.values(), evaluation)
  const below = decision
    ? t('wall.decided', { decision: t(`gate.decision.${decision}`) })
    : verdict !== 'go' && earliestGoAt !== undefined && !isStale
      ? t('gate.earliest', { at: formatShort(earliestGoAt, locale) })
      : undefined
  return isStale ? (
    <Word tone="unknown" word={t('wall.was', { verdict: word })} below={below} />
  ) : (
    <Word tone={toneOfGate[verdict]} word={word} below={below} />
  )
}

function decisionOf(gates: Iterable<GateStatus>, evaluation: GateStatus['evaluation']) {
  for (const status of gates) if (status.evaluation === evaluation) return status.decision?.decision
  return undefined
}

function Word({
  tone,
  word,
  below,
  small,
}: {
  tone: Tone
  word: string
  below?: string
  small?: boolean
}) {
  return (
    <div className={`wall-verdict ${tone}${small ? ' small' : ''}`}>
      <i aria-hidden="true">{glyphs[tone]}</i>
      <div>
        <b>{word}</b>
        {below !== undefined && <span>{below}</span>}
      </div>
    </div>
  )
}
