import type { NoticeKind } from '../../shared/model/notice.ts'
import type { Environment } from '../../shared/model/profile.ts'
import type { RollbackMode, RollbackMove } from '../../shared/model/rollback.ts'
import type { Actor, RunEvent, RunEventBody } from '../../shared/model/run.ts'

const hash = 'a'.repeat(64)
const ada: Actor = { kind: 'person', name: 'Ada' }
const engine: Actor = { kind: 'engine' }
const beganAt = Date.parse('2026-11-20T08:00:00.000Z')

/** So many seconds into the drill. */
export const at = (seconds: number) => new Date(beganAt + seconds * 1000).toISOString()

export type Moment = [seconds: number, body: RunEventBody, actor?: Actor]

/** A run's history, as it would be kept. */
export const history = (moments: readonly Moment[]): RunEvent[] =>
  moments.map(([seconds, body, actor = ada], index) => ({
    runId: 'run',
    seq: index + 1,
    at: at(seconds),
    actor,
    body,
    previousHash: '',
    hash: '',
  }))

export const created = (environment: Environment = 'practice'): Moment => [
  0,
  {
    type: 'run.created',
    title: 'Drill',
    runbookHash: hash,
    runbookName: 'drill.en.md',
    profileName: 'practice',
    environment,
    profileHash: hash,
    release: { version: '2.1', commit: '', lastGood: '2.0' },
    people: [{ name: 'Ada', role: 'Ops' }],
  },
]

export const incident = (
  seconds: number,
  kind: 'hand' | 'rollback' = 'hand',
  actor: Actor = ada,
): Moment => [
  seconds,
  {
    type: 'incident.opened',
    incidentId: `incident-${seconds}`,
    title: 'It is down',
    severity: 'major',
    cause: kind === 'hand' ? { kind } : { kind, rollbackId: 'release', title: 'Release' },
    escalation: [],
  },
  actor,
]

/** Without `raised` as an older Warroom wrote it, which did not say what it was. */
export const acknowledged = (
  seconds: number,
  { kind = 'monitor-down', raised }: { kind?: NoticeKind; raised?: number } = {},
): Moment => [
  seconds,
  {
    type: 'notice.acknowledged',
    notices: [
      {
        id: 'one',
        text: { id: 'run.unknown' },
        ...(raised !== undefined && { kind, at: at(raised) }),
      },
    ],
    by: 'Ada',
  },
]

export const gate = (seconds: number, decision: 'go' | 'no-go'): Moment => [
  seconds,
  {
    type: 'gate.decided',
    gateId: 'go',
    title: 'Go-live',
    decision,
    by: 'Ada',
    role: 'Ops',
    criteria: [],
    evaluation: { at: at(seconds), verdict: 'go', criteria: [] },
    evaluationHash: hash,
  },
]

/** A way back by the plan `id`, with what happens on it. */
export function way(id: string, options: { mode?: RollbackMode; planHash?: string } = {}) {
  const { mode = 'real', planHash = hash } = options
  const title = `The plan ${id}`
  const rollbackId = `rollback-${id}`
  const step = { rollbackId, stepId: 'deploy', title: 'Deploy' }
  return {
    begun: (seconds: number): Moment => [
      seconds,
      {
        type: 'rollback.started',
        rollbackId,
        plan: {
          id,
          title,
          when: [],
          budgetMs: 300_000,
          safeState: 'As it is.',
          variables: {},
          steps: [],
          done: [],
          line: 1,
        },
        planHash,
        mode,
        environment: 'practice',
        runbookHash: hash,
        profileHash: hash,
        by: 'Ada',
        answers: [],
      },
    ],
    acting: (seconds: number, danger: 'read' | 'change' = 'change'): Moment => [
      seconds,
      { type: 'rollback.acting', ...step, attempt: 1, danger, target: 'box', command: 'deploy' },
    ],
    acted: (seconds: number, by?: string): Moment => [
      seconds,
      {
        type: 'rollback.acted',
        ...step,
        attempt: 1,
        outcome: 'done',
        reason: { id: 'run.unknown' },
        durationMs: 1000,
        ...(by === undefined ? {} : { by }),
      },
      by === undefined ? engine : ada,
    ],
    verified: (seconds: number): Moment => [
      seconds,
      { type: 'rollback.verified', ...step, attempt: 1, verdict: 'passed', parts: [] },
      engine,
    ],
    moved: (seconds: number, how: RollbackMove): Moment => [
      seconds,
      { type: 'rollback.moved', ...step, how, to: 'end' },
    ],
    ended: (seconds: number, as: 'back' | 'rehearsed' | 'aborted' = 'back'): Moment => [
      seconds,
      { type: 'rollback.ended', rollbackId, title, as },
      as === 'aborted' ? ada : engine,
    ],
  }
}
