import { useCallback, useState } from 'react'

import type { RollbackStepPreview } from '../../shared/model/rollback.ts'
import type { Loaded } from '../state/documents.ts'
import { useBlocked, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useLoaded } from '../state/use-loaded.ts'

export interface StepPreview {
  /** Undefined where nothing can be asked: the run is closed, or no engine answers. */
  preview: Loaded<RollbackStepPreview> | undefined
  /** Looks again at what would be done: what was shown may no longer be so. */
  again: () => void
}

/** A step as it would be done now. `attempt` tells one time from the next: each is agreed to anew. */
export function useStepPreview(rollbackId: string, stepId: string, attempt: string): StepPreview {
  const { client } = useSession()
  const runId = useUi((state) => state.runId) ?? ''
  const isBlocked = useBlocked() !== undefined
  const [count, setCount] = useState(0)
  const { loaded, isOfNow } = useLoaded({
    key:
      isBlocked || runId === '' ? undefined : [runId, rollbackId, stepId, attempt, count].join(' '),
    ask: (signal) => client.call('rollback.preview', { runId, rollbackId, stepId }, { signal }),
  })
  const again = useCallback(() => setCount((now) => now + 1), [])
  const shown = isOfNow ? loaded : ({ state: 'loading' } as const)
  return { preview: isBlocked ? undefined : shown, again }
}
