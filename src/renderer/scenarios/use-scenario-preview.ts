import type { ScenarioPreview } from '../../shared/model/scenario.ts'
import type { Loaded } from '../state/documents.ts'
import { useBlocked, useHead } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useLoaded } from '../state/use-loaded.ts'

/** Long enough for a held arrow key not to ask for every scenario that it passes. */
const settleMs = 150

/** A scenario's steps as they would be done now; undefined where nothing can be done. */
export function useScenarioPreview(scenarioId: string): Loaded<ScenarioPreview> | undefined {
  const { client } = useSession()
  const head = useHead()
  const isBlocked = useBlocked() !== undefined
  const runId = head?.id ?? ''
  // An adopted runbook, another environment or profile resolves anew.
  const resolvedBy = [head?.runbookHash, head?.environment, head?.profileChanged?.toHash]
  const { loaded } = useLoaded({
    key: isBlocked || runId === '' ? undefined : [runId, scenarioId, ...resolvedBy].join(' '),
    ask: (signal) => client.call('scenario.preview', { runId, scenarioId }, { signal }),
    settleMs,
  })
  return isBlocked ? undefined : loaded
}
