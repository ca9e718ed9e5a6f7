import type { ScenarioStatus, StepState } from '../../shared/model/scenario.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLive, useText } from '../state/hooks.ts'
import { toneOfScenario, toneOfStep } from './scenario-tone.ts'

/** What ran when the engine was last heard is not known to run now. */
const useIsLost = (state: string): boolean => !useLive() && state === 'running'

export function ScenarioMark({
  state,
  badge,
}: {
  state: ScenarioStatus['state']
  badge?: boolean
}) {
  const t = useText()
  const isLost = useIsLost(state)
  return (
    <Verdict
      tone={isLost ? 'unknown' : toneOfScenario[state]}
      word={t(isLost ? 'scenarios.lost' : `scenarios.state.${state}`)}
      {...(badge ? { badge } : {})}
    />
  )
}

export function StepMark({ state }: { state: StepState }) {
  const t = useText()
  const isLost = useIsLost(state)
  return (
    <Verdict
      tone={isLost ? 'unknown' : toneOfStep[state]}
      word={t(isLost ? 'scenarios.lost' : `scenarios.step-state.${state}`)}
    />
  )
}
