import type {
  RollbackMode,
  RollbackStatus,
  RollbackStep,
  RollbackStepState,
  RollbackStepStatus,
  VerificationStatus,
} from '../../shared/model/rollback.ts'
import type { Tone } from '../logic/tone.ts'
import { sightOf, type Hearing, type Sight } from './way.ts'

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

/** What goes on by itself, or waits: nobody knows it to be so where nothing is heard. */
const moving: ReadonlySet<RollbackStepState> = new Set(['ready', 'acting', 'acted', 'verifying'])

const noNews = { tone: 'unknown', word: 'rollback.no-news' } as const
const unfinished = { tone: 'unknown', word: 'rollback.unfinished' } as const

/** How a step reads at a glance. What nothing verified is done, and never said to hold. */
export function lookOfStep(
  { state, verify, outcome }: Pick<RollbackStepStatus, 'state' | 'verify' | 'outcome'>,
  spec?: Pick<RollbackStep, 'action'>,
  sight: Sight = 'live',
) {
  if (sight === 'lost' && moving.has(state)) return noNews
  if ((sight === 'over' || sight === 'left') && (state === 'ahead' || state === 'ready'))
    return { tone: 'idle', word: 'rollback.not-reached' } as const
  if (sight === 'left' && moving.has(state)) return unfinished
  if (state === 'passed' && spec?.action.kind === 'decide')
    return { tone: 'go', word: 'rollback.decided' } as const
  if (state === 'passed' && verify.length === 0)
    return { tone: 'pending', word: 'rollback.unverified-step' } as const
  // It holds; and somebody should know that it was not the command's doing, or may not have been.
  if (state === 'passed' && outcome !== undefined && outcome !== 'done')
    return { tone: 'pending', word: `rollback.held-though.${outcome}` } as const
  return { tone: toneOfStepState[state], word: `rollback.step-state.${state}` } as const
}

const toneOfVerification: Record<VerificationStatus['state'], Tone> = {
  waiting: 'idle',
  looking: 'pending',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
}

/** How a verification reads: that it is looked at is known only while somebody says so. */
export function lookOfVerification(state: VerificationStatus['state'], hearing: Hearing) {
  if (state === 'looking' && hearing !== 'live') return hearing === 'lost' ? noNews : unfinished
  return { tone: toneOfVerification[state], word: `rollback.verification.${state}` } as const
}

/** How it ended, or goes on. What was only shown was not rehearsed. */
export type RollbackEnd = RollbackStatus['state'] | 'shown' | 'lost' | 'left'

export function endOf(
  status: Pick<RollbackStatus, 'state' | 'mode'>,
  hearing: Hearing = 'live',
): RollbackEnd {
  const sight = sightOf(status, hearing)
  if (sight === 'lost' || sight === 'left') return sight
  return status.state === 'rehearsed' && status.mode === 'shown' ? 'shown' : status.state
}

export const toneOfEnd: Record<RollbackEnd, Tone> = {
  running: 'pending',
  'not-back': 'nogo',
  back: 'go',
  rehearsed: 'go',
  shown: 'idle',
  aborted: 'nogo',
  lost: 'unknown',
  left: 'unknown',
}

/** Where nothing is at stake it does not look as if something were. */
export const toneOfMode: Record<RollbackMode, Tone> = {
  real: 'nogo',
  rehearsal: 'pending',
  shown: 'idle',
}
