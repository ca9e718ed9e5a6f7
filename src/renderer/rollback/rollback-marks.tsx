import type {
  RollbackStatus,
  RollbackStep,
  RollbackStepStatus,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { endOf, lookOfStep, lookOfVerification, toneOfEnd } from './rollback-tone.ts'
import { useHearing, useSight } from './use-running-rollback.ts'

interface StepMarkProps {
  status: RollbackStatus
  step: RollbackStepStatus
  spec: RollbackStep | undefined
}

export function StepMark({ status, step, spec }: StepMarkProps) {
  const t = useText()
  const { tone, word } = lookOfStep(step, spec, useSight(status))
  return <Verdict tone={tone} word={t(word)} />
}

export function VerificationMark({ state }: { state: VerificationStatus['state'] }) {
  const t = useText()
  const { tone, word } = lookOfVerification(state, useHearing())
  return <Verdict tone={tone} word={t(word)} />
}

export function RollbackMark({ status }: { status: Pick<RollbackStatus, 'state' | 'mode'> }) {
  const t = useText()
  const end = endOf(status, useHearing())
  return <Verdict tone={toneOfEnd[end]} word={t(`rollback.state.${end}`)} />
}
