import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import type { Loaded } from '../state/documents.ts'
import { useLive, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useLoaded } from '../state/use-loaded.ts'

/** What each execution of a scenario showed, newest first; asked for again when one begins or ends. */
export function useAttempts({
  scenarioId,
  attemptId,
  state,
}: ScenarioStatus): Loaded<ScenarioStatus[]> {
  const { client } = useSession()
  const runId = useUi((ui) => ui.runId) ?? ''
  const isLive = useLive()
  return useLoaded({
    key: isLive && runId !== '' ? [runId, scenarioId, attemptId, state].join(' ') : undefined,
    ask: (signal) => client.call('scenario.attempts', { runId, scenarioId }, { signal }),
  }).loaded
}
