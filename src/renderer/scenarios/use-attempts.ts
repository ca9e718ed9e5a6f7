import { useEffect, useState } from 'react'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { loadedOf, type Loaded } from '../state/documents.ts'
import { useLive, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** What each execution of a scenario showed, newest first; asked for again when one begins or ends. */
export function useAttempts({
  scenarioId,
  attemptId,
  state,
}: ScenarioStatus): Loaded<ScenarioStatus[]> {
  const { client } = useSession()
  const runId = useUi((ui) => ui.runId)
  const isLive = useLive()
  const [loaded, setLoaded] = useState<Loaded<ScenarioStatus[]>>({ state: 'loading' })
  useEffect(() => {
    if (runId === undefined || !isLive) return undefined
    const cancel = new AbortController()
    void client
      .call('scenario.attempts', { runId, scenarioId }, { signal: cancel.signal })
      .then((result) => {
        if (cancel.signal.aborted) return
        setLoaded(loadedOf(result))
      })
    return () => cancel.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what began or ended is asked for anew
  }, [client, runId, isLive, scenarioId, attemptId, state])
  return loaded
}
