import type { RollbackPlan } from '../../shared/model/rollback.ts'
import type { Loaded } from '../state/documents.ts'
import { useLive, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useLoaded } from '../state/use-loaded.ts'

/** The plan that is gone by, as it was when it was begun. */
export function usePlan(rollbackId: string): Loaded<RollbackPlan> {
  const { client } = useSession()
  const runId = useUi((state) => state.runId) ?? ''
  const isLive = useLive()
  return useLoaded({
    key: isLive && runId !== '' ? `${runId} ${rollbackId}` : undefined,
    ask: (signal) => client.call('rollback.plan', { runId, rollbackId }, { signal }),
    isFinal: true,
  }).loaded
}
