import type { Json, Judgement, Measurement, Verdict } from '../../shared/model/check.ts'
import type { RestoreOutcome } from '../../shared/model/readiness.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { ScratchFinding } from './scratch-restore.ts'

/** Without `drop` where nothing was created. */
export interface BothMeasured {
  put: Measurement
  drop?: Measurement
}

const verdicts = {
  restored: 'passed',
  failed: 'failed',
  'not-done': 'unknown',
  unknown: 'unknown',
} as const satisfies Record<RestoreOutcome, Verdict>

/** Both commands as one measurement: what was counted, how long it took, and what they said. */
export function asEvidence(
  { put: prepared, drop: dropping }: { put: PreparedCheck; drop: PreparedCheck },
  { put, drop }: BothMeasured,
  { outcome, reason, ...found }: ScratchFinding,
): PreparedCheck {
  const { target, danger } = prepared
  const command = `${prepared.command}\n\n${dropping.command}`
  const output = [put.output, drop?.output].filter(Boolean).join('\n')
  const said = [put, drop].map((one) => (one?.kind === 'unmeasurable' ? one.detail : undefined))
  const facts: Record<string, Json> = {
    outcome,
    ...found,
    put_ms: put.durationMs,
    drop_ms: drop?.durationMs ?? 0,
    detail: said.filter(Boolean).join('\n'),
  }
  const expect = "outcome == 'restored'"
  const judgement: Judgement = { verdict: verdicts[outcome], expect, reason, read: { outcome } }
  const measurement: Measurement = {
    kind: 'measured',
    startedAt: put.startedAt,
    durationMs: put.durationMs + (drop?.durationMs ?? 0),
    target: put.target,
    command,
    facts,
    ...(output === '' ? {} : { output }),
  }
  return {
    target,
    command,
    danger,
    expect,
    measure: () => Promise.resolve(measurement),
    judge: () => judgement,
  }
}
