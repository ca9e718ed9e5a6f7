import type { ScenarioStatus, StepState } from '../../shared/model/scenario.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { toneOfScenario, toneOfStep } from './scenario-tone.ts'

export function ScenarioMark({
  state,
  badge,
}: {
  state: ScenarioStatus['state']
  badge?: boolean
}) {
  const t = useText()
  return (
    <Verdict
      tone={toneOfScenario[state]}
      word={t(`scenarios.state.${state}`)}
      {...(badge ? { badge } : {})}
    />
  )
}

export function StepMark({ state }: { state: StepState }) {
  const t = useText()
  return <Verdict tone={toneOfStep[state]} word={t(`scenarios.step-state.${state}`)} />
}
