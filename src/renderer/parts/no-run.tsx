import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { TextId } from '../text/translate.ts'

/** A screen of the open run while none is open: what the screen is for, and the way to one. */
export function NoRun({ help }: { help: TextId }) {
  const t = useText()
  const { ui } = useSession()
  return (
    <div className="empty">
      <b>{t('checklist.no-run')}</b>
      <p>{t(help)}</p>
      <button type="button" className="primary" onClick={() => ui.go('home')}>
        {t('checklist.go-home')}
      </button>
    </div>
  )
}
