import { useEffect, useEffectEvent, useState } from 'react'

import type { Result } from '../../shared/result.ts'
import { loadedOf, type Loaded } from './documents.ts'

interface Wanted<T> {
  /** All that the answer depends on: another one asks anew. Undefined where nothing can be asked. */
  key: string | undefined
  ask: (signal: AbortSignal) => Promise<Result<T>>
  /** How long a key must stay before it is asked for. */
  settleMs?: number
  /** An answer that never changes is asked for once. */
  isFinal?: boolean
}

/** What the engine last answered, and whether that is to what is wanted now. */
export function useLoaded<T>({ key, ask, settleMs, isFinal = false }: Wanted<T>) {
  const [found, setFound] = useState<{ key: string; loaded: Loaded<T> }>()
  const isAnswered = isFinal && found?.key === key && found?.loaded.state === 'ready'
  const onWanted = useEffectEvent(async (wanted: string, signal: AbortSignal) => {
    const result = await ask(signal)
    if (!signal.aborted) setFound({ key: wanted, loaded: loadedOf(result) })
  })
  useEffect(() => {
    if (key === undefined || isAnswered) return undefined
    const cancel = new AbortController()
    const begin = () => void onWanted(key, cancel.signal)
    const timer = settleMs === undefined ? undefined : setTimeout(begin, settleMs)
    if (timer === undefined) begin()
    return () => {
      clearTimeout(timer)
      cancel.abort()
    }
  }, [key, isAnswered, settleMs])
  const loaded: Loaded<T> = found?.loaded ?? { state: 'loading' }
  return { loaded, isOfNow: found !== undefined && found.key === key }
}
