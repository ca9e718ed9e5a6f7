import type {
  RollbackStatus,
  RollbackStep,
  RollbackStepStatus,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { lookOfStep, toneOfRollback, toneOfVerification } from './rollback-tone.ts'

interface StepMarkProps {
  step: RollbackStepStatus
  spec: RollbackStep | undefined
}

export function StepMark({ step, spec }: StepMarkProps) {
  const t = useText()
  const { tone, word } = lookOfStep(step, spec)
  return <Verdict tone={tone} word={t(word)} />
}

export function VerificationMark({ state }: { state: VerificationStatus['state'] }) {
  const t = useText()
  return <Verdict tone={toneOfVerification[state]} word={t(`rollback.verification.${state}`)} />
}

export function RollbackMark({ state }: { state: RollbackStatus['state'] }) {
  const t = useText()
  return <Verdict tone={toneOfRollback[state]} word={t(`rollback.state.${state}`)} />
}
