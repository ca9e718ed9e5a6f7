import { useEffect, useState } from 'react'

import type { ScenarioPreview } from '../../shared/model/scenario.ts'
import { loadedOf, type Loaded } from '../state/documents.ts'
import { useBlocked, useHead } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Long enough for a held arrow key not to ask for every scenario that it passes. */
const settleMs = 150

/** A scenario's steps as they would be done now; undefined where nothing can be done. */
export function useScenarioPreview(scenarioId: string): Loaded<ScenarioPreview> | undefined {
  const { client } = useSession()
  const head = useHead()
  const isBlocked = useBlocked() !== undefined
  const [loaded, setLoaded] = useState<Loaded<ScenarioPreview>>({ state: 'loading' })
  const runId = head?.id
  const hash = head?.runbookHash
  const environment = head?.environment
  const profileHash = head?.profileChanged?.toHash
  useEffect(() => {
    if (isBlocked || runId === undefined) return undefined
    const cancel = new AbortController()
    const timer = setTimeout(() => {
      void client
        .call('scenario.preview', { runId, scenarioId }, { signal: cancel.signal })
        .then((result) => {
          if (cancel.signal.aborted) return
          setLoaded(loadedOf(result))
        })
    }, settleMs)
    return () => {
      clearTimeout(timer)
      cancel.abort()
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- an adopted runbook, another environment or profile resolves anew
  }, [client, isBlocked, runId, hash, environment, profileHash, scenarioId])
  return isBlocked ? undefined : loaded
}
