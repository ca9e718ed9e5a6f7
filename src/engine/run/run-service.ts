import { randomUUID } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import type { Environment } from '../../shared/model/profile.ts'
import type { Actor, RunEventBody } from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { Store } from '../store/store.ts'
import type { Projection } from './projection.ts'
import { knownItem, openRun, ownRun } from './run-guard.ts'
import type { RunRegistry } from './run-registry.ts'
import { undoable } from './undo.ts'

export interface RunServiceOptions {
  store: Store
  registry: RunRegistry
  runbookOf: (hash: string) => Runbook | undefined
  /** `text` is kept with the run and goes into its exports: redacted. */
  readProfile: (name: string) => Promise<Result<{ environment: Environment; text: string }>>
  /** For what people type: a secret pasted into a note must not reach the disk. */
  redact: (text: string) => string
}

type RunHandlers = Pick<
  CallHandlers,
  | 'run.create'
  | 'run.t0'
  | 'run.note'
  | 'run.close'
  | 'run.reopen'
  | 'run.undo'
  | 'item.set'
  | 'item.waive'
  | 'item.note'
  | 'phase.sign'
  | 'evidence.get'
>

/** Who sits here, as the settings say. */
export function operator(store: Store): Actor {
  return { kind: 'person', name: store.settings.get().operator }
}

/** Whether a rollback of it was begun and is not over: there is at most one at a time. */
export function isGoingBack({ events }: Projection): boolean {
  const last = events.findLast(
    ({ body }) => body.type === 'rollback.started' || body.type === 'rollback.ended',
  )
  return last?.body.type === 'rollback.started'
}

/** What people do to a run. Each call is checked against the run's own runbook, then one append. */
export function createRunService(options: RunServiceOptions): RunHandlers {
  const { store, registry, runbookOf, redact } = options

  const append = (runId: string, bodies: readonly RunEventBody[]): Result<null> => {
    const appended = store.events.append(runId, operator(store), bodies)
    return appended.ok ? ok(null) : appended
  }
  /** Adds what `decide` gives, unless the run or `decide` refuses. */
  const change = (
    runId: string,
    decide: (run: Projection) => Result<readonly RunEventBody[]>,
    mayBe: typeof openRun = openRun,
  ): Promise<Result<null>> => {
    const run = mayBe(store, registry, runId)
    if (!run.ok) return Promise.resolve(run)
    const bodies = decide(run.value)
    return Promise.resolve(bodies.ok ? append(runId, bodies.value) : bodies)
  }
  const onItem = (run: Projection, itemId: string, body: RunEventBody) => {
    const known = knownItem(run, itemId)
    return known.ok ? ok([body]) : known
  }
  const noteOf = (note: string | undefined) => (note === undefined ? undefined : redact(note))

  return {
    async 'run.create'({ runbookHash, profile: profileName, title, release, people, t0 }) {
      const runbook = runbookOf(runbookHash)
      if (!runbook || !store.library.file(runbookHash))
        return failure('not-found', message('run.unknown-runbook'))
      const profile = await options.readProfile(profileName)
      if (!profile.ok) return profile
      const profileHash = store.library.keepProfile(profile.value.text)
      if (!profileHash.ok) return profileHash
      const runId = randomUUID()
      const created = store.events.create(runId, operator(store), {
        type: 'run.created',
        title: redact(title),
        runbookHash,
        runbookName: runbook.fileName,
        runbookPath: runbook.path,
        profileName,
        environment: profile.value.environment,
        profileHash: profileHash.value,
        release,
        people,
        t0,
      })
      return created.ok ? ok({ runId }) : created
    },
    'run.t0': ({ runId, t0 }) => change(runId, () => ok([{ type: 'run.t0', t0 }])),
    'run.note': ({ runId, text }) =>
      change(runId, () => ok([{ type: 'run.noted', text: redact(text) }])),
    'run.close': ({ runId, note }) =>
      change(runId, (run) =>
        // Of a closed run nothing may be stopped any more.
        isGoingBack(run)
          ? failure('conflict', message('rollback-run.running'))
          : ok([{ type: 'run.closed', note: redact(note) }]),
      ),
    'run.reopen': ({ runId, note }) =>
      change(
        runId,
        (run) =>
          run.head().closedAt === undefined
            ? failure('conflict', message('run.not-closed'))
            : ok([{ type: 'run.reopened', note: redact(note) }]),
        ownRun,
      ),
    'run.undo': ({ runId, seq }) =>
      change(runId, (run) => {
        const event = run.events.find((candidate) => candidate.seq === seq)
        if (!event) return failure('not-found', message('run.unknown-event', { seq }))
        if (!undoable[event.body.type])
          return failure('unsupported', message('run.not-undoable', { seq }))
        if (run.undone().has(seq))
          return failure('conflict', message('run.already-undone', { seq }))
        return ok([{ type: 'event.undone', seq }])
      }),
    'item.set': ({ runId, itemIds, state, note }) =>
      change(runId, (run) => {
        for (const itemId of itemIds) {
          const known = knownItem(run, itemId)
          if (!known.ok) return known
        }
        const distinct = [...new Set(itemIds)]
        return ok(
          distinct.map((itemId) => ({ type: 'item.set', itemId, state, note: noteOf(note) })),
        )
      }),
    'item.waive': ({ runId, itemId, by, reason }) =>
      change(runId, (run) =>
        onItem(run, itemId, { type: 'item.waived', itemId, by, reason: redact(reason) }),
      ),
    'item.note': ({ runId, itemId, text }) =>
      change(runId, (run) =>
        onItem(run, itemId, { type: 'item.noted', itemId, text: redact(text) }),
      ),
    'phase.sign': ({ runId, phaseId, by, role, note }) =>
      change(runId, (run) => {
        if (!run.runbook?.phases.some((phase) => phase.id === phaseId))
          return failure('not-found', message('run.unknown-phase', { phaseId }))
        return ok([{ type: 'phase.signed', phaseId, by, role, note: noteOf(note) }])
      }),
    'evidence.get'({ hash }) {
      const evidence = store.events.evidence(hash)
      return Promise.resolve(
        evidence ? ok(evidence) : failure('not-found', message('run.unknown-evidence')),
      )
    },
  }
}
