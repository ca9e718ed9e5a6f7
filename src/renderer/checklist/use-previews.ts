import type { Item } from '../../shared/model/runbook.ts'
import type { CheckPreview } from '../../shared/rpc/views.ts'
import type { Loaded } from '../state/documents.ts'
import { useHead, useLive } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useLoaded } from '../state/use-loaded.ts'

/** Long enough for a held arrow key not to ask for every item that it passes. */
const settleMs = 150

/** What the item's checks would run, resolved; undefined where nothing can run. */
export function usePreviews(item: Item): Loaded<CheckPreview[]> | undefined {
  const { client } = useSession()
  const head = useHead()
  const isLive = useLive()
  const wanted =
    head !== undefined && !head.imported && head.closedAt === undefined && item.checks.length > 0
  const runId = head?.id ?? ''
  const { loaded } = useLoaded({
    // An adopted runbook resolves anew.
    key: wanted && isLive ? [runId, head.runbookHash, item.id].join(' ') : undefined,
    ask: (signal) => client.call('check.preview', { runId, itemIds: [item.id] }, { signal }),
    settleMs,
  })
  return wanted ? loaded : undefined
}
