import { RotateCw } from 'lucide-react'

import type { Failure } from '../../shared/result.ts'
import { useSay, useText } from '../state/hooks.ts'
import { Verdict } from './verdict.tsx'

/** A failure where it happened: what, what to do about it, the technical cause, and a way to retry. */
export function FailureNote({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const say = useSay()
  const t = useText()
  return (
    <div className="note-box nogo" role="alert">
      <Verdict tone="nogo" word={say(failure.message)} />
      {failure.hint && <span>{say(failure.hint)}</span>}
      {failure.fields?.map(({ path, problem }) => (
        <span key={path} className="mono">
          {path}: {problem}
        </span>
      ))}
      {failure.cause !== undefined && <span className="mono dim">{failure.cause}</span>}
      {onRetry && (
        <div>
          <button type="button" onClick={onRetry}>
            <RotateCw size={14} aria-hidden="true" /> {t('common.retry')}
          </button>
        </div>
      )}
    </div>
  )
}
