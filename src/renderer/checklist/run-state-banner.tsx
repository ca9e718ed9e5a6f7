import { Verdict } from '../parts/verdict.tsx'
import { TakeRunOver } from '../rollback/take-run-over.tsx'
import { useHead, useRun, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** A run that is closed, imported, or no longer fed says so before anybody tries to act on it. */
export function RunStateBanner() {
  const t = useText()
  const { ui } = useSession()
  const head = useHead()
  const failure = useRun((state) => state.failure)
  if (head?.imported) {
    return (
      <div className="banner pending">
        <Verdict tone="pending" word={t('blocked.imported')} />
        <TakeRunOver />
      </div>
    )
  }
  if (head?.closedAt !== undefined) {
    return (
      <div className="banner">
        <Verdict tone="idle" word={t('blocked.closed')} />
        <button type="button" onClick={() => ui.open({ kind: 'close-run', reopen: true })}>
          {t('run.reopen')}
        </button>
      </div>
    )
  }
  if (failure) {
    return (
      <div className="banner unknown" role="alert">
        <Verdict tone="unknown" word={t('run.no-longer-fed')} />
      </div>
    )
  }
  return null
}
