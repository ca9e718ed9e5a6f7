import type {
  RollbackStatus,
  RollbackStepState,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { toneOfRollback, toneOfStepState, toneOfVerification } from './rollback-tone.ts'

export function StepStateMark({ state }: { state: RollbackStepState }) {
  const t = useText()
  return <Verdict tone={toneOfStepState[state]} word={t(`rollback.step-state.${state}`)} />
}

export function VerificationMark({ state }: { state: VerificationStatus['state'] }) {
  const t = useText()
  return <Verdict tone={toneOfVerification[state]} word={t(`rollback.verification.${state}`)} />
}

export function RollbackMark({ state }: { state: RollbackStatus['state'] }) {
  const t = useText()
  return <Verdict tone={toneOfRollback[state]} word={t(`rollback.state.${state}`)} />
}
