import { randomUUID } from 'node:crypto'

import { message, type Message } from '../../shared/messages/message.ts'
import type { Actor, RunEventBody } from '../../shared/model/run.ts'
import type { Scenario, ScenarioStatus } from '../../shared/model/scenario.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CheckEnvironment } from '../check/check-environment.ts'
import type { Monitors } from '../monitor/monitors.ts'
import type { LogWindow } from '../probes/probe.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import type { RunTarget } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Store } from '../store/store.ts'
import type { Tails } from '../tail/tails.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { cleanUpHashOf, leftBehindOf } from './left-behind.ts'
import { createPlayer, type OwnNames, type Playing } from './player.ts'
import type { StepContext } from './prepare-step.ts'
import { createConsent } from './scenario-consent.ts'
import type { ScenarioPlan } from './scenario-preview.ts'
import { createScenarioSource } from './scenario-source.ts'
import { scenarioAttempts, scenarioStatus } from './scenario-status.ts'

export interface ScenariosOptions {
  store: Store
  registry: RunRegistry
  tails: Pick<Tails, 'lines' | 'wholeSinceMs'>
  environment: (run: RunTarget) => Pick<CheckEnvironment, 'prepare'> | undefined
  logWindow: (runId: string) => LogWindow
  redactor: Redactor
  clock: Clock
  timer: Timer
  /** Absent where nothing is monitored. */
  onLook?: Monitors['onLook']
  /** Somebody is there to answer what a scenario asks; true when absent. */
  isAttended?: boolean
}

/** Disposing of it cancels what runs, and waits until it is cleaned up and on the disk. */
export interface Scenarios extends AsyncDisposable {
  readonly handlers: Pick<CallHandlers, Extract<keyof CallHandlers, `scenario.${string}`>>
  readonly sources: Pick<SubscriptionSources, 'scenarios'>
  /** Looks after what a process that is gone left behind: once, when everything is at work. */
  recover(): void
}

/** How an execution begins. */
interface Beginning {
  by: Actor
  isStepwise: boolean
  correlationId: string
  /** Only the clean-up is done, and this is said of it. */
  cleanUpOnly: Message | undefined
}

