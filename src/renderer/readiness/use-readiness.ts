import { useStore } from 'zustand'

import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import type { Failure } from '../../shared/result.ts'
import { useSession } from '../state/session.ts'

/** Every line as it was last heard of; `isStale` where nothing is heard any more. */
export function useReadiness(): {
  lines: ReadinessStatus[]
  left: number
  isStale: boolean
  failure: Failure | undefined
} {
  const { entries, stale, failure } = useStore(useSession().readiness)
  const lines = [...entries.values()]
  const isStale = stale || failure !== undefined
  return { lines, left: lines.filter(({ isChecking }) => isChecking).length, isStale, failure }
}
