import { useEffect, useState } from 'react'

import type { RollbackPlan } from '../../shared/model/rollback.ts'
import { loadedOf, type Loaded } from '../state/documents.ts'
import { useLive, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** The plan that is gone by, as it was when it was begun. */
export function usePlan(rollbackId: string): Loaded<RollbackPlan> {
  const { client } = useSession()
  const runId = useUi((state) => state.runId)
  const live = useLive()
  const [loaded, setLoaded] = useState<Loaded<RollbackPlan>>({ state: 'loading' })
  const isReady = loaded.state === 'ready'
  useEffect(() => {
    if (runId === undefined || !live || isReady) return undefined
    const cancel = new AbortController()
    void client
      .call('rollback.plan', { runId, rollbackId }, { signal: cancel.signal })
      .then((result) => {
        if (cancel.signal.aborted) return
        setLoaded(loadedOf(result))
      })
    return () => cancel.abort()
  }, [client, runId, rollbackId, live, isReady])
  return loaded
}
