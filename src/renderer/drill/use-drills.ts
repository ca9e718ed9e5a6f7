import { useMemo } from 'react'
import { useStore } from 'zustand'

import type { DrillStatus } from '../../shared/model/drill.ts'
import { useSession } from '../state/session.ts'
import { isEnded, type EndedDrill } from './drill-times.ts'

/** Every drill there was here, oldest first. */
export function useDrills(): readonly DrillStatus[] {
  const { entries } = useStore(useSession().drills)
  return useMemo(() => [...entries.values()], [entries])
}

/** There is one at a time at most. */
export const useDrillUnderWay = (): DrillStatus | undefined =>
  useStore(useSession().drills, ({ entries }) =>
    [...entries.values()].find(({ state }) => state === 'under-way'),
  )

export const useDrill = (drillId: string): DrillStatus | undefined =>
  useStore(useSession().drills, ({ entries }) => entries.get(drillId))

export function useEndedDrills(): readonly EndedDrill[] {
  const drills = useDrills()
  return useMemo(() => drills.filter(isEnded), [drills])
}
