import { randomUUID } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import type { Scenario, ScenarioStatus } from '../../shared/model/scenario.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CheckEnvironment } from '../check/check-environment.ts'
import type { Clock } from '../clock.ts'
import type { Timer } from '../monitor/timer.ts'
import type { LogWindow } from '../probes/probe.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { createAgreements } from '../run/agreement.ts'
import type { RunTarget } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Store } from '../store/store.ts'
import type { Tails } from '../tail/tails.ts'
import { createPlayer, type OwnNames, type Playing } from './player.ts'
import type { StepContext } from './prepare-step.ts'
import {
  namesForEyes,
  planScenario,
  refusalHere,
  wordsToType,
  type ScenarioPlan,
} from './scenario-preview.ts'
import { scenarioStatus } from './scenario-status.ts'

export interface ScenariosOptions {
  store: Store
  registry: RunRegistry
  tails: Pick<Tails, 'lines' | 'wholeSinceMs'>
  environment: (run: RunTarget) => Pick<CheckEnvironment, 'prepare'> | undefined
  logWindow: (runId: string) => LogWindow
  redactor: Redactor
  clock: Clock
  timer: Timer
  /** Somebody is there to answer what a scenario asks; true when absent. */
  isAttended?: boolean
}

/** Disposing of it cancels what runs, and waits until it is cleaned up and on the disk. */
export interface Scenarios extends AsyncDisposable {
  readonly handlers: Pick<
    CallHandlers,
    'scenario.preview' | 'scenario.start' | 'scenario.cancel' | 'scenario.answer'
  >
  readonly sources: Pick<SubscriptionSources, 'scenarios'>
}

