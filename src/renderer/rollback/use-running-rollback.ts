import { useStore } from 'zustand'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { useEvents, useHead, useLive, useRun } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { countsUntilMs } from './budget.ts'
import { isLeftIn, runningOf, sightOf, type Hearing, type Sight } from './way.ts'

/** The rollback of the open run that goes on. In a closed or an imported run none does any more. */
export function useRunningRollback(): RollbackStatus | undefined {
  const head = useHead()
  return useStore(useSession().rollbacks, ({ entries }) => runningOf(entries.values(), head))
}

/** What is heard of the open run's rollbacks. */
export function useHearing(): Hearing {
  const isLeft = useRun(({ head }) => head !== undefined && isLeftIn(head))
  const live = useLive()
  return isLeft ? 'left' : live ? 'live' : 'lost'
}

/** How a rollback of the open run is to be read. */
export const useSight = (status: Pick<RollbackStatus, 'state'>): Sight =>
  sightOf(status, useHearing())

/** Up to when the clock of a rollback counts. */
export function useRollbackNow(): number {
  const nowMs = useNow()
  const head = useHead()
  const events = useEvents()
  return countsUntilMs(head, events[events.length - 1]?.at, nowMs)
}
