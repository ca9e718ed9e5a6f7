import { Logs } from 'lucide-react'

import { useBlocked, useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { tailOfCheck } from './wanted-tail.ts'

/** Follows what speaks where a check looks; nothing where nothing does. */
export function TailThis({ itemId, checkId }: { itemId: string; checkId: string }) {
  const t = useText()
  const { ui } = useSession()
  const blocked = useBlocked()
  const check = useOutline()
    ?.items.get(itemId)
    ?.checks.find(({ id }) => id === checkId)
  const wanted = check && tailOfCheck(check)
  if (!wanted) return null
  return (
    <button
      type="button"
      className="quiet"
      disabled={blocked !== undefined}
      title={t('logs.add-title')}
      onClick={() => ui.open({ kind: 'add-tail', wanted })}
    >
      <Logs size={14} aria-hidden="true" />
      {t('logs.tail-this')}
    </button>
  )
}
