import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'

import type { TailStatus } from '../../shared/model/tail.ts'
import { useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { createLogView, type LogView } from './log-view.ts'

/** The look at a run's stream that this screen holds, fed by what the tails say of its end. */
export function useLogView(runId: string): LogView {
  const { client, tails, ui } = useSession()
  const view = useMemo(
    () => createLogView((input) => client.call('log.page', { runId, ...input })),
    [client, runId],
  )
  useEffect(() => {
    const feed = () => {
      let lastN = 0
      for (const status of tails.getState().entries.values()) lastN = Math.max(lastN, status.lastN)
      view.onLastN(lastN)
    }
    feed()
    return tails.subscribe(feed)
  }, [tails, view])
  const moment = useUi((state) => state.logMoment)
  useEffect(() => {
    if (moment === undefined) return
    void view.goTo(moment)
    ui.showLogsAt(undefined)
  }, [moment, ui, view])
  return view
}

/** In the runbook's order. */
export function useTails(): readonly TailStatus[] {
  const entries = useStore(useSession().tails, (mirror) => mirror.entries)
  return useMemo(() => [...entries.values()], [entries])
}
