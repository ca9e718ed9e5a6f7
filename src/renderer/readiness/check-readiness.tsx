import { ListChecks } from 'lucide-react'

import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useBlocked, useText } from '../state/hooks.ts'

/** Looks at every line now. */
export function CheckReadiness({ runId, left }: { runId: string; left: number }) {
  const t = useText()
  const blocked = useBlocked()
  const { ask, busy, failure } = useAsk()
  if (blocked !== undefined) return <span className="dim">{t(`blocked.${blocked}`)}</span>
  return (
    <>
      {failure && <FailureNote failure={failure} />}
      <div className="line wrap">
        <button
          type="button"
          disabled={busy || left > 0}
          onClick={() => void ask('readiness.check', { runId })}
        >
          <ListChecks size={14} aria-hidden="true" />
          {t('readiness.check')}
        </button>
        <span className="dim">{t('readiness.only-reads')}</span>
      </div>
    </>
  )
}
