import type { GateVerdict } from '../../shared/model/gate.ts'
import type { Tone } from '../logic/tone.ts'

export const toneOfGate: Record<GateVerdict, Tone> = {
  go: 'go',
  pending: 'pending',
  unknown: 'unknown',
  'no-go': 'nogo',
}
