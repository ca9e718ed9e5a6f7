import { useStore } from 'zustand'

import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** What is not there yet; when no engine answers it says that instead of waiting for ever. */
export function Waiting() {
  const t = useText()
  const phase = useStore(useSession().connection, (connection) => connection.phase)
  const coming = phase === 'live' || phase === 'connecting'
  return <p className="empty">{t(coming ? 'common.loading' : 'common.no-engine')}</p>
}
