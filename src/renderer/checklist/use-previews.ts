import { useEffect, useState } from 'react'

import type { Item } from '../../shared/model/runbook.ts'
import type { CheckPreview } from '../../shared/rpc/views.ts'
import { loadedOf, type Loaded } from '../state/documents.ts'
import { useHead, useLive } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Long enough for a held arrow key not to ask for every item that it passes. */
const settleMs = 150

/** What the item's checks would run, resolved; undefined where nothing can run. */
export function usePreviews(item: Item): Loaded<CheckPreview[]> | undefined {
  const { client } = useSession()
  const head = useHead()
  const [loaded, setLoaded] = useState<Loaded<CheckPreview[]>>({ state: 'loading' })
  const wanted =
    head !== undefined && !head.imported && head.closedAt === undefined && item.checks.length > 0
  const live = useLive()
  const runId = head?.id
  const hash = head?.runbookHash
  useEffect(() => {
    if (!wanted || !live || runId === undefined) return undefined
    const cancel = new AbortController()
    const timer = setTimeout(() => {
      void client
        .call('check.preview', { runId, itemIds: [item.id] }, { signal: cancel.signal })
        .then((result) => {
          if (cancel.signal.aborted) return
          setLoaded(loadedOf(result))
        })
    }, settleMs)
    return () => {
      clearTimeout(timer)
      cancel.abort()
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- an adopted runbook resolves anew
  }, [client, wanted, live, runId, hash, item.id])
  return wanted ? loaded : undefined
}
