import { Plus, X } from 'lucide-react'

import type { TailStatus } from '../../shared/model/tail.ts'
import { useBlocked, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Asks what else to follow in this run. */
export function AddTailButton() {
  const t = useText()
  const { ui } = useSession()
  const blocked = useBlocked()
  return (
    <button
      type="button"
      className="quiet"
      disabled={blocked !== undefined}
      title={t('logs.add-title')}
      onClick={() => ui.open({ kind: 'add-tail' })}
    >
      <Plus size={14} aria-hidden="true" />
      {t('logs.add')}
    </button>
  )
}

/** Lets go of a source that somebody added; what was kept of it stays. */
export function RemoveTailButton({ tail: { tailId, title } }: { tail: TailStatus }) {
  const t = useText()
  const session = useSession()
  const runId = useUi((state) => state.runId)
  const blocked = useBlocked()
  if (runId === undefined) return null
  const label = t('logs.remove', { title })
  return (
    <button
      type="button"
      className="quiet icon"
      disabled={blocked !== undefined}
      aria-label={label}
      title={label}
      onClick={() => void session.ask('tail.remove', { runId, tailId })}
    >
      <X size={14} aria-hidden="true" />
    </button>
  )
}
