import type { ScenarioStatus, StepState } from '../../shared/model/scenario.ts'
import type { Tone } from '../logic/tone.ts'

export const toneOfScenario: Record<ScenarioStatus['state'], Tone> = {
  'never-run': 'idle',
  running: 'pending',
  interrupted: 'unknown',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
}

export const toneOfStep: Record<StepState, Tone> = {
  waiting: 'idle',
  running: 'pending',
  skipped: 'idle',
  passed: 'go',
  failed: 'nogo',
  unknown: 'unknown',
}
