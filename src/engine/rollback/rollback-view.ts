import { message } from '../../shared/messages/message.ts'
import type { RollbackChoice, RollbackStatus } from '../../shared/model/rollback.ts'
import { failure, ok } from '../../shared/result.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { Client, SubscriptionSources } from '../rpc/service.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import { choicesOf } from './choices.ts'
import type { Conductor } from './conductor.ts'
import type { Histories, KeptRollback } from './histories.ts'
import { lastLines } from './live-output.ts'
import { lastRehearsalMs } from './rehearsed.ts'
import { statusOf, type LiveRollback } from './rollback-status.ts'
import type { Wheel } from './wheel.ts'

type OnChange = (listener: (runId: string, rollbackIds: readonly string[]) => void) => () => void

/** Rollbacks as they stand, for whoever asks. */
export function createRollbackView(options: {
  store: Pick<Store, 'events' | 'database'>
  registry: RunRegistry
  histories: Histories
  conductor: Pick<Conductor, 'live'>
  wheel: Wheel
}) {
  const { store, registry, histories, conductor, wheel } = options
  const rehearsals = new Map<string, number | undefined>()
  const outputs = new Map<string, string | undefined>()

  const rehearsedMs = ({ rollbackId, trace }: KeptRollback) => {
    if (!rehearsals.has(rollbackId)) {
      const all = registry.runIds().map((runId) => registry.get(runId)?.events ?? [])
      const { planHash: hash } = trace.started
      rehearsals.set(rollbackId, lastRehearsalMs(all, hash, trace.startedAt))
    }
    return rehearsals.get(rollbackId)
  }
  const outputOf = (hash: string) => {
    if (!outputs.has(hash)) {
      const output = store.events.evidence(hash)?.measurement.output
      outputs.set(hash, output === undefined ? undefined : lastLines(output))
    }
    return outputs.get(hash)
  }
  const liveOf = (kept: KeptRollback, client: Client | undefined): LiveRollback => {
    const { rollbackId, trace } = kept
    const rehearsed = rehearsedMs(kept)
    const open = [...trace.steps.values()].find(({ isOpen }) => isOpen)
    return {
      ...conductor.live(rollbackId),
      // Whoever only reads cannot know what the other process does: its word is taken for it.
      ...(store.database.readOnly && open ? { acting: { stepId: open.step.id } } : {}),
      isElsewhere: store.database.readOnly || wheel.isElsewhere(rollbackId, client),
      isReadOnly: store.database.readOnly || !isOpenRun(registry.head(kept.runId)),
      ...(rehearsed === undefined ? {} : { rehearsedMs: rehearsed }),
      outputOf,
    }
  }
  const statusFor = (runId: string, rollbackId: string, client: Client | undefined) => {
    const kept = histories.get(runId, rollbackId)
    return kept && statusOf(kept.trace, liveOf(kept, client))
  }

  return {
    choices: (kept: KeptRollback, client: Client | undefined): RollbackChoice[] =>
      choicesOf(kept.trace, liveOf(kept, client)),
    sources: (listen: OnChange): Pick<SubscriptionSources, 'rollbacks'> => ({
      rollbacks({ runId }, { client } = {}) {
        if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
        return ok<KeyedSource<RollbackStatus>>({
          *entries() {
            for (const rollbackId of histories.ids(runId)) {
              const status = statusFor(runId, rollbackId, client)
              if (status) yield [rollbackId, status]
            }
          },
          get: (rollbackId) => statusFor(runId, rollbackId, client),
          onChange: (listener) =>
            listen((changed, ids) => {
              if (changed === runId) listener(ids)
            }),
        })
      },
    }),
  }
}

export type RollbackView = ReturnType<typeof createRollbackView>
