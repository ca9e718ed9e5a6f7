import type {
  RollbackMode,
  RollbackStatus,
  RollbackStep,
  RollbackStepState,
  RollbackStepStatus,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import type { Tone } from '../logic/tone.ts'

const toneOfStepState: Record<RollbackStepState, Tone> = {
  ahead: 'idle',
  ready: 'pending',
  acting: 'pending',
  acted: 'pending',
  verifying: 'pending',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
  'outcome-unknown': 'unknown',
  skipped: 'pending',
  shown: 'idle',
}

/** How a step reads at a glance. What nothing verified is done, and never said to hold. */
export function lookOfStep(
  { state, verify }: Pick<RollbackStepStatus, 'state' | 'verify'>,
  spec?: Pick<RollbackStep, 'action'>,
  isOver = false,
) {
  if (isOver && (state === 'ahead' || state === 'ready'))
    return { tone: 'idle', word: 'rollback.not-reached' } as const
  if (state === 'passed' && spec?.action.kind === 'decide')
    return { tone: 'go', word: 'rollback.decided' } as const
  if (state === 'passed' && verify.length === 0)
    return { tone: 'pending', word: 'rollback.unverified-step' } as const
  return { tone: toneOfStepState[state], word: `rollback.step-state.${state}` } as const
}

export const toneOfVerification: Record<VerificationStatus['state'], Tone> = {
  waiting: 'idle',
  looking: 'pending',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
}

/** How it ended, or goes on. What was only shown was not rehearsed. */
export type RollbackEnd = RollbackStatus['state'] | 'shown'

export const endOf = ({ state, mode }: Pick<RollbackStatus, 'state' | 'mode'>): RollbackEnd =>
  state === 'rehearsed' && mode === 'shown' ? 'shown' : state

export const toneOfEnd: Record<RollbackEnd, Tone> = {
  running: 'pending',
  'not-back': 'nogo',
  back: 'go',
  rehearsed: 'go',
  shown: 'idle',
  aborted: 'nogo',
}

/** Where nothing is at stake it does not look as if something were. */
export const toneOfMode: Record<RollbackMode, Tone> = {
  real: 'nogo',
  rehearsal: 'pending',
  shown: 'idle',
}
