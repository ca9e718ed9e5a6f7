import type {
  RollbackMode,
  RollbackStatus,
  RollbackStepState,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import type { Tone } from '../logic/tone.ts'

export const toneOfStepState: Record<RollbackStepState, Tone> = {
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

export const toneOfVerification: Record<VerificationStatus['state'], Tone> = {
  waiting: 'idle',
  looking: 'pending',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
}

export const toneOfRollback: Record<RollbackStatus['state'], Tone> = {
  running: 'pending',
  'not-back': 'nogo',
  back: 'go',
  rehearsed: 'go',
  aborted: 'nogo',
}

/** Where nothing is at stake it does not look as if something were. */
export const toneOfMode: Record<RollbackMode, Tone> = {
  real: 'nogo',
  rehearsal: 'pending',
  shown: 'idle',
}
