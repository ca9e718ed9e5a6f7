import type {
  RollbackStatus,
  RollbackStep,
  RollbackStepStatus,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { endOf, lookOfStep, toneOfEnd, toneOfVerification } from './rollback-tone.ts'

interface StepMarkProps {
  step: RollbackStepStatus
  spec: RollbackStep | undefined
  isOver: boolean
}

export function StepMark({ step, spec, isOver }: StepMarkProps) {
  const t = useText()
  const { tone, word } = lookOfStep(step, spec, isOver)
  return <Verdict tone={tone} word={t(word)} />
}

export function VerificationMark({ state }: { state: VerificationStatus['state'] }) {
  const t = useText()
  return <Verdict tone={toneOfVerification[state]} word={t(`rollback.verification.${state}`)} />
}

export function RollbackMark({ status }: { status: Pick<RollbackStatus, 'state' | 'mode'> }) {
  const t = useText()
  const end = endOf(status)
  return <Verdict tone={toneOfEnd[end]} word={t(`rollback.state.${end}`)} />
}
