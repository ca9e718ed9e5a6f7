import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

interface SendButtonsProps {
  label: string
  /** What sends the form, where it is not Enter alone. */
  keys?: string
  disabled: boolean
  isDanger?: boolean
  /** Closes the dialog of the frame when absent. */
  onCancel?: () => void
}

/** The footer of a dialog that is a form: leave it, or send it. */
export function SendButtons({ label, keys, disabled, isDanger, onCancel }: SendButtonsProps) {
  const t = useText()
  const { ui } = useSession()
  return (
    <>
      <button type="button" onClick={onCancel ?? ui.closeDialog}>
        {t('common.cancel')}
      </button>
      <button type="submit" className={isDanger ? 'danger solid' : 'primary'} disabled={disabled}>
        {label}
        {keys !== undefined && (
          <>
            {' '}
            <kbd>{keys}</kbd>
          </>
        )}
      </button>
    </>
  )
}
