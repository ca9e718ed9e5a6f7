import { useEffect, useState } from 'react'

import { useRun, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { absenceSince, keepLook, recallLook, type Absence, type Look } from './last-look.ts'

const isLooking = () => document.visibilityState === 'visible' && document.hasFocus()

/** The absence that ended last and that nobody has dismissed, of the open run. */
export function useAbsence(): [absence: Absence | undefined, dismiss: () => void] {
  const { timeline } = useSession()
  const runId = useUi((state) => state.runId)
  const loadedRunId = useRun((state) => (state.loaded ? state.runId : undefined))
  /** A run that is left takes its absence with it. */
  const [known, setKnown] = useState<{ runId: string; absence: Absence | undefined }>()
  const absence = known !== undefined && known.runId === runId ? known.absence : undefined
  useEffect(() => {
    if (runId === undefined || loadedRunId !== runId) return undefined
    const storage = window.localStorage
    const update = (next: (before: Absence | undefined) => Absence | undefined) =>
      setKnown((before) => ({
        runId,
        absence: next(before?.runId === runId ? before.absence : undefined),
      }))
    /** Of this run: the store may hold another one's history by the time that it is left. */
    let lastSeq = 0
    const lookNow = (): Look => ({ seq: lastSeq, atMs: Date.now() })
    let away: Look | undefined
    let hasOpened = false

    const leave = () => {
      if (away || !hasOpened) return
      away = lookNow()
      keepLook(storage, runId, away)
    }
    const comeBack = () => {
      if (!away || !isLooking()) return
      const look = away
      away = undefined
      update((before) => absenceSince(look, Date.now(), before))
    }
    const onLook = () => (isLooking() ? comeBack() : leave())
    const onTimeline = () => {
      const { loaded, events } = timeline.getState()
      const last = events.at(-1)
      if (!loaded || last?.runId !== runId) return
      lastSeq = last.seq
      if (!hasOpened) {
        hasOpened = true
        const look = recallLook(storage, runId)
        update(() => absenceSince(look, Date.now()))
      }
      if (isLooking()) keepLook(storage, runId, lookNow())
      else leave()
    }
    onTimeline()
    const stop = timeline.subscribe(onTimeline)
    document.addEventListener('visibilitychange', onLook)
    window.addEventListener('focus', onLook)
    window.addEventListener('blur', onLook)
    window.addEventListener('pagehide', leave)
    return () => {
      stop()
      leave()
      document.removeEventListener('visibilitychange', onLook)
      window.removeEventListener('focus', onLook)
      window.removeEventListener('blur', onLook)
      window.removeEventListener('pagehide', leave)
    }
  }, [runId, loadedRunId, timeline])
  return [absence, () => setKnown(undefined)]
}
