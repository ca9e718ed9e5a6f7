import { FileDiff } from 'lucide-react'

import { Verdict } from '../parts/verdict.tsx'
import { useHead, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** The runbook was edited on disk while the run goes on: nothing changes until it is adopted. */
export function ChangedBanner() {
  const t = useText()
  const { ui } = useSession()
  const head = useHead()
  if (!head?.runbookChanged || head.imported || head.closedAt !== undefined) return null
  return (
    <div className="banner pending" role="status">
      <Verdict tone="pending" word={t('changed.banner')} />
      <button type="button" onClick={() => ui.open({ kind: 'runbook-diff' })}>
        <FileDiff size={14} aria-hidden="true" />
        {t('changed.show')}
      </button>
    </div>
  )
}
