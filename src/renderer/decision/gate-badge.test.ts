import { expect, test } from 'vitest'

import type { GateStatus, GateVerdict } from '../../shared/model/gate.ts'
import { worstGate } from './gate-badge.tsx'

const status = (verdict?: GateVerdict): GateStatus => ({
  gate: { id: verdict ?? 'none', title: '', criteria: [], approvers: [], line: 1 },
  signatures: [],
  missing: [],
  ...(verdict && { evaluation: { at: '2026-11-21T08:00:00.000Z', verdict, criteria: [] } }),
})

test.each<[GateVerdict[], GateVerdict]>([
  [['go'], 'go'],
  [['go', 'pending'], 'pending'],
  [['unknown', 'pending', 'go'], 'unknown'],
  [['no-go', 'unknown'], 'no-go'],
])('of %j the run shows %s', (verdicts, worst) => {
  expect(worstGate(verdicts.map((verdict) => status(verdict)))?.verdict).toBe(worst)
})

test('a gate that nothing evaluates says nothing', () => {
  expect(worstGate([status()])).toBeUndefined()
  expect(worstGate([status(), status('go')])?.verdict).toBe('go')
})