export function createScenarios(options: ScenariosOptions): Scenarios {
  const { store, registry, tails, redactor, clock, timer } = options
  const redact = (text: string) => redactor.redact(text)
  const agreements = createAgreements()
  /** One at a time in a run: they change what each other looks at. */
  const playing = new Map<string, Playing>()
  const listeners = new Set<(runId: string, scenarioId: string) => void>()
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

  const find = (runId: string, scenarioId: string) => {
    const run = openRun(store, registry, runId)
    if (!run.ok) return run
    const scenario = run.value.runbook?.scenarios.find(({ id }) => id === scenarioId)
    if (!scenario) return failure('not-found', message('scenario.unknown', { id: scenarioId }))
    return ok({ run: run.value, scenario })
  }

  const player = createPlayer({
    store,
    tails,
    redactor,
    clock,
    timer,
    contextOf,
    onMove: tell,
    isAttended: options.isAttended ?? true,
  })

  const plan = (
    run: Projection,
    scenario: Scenario,
    cleanUpOnly: boolean,
  ): Result<ScenarioPlan & { token: string }> => {
    const context = contextOf(run, {
      names: namesForEyes(scenario),
      mark: { n: 0, atMs: 0 },
      ask: () => Promise.resolve(undefined),
      onCaptured: () => undefined,
    })
    const { id: runId, profileName } = run.head()
    if (!context)
      return failure('unavailable', message('run.unknown-profile', { name: profileName }))
    const planned = planScenario(scenario, context, cleanUpOnly)
    const token = agreements.tokenOf({ runId, checkId: scenario.checkId, ...planned })
    return ok({ ...planned, token })
  }

  const statusOf = (runId: string, scenarioId: string): ScenarioStatus | undefined => {
    const projection = registry.get(runId)
    const scenario = projection?.runbook?.scenarios.find(({ id }) => id === scenarioId)
    const live = playing.get(runId)
    return (
      projection &&
      scenario &&
      scenarioStatus(
        scenario,
        projection.events,
        live?.scenario.id === scenarioId ? live : undefined,
      )
    )
  }

  return {
    handlers: {
      'scenario.preview'({ runId, scenarioId, cleanUpOnly }) {
        const found = find(runId, scenarioId)
        if (!found.ok) return Promise.resolve(found)
        const { run: projection, scenario } = found.value
        const planned = plan(projection, scenario, cleanUpOnly)
        if (!planned.ok) return Promise.resolve(planned)
        const { steps, danger, target, command } = planned.value
        const head = projection.head()
        const refused = refusalHere(scenario, danger, head.environment)
        const typed = wordsToType(danger, head)
        const act = { runId, checkId: scenario.checkId, target, command, danger }
        return Promise.resolve(
          ok({
            scenarioId,
            title: scenario.title,
            environment: head.environment,
            danger,
            steps,
            token: agreements.offer(act),
            ...(typed === undefined ? {} : { typed }),
            ...(refused ? { refused } : {}),
          }),
        )
      },

      'scenario.start'({ runId, scenarioId, cleanUpOnly, agreed }) {
        const found = find(runId, scenarioId)
        if (!found.ok) return Promise.resolve(found)
        if (store.database.diskFull)
          return Promise.resolve(failure('disk-full', message('failure.disk-full')))
        const { run: projection, scenario } = found.value
        const planned = plan(projection, scenario, cleanUpOnly)
        if (!planned.ok) return Promise.resolve(planned)
        const { danger, token, target, command } = planned.value
        const head = projection.head()
        const refused = refusalHere(scenario, danger, head.environment)
        if (refused) return Promise.resolve(failure('denied', refused))
        const title = scenario.title
        if (danger !== 'read') {
          if (agreed?.token !== token || !agreements.wasOffered(token))
            return Promise.resolve(
              failure('needs-confirmation', message('scenario.needs-confirmation', { title })),
            )
          const words = wordsToType(danger, head)
          if (words !== undefined && agreed.typed?.trim() !== words.trim())
            return Promise.resolve(
              failure('needs-confirmation', message('scenario.wrong-words', { title, words })),
            )
        }
        if (playing.has(runId))
          return Promise.resolve(failure('conflict', message('scenario.running')))
        agreements.consume([token])
        const attemptId = randomUUID()
        const { checkId, itemId } = scenario
        const live: Playing = {
          scenario,
          attemptId,
          correlationId: `wr-${randomUUID().replaceAll('-', '').slice(0, 16)}`,
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
        }
        playing.set(runId, live)
        const intent = store.events.append(runId, operator(store), [started])
        if (!intent.ok) {
          playing.delete(runId)
          registry.end(runId, attemptId)
          return Promise.resolve(intent)
        }
        live.ended = player.play(projection, live, planned.value, cleanUpOnly).finally(() => {
          playing.delete(runId)
          registry.end(runId, attemptId)
          tell(runId, scenario)
        })
        tell(runId, scenario)
        return Promise.resolve(ok({ attemptId }))
      },

      'scenario.cancel'({ runId, scenarioId }) {
        const live = playing.get(runId)
        if (live?.scenario.id === scenarioId) live.abort.abort()
        return Promise.resolve(ok(null))
      },

      'scenario.answer'({ runId, scenarioId, verdict, note }) {
        const live = playing.get(runId)
        if (live?.scenario.id !== scenarioId || !live.answer)
          return Promise.resolve(failure('conflict', message('scenario.not-asking')))
        const by = store.settings.get().operator
        live.answer({ verdict, by, ...(note === undefined ? {} : { note }) })
        return Promise.resolve(ok(null))
      },
    },
    sources: {
      scenarios({ runId }) {
        if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
        const ids = () => (registry.get(runId)?.runbook?.scenarios ?? []).map(({ id }) => id)
        return ok<KeyedSource<ScenarioStatus>>({
          *entries() {
            for (const id of ids()) {
              const status = statusOf(runId, id)
              if (status) yield [id, status]
            }
          },
          get: (id) => statusOf(runId, id),
          onChange(listener) {
            const own = (changed: string, id: string) => {
              if (changed === runId) listener([id])
            }
            listeners.add(own)
            const stop = store.events.onAppended((changed, events) => {
              if (changed !== runId) return
              const touched = events.flatMap(({ body }) =>
                'checkId' in body
                  ? (registry.get(runId)?.runbook?.scenarios ?? []).filter(
                      ({ checkId }) => checkId === body.checkId,
                    )
                  : [],
              )
              const isOther = events.some(({ body }) => body.type === 'runbook.adopted')
              const keys = isOther ? ids() : [...new Set(touched.map(({ id }) => id))]
              if (keys.length > 0) listener(keys)
            })
            return () => {
              listeners.delete(own)
              stop()
            }
          },
        })
      },
    },
    async [Symbol.asyncDispose]() {
      for (const { abort } of playing.values()) abort.abort()
      await Promise.all([...playing.values()].map(({ ended }) => ended))
      player[Symbol.dispose]()
      listeners.clear()
    },
  }
}
