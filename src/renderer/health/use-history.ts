import { useEffect, useState } from 'react'

import type { MonitorHistory } from '../../shared/model/monitor.ts'
import type { Failure } from '../../shared/result.ts'
import { useLive, useUi } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'

/** A stretch of the time axis, in epoch milliseconds. */
export interface Span {
  fromMs: number
  toMs: number
}

/** What the axis shows: the last minutes, moving on with time, or a stretch that was zoomed to. */
export type Range = { kind: 'last'; minutes: number } | ({ kind: 'span' } & Span)

const points = 240
/** Long enough for a held arrow key not to ask for every tile that it passes. */
const settleMs = 120

export interface LoadedHistory {
  span: Span
  history: MonitorHistory
}

/** A monitor's history over a range, asked for anew as time goes on. */
export function useHistory(
  checkId: string,
  range: Range,
): { loaded?: LoadedHistory; failure?: Failure } {
  const { client } = useSession()
  const runId = useUi((state) => state.runId)
  const live = useLive()
  const now = useNowCoarse()
  const [loaded, setLoaded] = useState<LoadedHistory>()
  const [failure, setFailure] = useState<Failure>()
  // A stretch that was zoomed to stands still, unless it is not over yet.
  const moving = range.kind === 'last' || range.toMs > now
  const tick = moving ? now : 0
  useEffect(() => {
    if (runId === undefined || !live) return undefined
    const cancel = new AbortController()
    const timer = setTimeout(() => {
      const span = spanOf(range)
      const from = new Date(span.fromMs).toISOString()
      const to = new Date(span.toMs).toISOString()
      void client
        .call('monitor.history', { runId, checkId, from, to, points }, { signal: cancel.signal })
        .then((result) => {
          if (cancel.signal.aborted) return
          setFailure(result.ok ? undefined : result.failure)
          if (result.ok) setLoaded({ span, history: result.value })
        })
    }, settleMs)
    return () => {
      clearTimeout(timer)
      cancel.abort()
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a tick asks anew
  }, [client, runId, checkId, range, live, tick])
  return { loaded, failure }
}

export function spanOf(range: Range): Span {
  if (range.kind === 'span') return range
  const toMs = Date.now()
  return { fromMs: toMs - range.minutes * 60_000, toMs }
}
