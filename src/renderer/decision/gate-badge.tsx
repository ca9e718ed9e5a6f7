import { useStore } from 'zustand'

import type { GateStatus, GateVerdict } from '../../shared/model/gate.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { toneOfGate } from './gate-tone.ts'

/** Worst last. */
const order: readonly GateVerdict[] = ['go', 'pending', 'unknown', 'no-go']

/** The gate that decides the run as it stands: of several the worst. */
export function worstGate(statuses: Iterable<GateStatus>): GateStatus['evaluation'] {
  let worst: GateStatus['evaluation']
  for (const { evaluation } of statuses) {
    if (!evaluation) continue
    if (!worst || order.indexOf(evaluation.verdict) > order.indexOf(worst.verdict)) {
      worst = evaluation
    }
  }
  return worst
}

interface GateBadgeProps {
  evaluation: NonNullable<GateStatus['evaluation']>
  /** The verdict alone, where there is little room. */
  brief?: boolean
}

/** GO or not, at a glance; it leads to what it rests on. */
export function GateBadge({ evaluation, brief }: GateBadgeProps) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { verdict, earliestGoAt } = evaluation
  const words = [t(`gate.${verdict}`)]
  if (!brief && verdict !== 'go' && earliestGoAt !== undefined) {
    words.push(t('gate.earliest', { at: formatShort(earliestGoAt, locale) }))
  }
  return (
    <button type="button" className="bare" onClick={() => ui.go('decision')}>
      <Verdict badge tone={toneOfGate[verdict]} word={words.join(' · ')} />
    </button>
  )
}

/** The worst gate of the open run; undefined while none is evaluated. */
export function useWorstGate(): GateStatus['evaluation'] {
  return useStore(useSession().gates, (mirror) => worstGate(mirror.entries.values()))
}