export function createScenarios(options: ScenariosOptions): Scenarios {
  const { store, registry, tails, redactor, clock, timer } = options
  const redact = (text: string) => redactor.redact(text)
  /** One at a time in a run: they change what each other looks at. */
  const playing = new Map<string, Playing>()
  const listeners = new Set<(runId: string, scenarioId: string) => void>()
  const recovering: Promise<void>[] = []
  let isDisposed = false
  const tell = (runId: string, { id }: Scenario) => {
    for (const listener of listeners) listener(runId, id)
  }

  const contextOf = (run: Projection, own: OwnNames): StepContext | undefined => {
    const { id, profileName, environment, runbookHash } = run.head()
    const target = { id, profileName, environment, runbookHash, profileHash: run.profileHash }
    const found = options.environment(target)
    const logWindow = options.logWindow(id)
    return found && { runId: id, environment: found, logWindow, tails, clock, timer, ...own }
  }
  const consent = createConsent(contextOf)
  const player = createPlayer({
    store,
    tails,
    redactor,
    clock,
    timer,
    contextOf,
    onMove: tell,
    onLook: options.onLook,
    isAttended: options.isAttended ?? true,
  })

  /** Its intent on the disk, then under way. */
  const begin = (
    run: Projection,
    scenario: Scenario,
    planned: ScenarioPlan,
    how: Beginning,
  ): Result<Playing> => {
    const { id: runId } = run.head()
    const { by, isStepwise, correlationId, cleanUpOnly } = how
    const attemptId = randomUUID()
    const { checkId, itemId } = scenario
    const { danger, target, command, steps } = planned
    const live: Playing = {
      scenario,
      attemptId,
      correlationId,
      isStepwise,
      abort: new AbortController(),
      ended: Promise.resolve(),
    }
    registry.begin(runId, attemptId)
    const started: RunEventBody = {
      type: 'check.started',
      attemptId,
      itemId,
      checkId,
      danger,
      target: redact(target),
      command: redact(command),
      scenario: {
        correlationId,
        ...(cleanUpOnly ? {} : { cleanUpHash: cleanUpHashOf(steps) }),
      },
    }
    playing.set(runId, live)
    const intent = store.events.append(runId, by, [started])
    if (!intent.ok) {
      playing.delete(runId)
      registry.end(runId, attemptId)
      return intent
    }
    live.ended = player.play(run, live, planned, cleanUpOnly).finally(() => {
      playing.delete(runId)
      registry.end(runId, attemptId)
      tell(runId, scenario)
    })
    tell(runId, scenario)
    return ok(live)
  }

  /** Cleans up what a gone process left behind in a run, or says that it is outstanding. */
  const recoverRun = async (run: Projection) => {
    const { id: runId } = run.head()
    for (const scenario of run.runbook?.scenarios ?? []) {
      while (playing.has(runId)) await playing.get(runId)?.ended
      if (isDisposed) return
      const nowMs = Date.parse(clock.now())
      const planNow = () => consent.cleanUp(run, scenario)
      const left = leftBehindOf(scenario, run.events, nowMs, planNow)
      if (!left) continue
      const { attemptId, correlationId, reason } = left
      const planned = reason ? undefined : planNow()
      if (planned?.ok && correlationId !== undefined) {
        begin(run, scenario, planned.value, {
          by: { kind: 'engine' },
          isStepwise: false,
          correlationId,
          cleanUpOnly: message('scenario.cleaned-up-after'),
        })
      } else if (reason) {
        const { itemId, checkId, title } = scenario
        store.events.append(runId, { kind: 'engine' }, [
          { type: 'scenario.left', attemptId, itemId, checkId, title, reason },
        ])
      }
    }
  }

  const find = (runId: string, scenarioId: string) => {
    const run = openRun(store, registry, runId)
    if (!run.ok) return run
    const scenario = run.value.runbook?.scenarios.find(({ id }) => id === scenarioId)
    if (!scenario) return failure('not-found', message('scenario.unknown', { id: scenarioId }))
    return ok({ run: run.value, scenario })
  }
  const liveOf = (runId: string, scenarioId: string) => {
    const live = playing.get(runId)
    return live?.scenario.id === scenarioId ? live : undefined
  }
  /** What is kept of a run, open or not, is told of the scenario. */
  const told = <T>(
    runId: string,
    scenarioId: string,
    tellOf: (scenario: Scenario, events: Projection['events'], live: Playing | undefined) => T,
  ): T | undefined => {
    const projection = registry.get(runId)
    const scenario = projection?.runbook?.scenarios.find(({ id }) => id === scenarioId)
    return projection && scenario && tellOf(scenario, projection.events, liveOf(runId, scenarioId))
  }
  const statusOf = (runId: string, scenarioId: string): ScenarioStatus | undefined =>
    told(runId, scenarioId, scenarioStatus)

  return {
    handlers: {
      'scenario.preview'({ runId, scenarioId, cleanUpOnly }) {
        const found = find(runId, scenarioId)
        return Promise.resolve(found.ok ? consent.preview({ ...found.value, cleanUpOnly }) : found)
      },

      'scenario.start'({ runId, scenarioId, cleanUpOnly, stepwise, agreed }) {
        const found = find(runId, scenarioId)
        if (!found.ok) return Promise.resolve(found)
        if (store.database.diskFull)
          return Promise.resolve(failure('disk-full', message('failure.disk-full')))
        const { run: projection, scenario } = found.value
        const planned = consent.agree({ ...found.value, cleanUpOnly }, agreed)
        if (!planned.ok) return Promise.resolve(planned)
        if (playing.has(runId))
          return Promise.resolve(failure('conflict', message('scenario.running')))
        consent.consume(planned.value.token)
        const begun = begin(projection, scenario, planned.value, {
          by: operator(store),
          isStepwise: stepwise,
          correlationId: `wr-${randomUUID().replaceAll('-', '').slice(0, 16)}`,
          cleanUpOnly: cleanUpOnly ? message('scenario.cleaned-up') : undefined,
        })
        return Promise.resolve(begun.ok ? ok({ attemptId: begun.value.attemptId }) : begun)
      },

      'scenario.continue'({ runId, scenarioId, at, stepwise }) {
        const live = liveOf(runId, scenarioId)
        const { part, step } = live?.waitsAt ?? {}
        // Two who press at once go one step on, not two.
        if (!live?.goOn || part !== at.part || step !== at.step)
          return Promise.resolve(failure('conflict', message('scenario.not-waiting')))
        live.isStepwise = stepwise
        live.goOn()
        return Promise.resolve(ok(null))
      },

      'scenario.attempts'({ runId, scenarioId }) {
        const attempts = told(runId, scenarioId, scenarioAttempts)
        return Promise.resolve(
          attempts
            ? ok(attempts)
            : failure('not-found', message('scenario.unknown', { id: scenarioId })),
        )
      },

      'scenario.cancel'({ runId, scenarioId }) {
        liveOf(runId, scenarioId)?.abort.abort()
        return Promise.resolve(ok(null))
      },

      'scenario.answer'({ runId, scenarioId, verdict, note }) {
        const live = liveOf(runId, scenarioId)
        if (!live?.answer)
          return Promise.resolve(failure('conflict', message('scenario.not-asking')))
        const by = store.settings.get().operator
        live.answer({ verdict, by, ...(note === undefined ? {} : { note }) })
        return Promise.resolve(ok(null))
      },
    },
    sources: createScenarioSource({
      store,
      registry,
      statusOf,
      onMove(listener) {
        const own: typeof listener = (runId, scenarioId) => listener(runId, scenarioId)
        listeners.add(own)
        return () => listeners.delete(own)
      },
    }),
    recover() {
      for (const runId of registry.runIds()) {
        const run = openRun(store, registry, runId)
        if (run.ok) recovering.push(recoverRun(run.value))
      }
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true
      for (const { abort } of playing.values()) abort.abort()
      // Nobody answers any more: what a clean-up asks would never end.
      player[Symbol.dispose]()
      await Promise.all([...playing.values()].map(({ ended }) => ended))
      await Promise.all(recovering)
      listeners.clear()
    },
  }
}
