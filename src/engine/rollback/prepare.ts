import { message } from '../../shared/messages/message.ts'
import type { CheckSpec, Facts, Measurement } from '../../shared/model/check.ts'
import type { WindowCriterion } from '../../shared/model/gate.ts'
import type { RollbackStep, Verification } from '../../shared/model/rollback.ts'
import { assertNever } from '../../shared/result.ts'
import type { CheckEnvironment, CheckSurroundings } from '../check/check-environment.ts'
import { withoutProfile } from '../check/without-profile.ts'
import { evaluateWindow } from '../gate/evaluate-window.ts'
import type { CriterionState } from '../gate/hold.ts'
import { createWindowReader } from '../gate/window-reader.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import type { LogReader, LogWindow, OnOutput } from '../probes/probe.ts'
import { evidenceOf } from '../run/evidence.ts'
import type { PreparedCheck, RunTarget } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import type { Clock } from '../time/clock.ts'
import type { RollbackTrace } from './rollback-trace.ts'
import type { Look } from './session.ts'

export interface PrepareOptions {
  environment: (run: RunTarget) => Pick<CheckEnvironment, 'prepare'> | undefined
  logWindow: (runId: string) => LogWindow
  logReader: (runId: string) => LogReader
  samples: Pick<SampleStore, 'find' | 'samples' | 'columns' | 'measures'>
  clock: Clock
  redact: (text: string) => string
}

/** Makes steps and verifications ready, with the names and targets that the rollback was begun with. */
export function createPreparation(options: PrepareOptions) {
  const { environment, clock, redact } = options

  const prepareCheck = (
    check: CheckSpec,
    run: Projection,
    { started }: RollbackTrace,
    onOutput?: OnOutput,
  ): PreparedCheck => {
    const { id, profileName, release } = run.head()
    const { runbookHash, profileHash, environment: where, plan, rollbackId } = started
    const found = environment({ id, profileName, environment: where, runbookHash, profileHash })
    if (!found) return withoutProfile(profileName, '')
    const known = Object.entries({
      'release.version': release.version,
      'release.commit': release.commit,
      'release.last_good': release.lastGood,
      rollback_id: rollbackId,
    }).filter(([, value]) => value !== '')
    const surroundings: CheckSurroundings = {
      logWindow: options.logWindow(id),
      logReader: options.logReader(id),
      names: { variables: plan.variables, literals: Object.fromEntries(known) },
      ...(onOutput ? { onOutput } : {}),
    }
    return found.prepare(check, surroundings)
  }

  return {
    step(
      { action }: RollbackStep,
      run: Projection,
      trace: RollbackTrace,
      onOutput?: OnOutput,
    ): PreparedCheck {
      switch (action.kind) {
        case 'check':
          return prepareCheck(action.check, run, trace, onOutput)
        case 'manual':
          return byHand(action.text)
        case 'decide':
          return byHand(action.question)
        case 'wait':
          return byHand('')
        default:
          return assertNever(action)
      }
    },

    /** A verification only looks, whatever its author wrote. */
    verification(
      verification: Verification,
      run: Projection,
      trace: RollbackTrace,
    ): Pick<PreparedCheck, 'target' | 'command' | 'expect'> & { check?: PreparedCheck } {
      if (verification.kind === 'window') {
        const { checkId, require, windowSeconds } = verification.criterion
        return { target: checkId, command: `${windowSeconds} s`, expect: require }
      }
      const prepared = prepareCheck(verification.check, run, trace)
      const problem = {
        cause: 'bad-config' as const,
        message: message('rollback-run.changes'),
      }
      const check = prepared.danger === 'read' ? prepared : { ...prepared, problem }
      return { ...check, check }
    },

    /** Looks at windows as they are since something was last done. */
    windows(run: Projection, trace: RollbackTrace) {
      const checks = new Map(
        run.runbook?.items.flatMap(({ checks: own }) =>
          own.map((check) => [check.id, check] as const),
        ),
      )
      const runId = run.head().id
      const sinceMs = Date.parse(trace.actedAt)
      const reader = createWindowReader(options.samples, { runId, sinceMs, checks })
      const states = new Map<string, CriterionState>()
      return async (criterion: WindowCriterion, signal: AbortSignal): Promise<Look> => {
        const startedAt = clock.now()
        const nowMs = Date.parse(startedAt)
        const { evaluation, state } = evaluateWindow(
          criterion,
          reader.at(nowMs)(criterion),
          nowMs,
          states.get(criterion.id),
        )
        states.set(criterion.id, state)
        const { window } = evaluation
        const facts: Facts = window
          ? { ...window.read, samples: window.samples, coverage: window.coverage }
          : {}
        const measurement: Measurement = {
          kind: 'measured',
          startedAt,
          durationMs: 0,
          target: criterion.checkId,
          facts,
        }
        const verdict = windowVerdict[evaluation.verdict]
        const { reason } = evaluation
        const prepared: PreparedCheck = {
          target: criterion.checkId,
          command: '',
          danger: 'read',
          expect: criterion.require,
          measure: () => Promise.resolve(measurement),
          judge: () => ({ verdict, expect: criterion.require, reason, read: facts }),
        }
        const evidence = await evidenceOf(criterion.checkId, prepared, { signal, clock, redact })
        return { verdict, reason: evidence.judgement.reason, evidence }
      }
    },
  }
}

export type Preparation = ReturnType<typeof createPreparation>

const windowVerdict = {
  go: 'passed',
  'no-go': 'failed',
  pending: 'unknown',
  unknown: 'unknown',
} as const

/** What no machine does. */
function byHand(command: string): PreparedCheck {
  return {
    target: '',
    command,
    danger: 'read',
    expect: '',
    measure: () => Promise.reject(new Error('a person does it')),
    judge: () => {
      throw new Error('a person says what came of it')
    },
  }
}
