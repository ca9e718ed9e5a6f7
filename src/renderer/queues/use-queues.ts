import { useMemo } from 'react'
import { useStore } from 'zustand'

import type { QueueStatus } from '../../shared/model/queue.ts'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { worstFirst } from './queue-state.ts'
import type { Words } from './queue-words.ts'

/** The queues of the open run, the ones that need somebody first. */
export function useQueues(): { queues: readonly QueueStatus[]; isCutOff: boolean } {
  const { entries, stale } = useStore(useSession().queues)
  const queues = useMemo(() => worstFirst(entries.values(), stale), [entries, stale])
  return { queues, isCutOff: stale }
}

/** What sentences about queues are made with. */
export function useWords(): Words {
  const t = useText()
  const locale = useLocale()
  const say = useSay()
  return { t, locale, say }
}
