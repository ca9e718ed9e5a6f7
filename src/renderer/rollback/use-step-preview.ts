import { useCallback, useEffect, useState } from 'react'

import type { RollbackStepPreview } from '../../shared/model/rollback.ts'
import { loadedOf, type Loaded } from '../state/documents.ts'
import { useBlocked, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

export interface StepPreview {
  /** Undefined where nothing can be asked: the run is closed, or no engine answers. */
  preview: Loaded<RollbackStepPreview> | undefined
  /** Looks again at what would be done: what was shown may no longer be so. */
  again: () => void
}

/** A step as it would be done now. `attempt` tells one time from the next: each is agreed to anew. */
export function useStepPreview(rollbackId: string, stepId: string, attempt: string): StepPreview {
  const { client } = useSession()
  const runId = useUi((state) => state.runId)
  const isBlocked = useBlocked() !== undefined
  const [count, setCount] = useState(0)
  const wanted = `${rollbackId} ${stepId} ${attempt} ${count}`
  const [found, setFound] = useState<{ for: string; loaded: Loaded<RollbackStepPreview> }>()
  useEffect(() => {
    if (isBlocked || runId === undefined) return undefined
    const cancel = new AbortController()
    void client
      .call('rollback.preview', { runId, rollbackId, stepId }, { signal: cancel.signal })
      .then((result) => {
        if (cancel.signal.aborted) return
        setFound({
          for: wanted,
          loaded: loadedOf(result),
        })
      })
    return () => cancel.abort()
  }, [client, isBlocked, runId, rollbackId, stepId, wanted])
  const again = useCallback(() => setCount((now) => now + 1), [])
  const loaded = found?.for === wanted ? found.loaded : ({ state: 'loading' } as const)
  return { preview: isBlocked ? undefined : loaded, again }
}
