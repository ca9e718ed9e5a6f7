import { CircleStop } from 'lucide-react'

import { useOutline, useRun, useText } from '../state/hooks.ts'
import { useRunActions } from './actions.ts'

/** Checks under way: how many are done, which run now, and the way to stop them. */
export function ProgressStrip() {
  const t = useText()
  const outline = useOutline()
  const progress = useRun((state) => state.progress)
  const actions = useRunActions()
  if (!progress || (progress.running.length === 0 && progress.done >= progress.total)) return null
  const names = progress.running.map((id) => {
    const item = outline?.items.get(id) ?? outline?.items.get(outline.itemOfCheck.get(id) ?? '')
    return item ? `${item.number} · ${item.title}` : id
  })
  return (
    <div className="progress-strip" role="status">
      <span className="mono">
        {progress.done} / {progress.total}
      </span>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${(progress.done / Math.max(1, progress.total)) * 100}%` }} />
      </span>
      <span className="cut dim grow">
        {t('checks.running', {
          names: names.slice(0, 3).join(' ; '),
          more: Math.max(0, names.length - 3),
        })}
      </span>
      <button type="button" className="danger" onClick={actions.cancelChecks}>
        <CircleStop size={14} aria-hidden="true" />
        {t('checks.cancel')}
      </button>
    </div>
  )
}
