import { createContext, useContext } from 'react'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

import type { Failure } from '../../shared/result.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/rpc/contract.ts'
import type { Client } from '../bridge/client.ts'
import type { Connection } from '../bridge/connection.ts'
import type { WindowHost } from '../bridge/host.ts'
import { sayMessage } from '../text/translate.ts'
import { createCollection, feedCollection } from './collection.ts'
import type { CollectionStore } from './collection.ts'
import { createDocuments } from './documents.ts'
import type { EvidenceDocuments, RunbookDocuments } from './documents.ts'
import { localeOf } from './locale.ts'
import {
  createRunStore,
  createTimelineStore,
  feedRun,
  feedTimeline,
  noRun,
  noTimeline,
} from './run.ts'
import type { RunState, TimelineState } from './run.ts'
import { createUiStore } from './ui.ts'
import type { UiStore } from './ui.ts'

/** Everything a window holds: the engine's word in stores, and what it is looking at in `ui`. */
export interface Session {
  client: Client
  host: WindowHost
  connection: StoreApi<Connection>
  engine: CollectionStore<'engine'>
  settings: CollectionStore<'settings'>
  runbooks: CollectionStore<'runbooks'>
  profiles: CollectionStore<'profiles'>
  runs: CollectionStore<'runs'>
  range: CollectionStore<'range'>
  drills: CollectionStore<'drills'>
  /** Of the open run. */
  monitors: CollectionStore<'monitors'>
  alerts: CollectionStore<'alerts'>
  gates: CollectionStore<'gates'>
  budgets: CollectionStore<'budgets'>
  notices: CollectionStore<'notices'>
  queues: CollectionStore<'queues'>
  tails: CollectionStore<'tails'>
  scenarios: CollectionStore<'scenarios'>
  rollbacks: CollectionStore<'rollbacks'>
  readiness: CollectionStore<'readiness'>
  incidents: CollectionStore<'incidents'>
  lessons: CollectionStore<'lessons'>
  run: StoreApi<RunState>
  timeline: StoreApi<TimelineState>
  documents: RunbookDocuments
  evidence: EvidenceDocuments
  ui: UiStore
  /** Asks the engine and shows the failure, if any, as a toast. Undefined means that it failed. */
  ask: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N> | undefined>
  report: (failure: Failure) => void
  close: () => void
}

export function createSession(client: Client, host: WindowHost, storage?: Storage): Session {
  const ui = createUiStore(storage)
  let stopRun: () => void = () => {}
  const connection = createStore<Connection>(() => client.connection.get())
  const session: Session = {
    client,
    host,
    connection,
    engine: createCollection(),
    settings: createCollection(),
    runbooks: createCollection(),
    profiles: createCollection(),
    runs: createCollection(),
    range: createCollection(),
    drills: createCollection(),
    monitors: createCollection(),
    alerts: createCollection(),
    gates: createCollection(),
    budgets: createCollection(),
    notices: createCollection(),
    queues: createCollection(),
    tails: createCollection(),
    scenarios: createCollection(),
    rollbacks: createCollection(),
    readiness: createCollection(),
    incidents: createCollection(),
    lessons: createCollection(),
    run: createRunStore(),
    timeline: createTimelineStore(),
    documents: createDocuments((hash) => client.call('runbook.get', { hash })),
    evidence: createDocuments((hash) => client.call('evidence.get', { hash })),
    ui,
    async ask(name, input) {
      const result = await client.call(name, input)
      if (result.ok) return result.value
      session.report(result.failure)
      return undefined
    },
    report(failure) {
      if (failure.code === 'cancelled') return
      const locale = localeOf(session.settings.getState())
      ui.toast({
        tone: 'nogo',
        text: sayMessage(failure.message, locale),
        hint: failure.hint && sayMessage(failure.hint, locale),
        cause:
          failure.cause ??
          failure.fields?.map(({ path, problem }) => `${path}: ${problem}`).join('\n'),
      })
    },
    close() {
      for (const stop of stops) stop()
      stopRun()
      client.close()
    },
  }
  const stops = [
    client.connection.subscribe(() => connection.setState(client.connection.get(), true)),
    feedCollection(session.engine, client, 'engine', {}),
    feedCollection(session.settings, client, 'settings', {}),
    feedCollection(session.runbooks, client, 'runbooks', {}),
    feedCollection(session.profiles, client, 'profiles', {}),
    feedCollection(session.runs, client, 'runs', {}),
    feedCollection(session.range, client, 'range', {}),
    feedCollection(session.drills, client, 'drills', {}),
    ui.subscribe((state, before) => {
      if (state.runId !== before.runId) stopRun = followRun(state.runId)
    }),
  ]
  stopRun = followRun(ui.getState().runId)

  function followRun(runId: string | undefined): () => void {
    stopRun()
    session.run.setState(noRun, true)
    session.timeline.setState(noTimeline, true)
    session.monitors.setState(session.monitors.getInitialState(), true)
    session.alerts.setState(session.alerts.getInitialState(), true)
    session.gates.setState(session.gates.getInitialState(), true)
    session.budgets.setState(session.budgets.getInitialState(), true)
    session.notices.setState(session.notices.getInitialState(), true)
    session.queues.setState(session.queues.getInitialState(), true)
    session.tails.setState(session.tails.getInitialState(), true)
    session.scenarios.setState(session.scenarios.getInitialState(), true)
    session.rollbacks.setState(session.rollbacks.getInitialState(), true)
    session.readiness.setState(session.readiness.getInitialState(), true)
    session.incidents.setState(session.incidents.getInitialState(), true)
    session.lessons.setState(session.lessons.getInitialState(), true)
    if (runId === undefined) return () => {}
    const stopFeeds = [
      feedRun(session.run, client, runId),
      feedTimeline(session.timeline, client, runId),
      feedCollection(session.monitors, client, 'monitors', { runId }),
      feedCollection(session.alerts, client, 'alerts', { runId }),
      feedCollection(session.gates, client, 'gates', { runId }),
      feedCollection(session.budgets, client, 'budgets', { runId }),
      feedCollection(session.notices, client, 'notices', { runId }),
      feedCollection(session.queues, client, 'queues', { runId }),
      feedCollection(session.tails, client, 'tails', { runId }),
      feedCollection(session.scenarios, client, 'scenarios', { runId }),
      feedCollection(session.rollbacks, client, 'rollbacks', { runId }),
      feedCollection(session.readiness, client, 'readiness', { runId }),
      feedCollection(session.incidents, client, 'incidents', { runId }),
      feedCollection(session.lessons, client, 'lessons', { runId }),
    ]
    return () => {
      for (const stop of stopFeeds) stop()
    }
  }
  return session
}

export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('used outside of SessionContext')
  return session
}
