import { useMemo } from 'react'

import type { ManualState } from '../../shared/model/run.ts'
import { lastUndoable } from '../logic/history.ts'
import type { Outline } from '../logic/outline.ts'
import { useBlocked, useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** What an operator does to the open run, by key, button or palette alike. */
export interface RunActions {
  set: (itemId: string, state: ManualState) => void
  runChecks: (itemIds: readonly string[]) => void
  runPhase: (phaseId: string) => void
  runAll: () => void
  cancelChecks: () => void
  note: (itemId: string) => void
  waive: (itemId: string) => void
  sign: (phaseId: string) => void
  undo: (seq?: number) => void
}

export function useRunActions(): RunActions {
  const session = useSession()
  const outline = useOutline()
  const blocked = useBlocked()
  const t = useText()
  return useMemo(() => {
    const { ui } = session
    /** Runs an act on the open run, or says what prevents it. */
    const act = (run: (runId: string) => void) => {
      const runId = session.run.getState().runId
      if (runId === undefined) return
      if (blocked) ui.toast({ tone: 'idle', text: t(`blocked.${blocked}`) })
      else run(runId)
    }
    const actions: RunActions = {
      set: (itemId, state) =>
        act((runId) => void session.ask('item.set', { runId, itemIds: [itemId], state })),
      runChecks: (itemIds) =>
        act((runId) => {
          const withCheck = itemIds.filter((id) => hasCheck(outline, id))
          if (withCheck.length === 0) ui.toast({ tone: 'idle', text: t('checks.none') })
          else void previewThenStart(runId, withCheck)
        }),
      runPhase: (phaseId) =>
        actions.runChecks(outline?.itemsUnder(phaseId).map((item) => item.id) ?? []),
      runAll: () => actions.runChecks(outline?.runbook.items.map((item) => item.id) ?? []),
      // Everything that runs; cancelling needs no confirmation and works on a closed run too.
      cancelChecks() {
        const { runId } = session.run.getState()
        if (runId !== undefined) void session.ask('check.cancel', { runId, itemIds: [] })
      },
      note: (itemId) => act(() => ui.open({ kind: 'note', itemId })),
      waive: (itemId) => act(() => ui.open({ kind: 'waive', itemId })),
      sign: (phaseId) => act(() => ui.open({ kind: 'sign', phaseId })),
      undo: (seq) =>
        act((runId) => {
          const target = seq ?? lastUndoable(session.timeline.getState().events)?.seq
          if (target === undefined) ui.toast({ tone: 'idle', text: t('undo.nothing') })
          else void session.ask('run.undo', { runId, seq: target })
        }),
    }

    /** What changes a target is shown, resolved, before anything of the batch starts. */
    async function previewThenStart(runId: string, itemIds: string[]): Promise<void> {
      const previews = await session.ask('check.preview', { runId, itemIds })
      if (previews === undefined) return
      const dangerous = previews.some(({ danger, problem }) => danger !== 'read' && !problem)
      if (dangerous) ui.open({ kind: 'confirm-checks', itemIds, previews })
      else await session.ask('check.start', { runId, itemIds })
    }
    return actions
  }, [session, outline, blocked, t])
}

const hasCheck = (outline: Outline | undefined, itemId: string): boolean =>
  (outline?.items.get(itemId)?.checks.length ?? 0) > 0
