import { Verdict } from '../parts/verdict.tsx'
import { useHead, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** The profile was edited while the run goes on: nothing changes until it is adopted. */
export function ProfileChangedBanner() {
  const t = useText()
  const session = useSession()
  const head = useHead()
  if (!head?.profileChanged || head.imported || head.closedAt !== undefined) return null
  return (
    <div className="banner pending" role="status">
      <Verdict tone="pending" word={t('changed.profile-banner', { name: head.profileName })} />
      <button type="button" onClick={() => void session.ask('profile.adopt', { runId: head.id })}>
        {t('changed.profile-adopt')}
      </button>
    </div>
  )
}
