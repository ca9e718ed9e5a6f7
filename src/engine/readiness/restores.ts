import { randomBytes, randomUUID } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import type {
  BackupStatus,
  LeftScratch,
  ReadinessRestored,
  ReadinessRestoring,
  RestorePreview,
  RestoreStage,
} from '../../shared/model/readiness.ts'
import type { Actor } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CheckEnvironment } from '../check/check-environment.ts'
import type { CallHandlers } from '../rpc/service.ts'
import { createAgreements } from '../run/agreement.ts'
import { wordsToType } from '../run/check-runner.ts'
import { evidenceOf, redactMessage } from '../run/evidence.ts'
import { createPersistence } from '../run/persist.ts'
import type { RunTarget } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { placeOfBackup } from './backup-place.ts'
import { resolvedEnv } from './look-artefact.ts'
import { createPrepare } from './look.ts'
import { plansOf } from './readiness-lines.ts'
import { lastRestored, leftScratches } from './restored.ts'
import { scratchBackupsOf, type ScratchBackup } from './scratch-backups.ts'
import { asEvidence } from './scratch-evidence.ts'
import { measureBoth } from './scratch-measure.ts'
import { prepareRestore, readDrop, readPut } from './scratch-restore.ts'
import { sizeOf } from './scratch-size.ts'

export interface RestoresOptions {
  store: Store
  registry: RunRegistry
  environment: (run: RunTarget) => Pick<CheckEnvironment, 'prepare'> | undefined
  redact: (text: string) => string
  clock: Clock
  /** What only this process knows of it has changed. */
  onMove: (runId: string) => void
  /** What came of it is written. */
  onEnd: (runId: string) => Promise<unknown>
}

interface Restoring {
  backup: ScratchBackup
  scratch: string
  startedAt: string
  stage: RestoreStage
  cancel: AbortController
  ended: Promise<void>
}

