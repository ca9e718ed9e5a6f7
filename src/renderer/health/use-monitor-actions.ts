import { useMemo } from 'react'

import { isIdle } from '../logic/monitors.ts'
import { useBlocked, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** What a person may do to monitors of the open run. */
export interface MonitorActions {
  /** Asks for a reason first; a paused one is resumed instead. */
  togglePause: (checkId: string) => void
  pause: (checkIds: readonly string[]) => void
  /** Ends a pause or a maintenance window. */
  resume: (checkIds: readonly string[]) => void
  maintenance: (checkIds: readonly string[]) => void
}

export function useMonitorActions(): MonitorActions {
  const session = useSession()
  const blocked = useBlocked()
  const t = useText()
  return useMemo(() => {
    const { ui } = session
    const act = (checkIds: readonly string[], run: (runId: string, ids: string[]) => void) => {
      const { runId } = session.run.getState()
      if (runId === undefined || checkIds.length === 0) return
      if (blocked) ui.toast({ tone: 'idle', text: t(`blocked.${blocked}`) })
      else run(runId, [...checkIds])
    }
    const actions: MonitorActions = {
      togglePause(checkId) {
        const state = session.monitors.getState().entries.get(checkId)?.state
        if (isIdle(state)) actions.resume([checkId])
        else actions.pause([checkId])
      },
      pause: (ids) => act(ids, (_, checkIds) => ui.open({ kind: 'pause-monitors', checkIds })),
      resume: (ids) =>
        act(ids, (runId, checkIds) => void session.ask('monitor.resume', { runId, checkIds })),
      maintenance: (ids) => act(ids, (_, checkIds) => ui.open({ kind: 'maintenance', checkIds })),
    }
    return actions
  }, [session, blocked, t])
}
