import { Verdict } from '../parts/verdict.tsx'
import { useEngineStatus, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { toneOfMode } from './rollback-tone.ts'
import { useRunningRollback } from './use-running-rollback.ts'

/** On every screen while a rollback is under way, of this run or of another: the way to it. */
export function RollbackChip() {
  const t = useText()
  const { ui } = useSession()
  const running = useRunningRollback()
  const others = useEngineStatus()?.rollbacks ?? []
  // What goes back for real is named before what is only gone through.
  const other = others.find(({ mode }) => mode === 'real') ?? others[0]
  if (running) {
    const { mode, title } = running
    const words = t(`rollback.chip.${mode}`, { title })
    return (
      <button
        type="button"
        className="rollback-chip"
        title={words}
        onClick={() => ui.go('rollback')}
      >
        <Verdict badge tone={toneOfMode[mode]} word={words} />
      </button>
    )
  }
  if (!other) return null
  return (
    <button
      type="button"
      className="rollback-chip"
      onClick={() => ui.openRun(other.runId, 'rollback')}
    >
      <Verdict badge tone={toneOfMode[other.mode]} word={t(`rollback.chip.other.${other.mode}`)} />
    </button>
  )
}

/** Whether the strip has one to show. */
export function useRollbackUnderWay(): boolean {
  const isHere = useRunningRollback() !== undefined
  const others = useEngineStatus()?.rollbacks ?? []
  return isHere || others.length > 0
}