/** Puts backups back once, each into a database of its own, which is dropped whatever happens. */
export function createRestores(options: RestoresOptions) {
  const { store, registry, environment, redact, clock, onMove } = options
  const agreements = createAgreements()
  const persistence = createPersistence(store)
  /** The databases that were named in previews, by run and backup. */
  const offered = new Map<string, string>()
  const restoring = new Map<string, Restoring>()
  const over = new AbortController()

  const backupsOf = (run: Projection) =>
    scratchBackupsOf(plansOf(run), run.runbook?.readiness ?? {})
  const prepareFor = (run: Projection) => {
    const { id, profileName, environment: where, runbookHash } = run.head()
    const { profileHash } = run
    const target: RunTarget = { id, profileName, environment: where, runbookHash, profileHash }
    return createPrepare(environment(target), run)
  }
  const find = (
    runId: string,
    backupId: string,
  ): Result<{ run: Projection; backup: ScratchBackup }> => {
    const run = openRun(store, registry, runId)
    if (!run.ok) return run
    const backup = backupsOf(run.value).find(({ id }) => id === backupId)
    return backup
      ? ok({ run: run.value, backup })
      : failure('not-found', message('readiness.restore.unknown'))
  }

  /** What would be run, and the words by which it is agreed to. */
  const planOf = (run: Projection, backup: ScratchBackup, scratch: string) => {
    const { id: runId, profileName, environment: where } = run.head()
    const prepared = prepareRestore(backup, scratch, prepareFor(run))
    if (!prepared) return undefined
    const { put, drop } = prepared
    const { target, danger, problem } = put
    const shown = { target, danger, command: `${put.command}\n\n${drop.command}` }
    const typed = wordsToType(put, { environment: where, profileName })
    const act = { runId, checkId: `readiness.restore ${backup.id} ${scratch}`, ...shown }
    return { shown, act, typed, problem: problem ?? drop.problem }
  }

  const preview = async (
    run: Projection,
    backup: ScratchBackup,
    signal: AbortSignal,
  ): Promise<Result<RestorePreview>> => {
    const size = await sizeOf(backup, prepareFor(run), signal)
    const { id: runId, profileName, environment: where } = run.head()
    const scratch = `warroom_scratch_${randomBytes(6).toString('hex')}`
    const plan = planOf(run, backup, scratch)
    if (!plan) return failure('not-found', message('run.unknown-profile', { name: profileName }))
    const { shown, act, typed, problem } = plan
    offered.set(`${runId} ${backup.id}`, scratch)
    return ok({
      backupId: backup.id,
      file: resolvedEnv(shown.command, 'FILE'),
      scratch,
      environment: where,
      size,
      isOver: backup.isOver,
      ...shown,
      token: agreements.offer(act),
      ...(typed === undefined ? {} : { typed }),
      ...(problem ? { problem: problem.message } : {}),
    })
  }

  const begin = (
    run: Projection,
    backup: ScratchBackup,
    by: string,
    agreed: { token: string; typed?: string | undefined },
  ): Result<null> => {
    const { id: runId } = run.head()
    const key = `${runId} ${backup.id}`
    const refused = failure('needs-confirmation', message('readiness.restore.needs-confirmation'))
    const scratch = offered.get(key)
    const plan = scratch === undefined ? undefined : planOf(run, backup, scratch)
    if (scratch === undefined || !plan) return refused
    if (plan.problem) return failure('unavailable', plan.problem.message)
    const token = agreements.tokenOf(plan.act)
    if (agreed.token !== token || !agreements.wasOffered(token)) return refused
    const words = plan.typed
    if (words !== undefined && agreed.typed?.trim() !== words.trim())
      return failure('needs-confirmation', message('readiness.restore.wrong-words', { words }))
    const place = placeOfBackup(backup, prepareFor(run))
    const about = {
      restoreId: randomUUID(),
      backupId: backup.id,
      file: backup.file,
      scratch,
      target: redact(plan.shown.target),
      isOver: backup.isOver,
      ...(place ? { path: redact(place.path), database: redact(place.database) } : {}),
    }
    const intent: ReadinessRestoring = {
      type: 'readiness.restoring',
      ...about,
      command: redact(plan.shown.command),
    }
    const ended = Promise.withResolvers<void>()
    const own: Restoring = {
      backup,
      scratch,
      startedAt: clock.now(),
      stage: 'sum',
      cancel: new AbortController(),
      ended: ended.promise,
    }
    restoring.set(runId, own)
    const person: Actor = { kind: 'person', name: by }
    const begun = store.events.append(runId, person, [intent])
    if (!begun.ok) {
      restoring.delete(runId)
      return begun
    }
    agreements.consume([token])
    offered.delete(key)
    // What breaks here is told by an intent without an end; the engine goes on.
    const leave = () => {
      restoring.delete(runId)
      onMove(runId)
      ended.resolve()
    }
    void restore(run, own, about).then(leave, leave)
    return ok(null)
  }

  const restore = async (
    run: Projection,
    own: Restoring,
    about: Omit<ReadinessRestoring, 'type' | 'command'>,
  ): Promise<void> => {
    const { id: runId } = run.head()
    const startedMs = clock.monotonicMs()
    const enter = (stage: RestoreStage) => {
      own.stage = stage
      onMove(runId)
    }
    onMove(runId)
    const prepared = prepareRestore(own.backup, own.scratch, prepareFor(run), enter)
    if (!prepared) throw new Error('what was agreed to had a profile')
    const measured = await measureBoth(prepared, {
      clock,
      redact,
      signal: own.cancel.signal,
      over: over.signal,
      onDrop: () => enter('drop'),
    })
    const durationMs = clock.monotonicMs() - startedMs
    const { put, drop } = measured
    const { reason, ...found } = {
      ...readPut(put, own.cancel.signal.aborted),
      left: drop ? readDrop(drop, put) : ('dropped' as const),
    }
    const evidence = await evidenceOf(
      'readiness:backup',
      asEvidence(prepared, measured, { ...found, reason }),
      { signal: own.cancel.signal, clock, redact },
    )
    const restored: ReadinessRestored = {
      type: 'readiness.restored',
      ...about,
      ...found,
      reason: redactMessage(reason, redact),
      durationMs,
      evidenceHash: evidence.hash,
    }
    await persistence.write(runId, { kind: 'engine' }, [restored], [evidence])
    restoring.delete(runId)
    onMove(runId)
    if (!over.signal.aborted) await options.onEnd(runId)
  }

  return {
    handlers: {
      async 'readiness.restore-preview'({ runId, backupId }, { signal }) {
        const found = find(runId, backupId)
        if (!found.ok) return found
        return preview(found.value.run, found.value.backup, AbortSignal.any([signal, over.signal]))
      },
      'readiness.restore'({ runId, backupId, by, agreed }) {
        const found = find(runId, backupId)
        if (!found.ok) return Promise.resolve(found)
        if (restoring.has(runId))
          return Promise.resolve(failure('conflict', message('readiness.restore.running')))
        if (isGoingBack(found.value.run))
          return Promise.resolve(failure('conflict', message('readiness.restore.going-back')))
        return Promise.resolve(begin(found.value.run, found.value.backup, by, agreed))
      },
      'readiness.restore-cancel'({ runId }) {
        const own = restoring.get(runId)
        own?.cancel.abort()
        return Promise.resolve(
          own ? ok(null) : failure('conflict', message('readiness.restore.not-running')),
        )
      },
    } satisfies Pick<CallHandlers, `readiness.restore${'' | '-preview' | '-cancel'}`>,

    /** Those of a run as they stand now. */
    statuses(run: Projection): BackupStatus[] {
      const own = restoring.get(run.head().id)
      return backupsOf(run).map(({ id, file }): BackupStatus => {
        const last = lastRestored(run.events, id, own?.scratch)
        return {
          backupId: id,
          file,
          ...(own?.backup.id === id
            ? { restoring: { stage: own.stage, startedAt: own.startedAt, scratch: own.scratch } }
            : {}),
          ...(last ? { last } : {}),
        }
      })
    },

    /** Databases of a run's that are not known to be gone, whatever its runbook names now. */
    left: (run: Projection): LeftScratch[] =>
      leftScratches(run.events, restoring.get(run.head().id)?.scratch),

    async [Symbol.asyncDispose]() {
      over.abort()
      const all = [...restoring.values()]
      for (const { cancel } of all) cancel.abort()
      persistence[Symbol.dispose]()
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

/** The server that a rollback needs is not given a second copy of its data to work on. */
function isGoingBack({ events }: Projection): boolean {
  const underWay = new Set<string>()
  for (const { body } of events) {
    if (body.type === 'rollback.started') underWay.add(body.rollbackId)
    else if (body.type === 'rollback.ended') underWay.delete(body.rollbackId)
  }
  return underWay.size > 0
}

export type Restores = ReturnType<typeof createRestores>
