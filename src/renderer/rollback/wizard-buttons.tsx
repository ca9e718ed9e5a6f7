import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { useText } from '../state/hooks.ts'
import type { TextId } from '../text/translate.ts'
import { keyOfAct, type MainAct, type OtherAct, type WizardActs } from './wizard-acts.ts'

interface WizardButtonsProps {
  status: RollbackStatus
  acts: WizardActs
  /** Enter, and the button that it presses, may be used. */
  isMainReady: boolean
  /** What is run may destroy. */
  isDanger: boolean
  busy: boolean
  onMain: () => void
  onOther: (act: OtherAct) => void
}

/** What may be done now, each with its key. What may not be done is not there. */
export function WizardButtons(props: WizardButtonsProps) {
  const t = useText()
  const { status, acts, isMainReady, isDanger, busy, onMain, onOther } = props
  const { main, others } = acts
  const plain = others.filter((act) => act !== 'abort')
  return (
    <div className="wizard-buttons" role="group" aria-label={t('rollback.acts')}>
      {main !== undefined && (
        <button
          // Another button where something else is done: nothing that was meant for one presses the next.
          key={`${status.at ?? 'end'} ${main}`}
          type="button"
          className={isDanger && main === 'act' ? 'danger solid' : 'primary'}
          disabled={!isMainReady || busy}
          onClick={onMain}
        >
          {t(mainText(main, status))} <kbd>⏎</kbd>
        </button>
      )}
      {plain.map((act) => (
        <button
          key={act}
          type="button"
          className={act === 'take-over' || act === 'alternative' ? 'primary' : ''}
          disabled={busy}
          onClick={() => onOther(act)}
        >
          {t(`rollback.act.${act}`)} <kbd>{keyOfAct[act]}</kbd>
        </button>
      ))}
      {others.includes('abort') && (
        <button
          type="button"
          className="danger last"
          disabled={busy}
          onClick={() => onOther('abort')}
        >
          {t('rollback.act.abort')} <kbd>{keyOfAct.abort}</kbd>
        </button>
      )}
    </div>
  )
}

function mainText(main: MainAct, { mode }: RollbackStatus): TextId {
  if (main === 'go-on') return mode === 'shown' ? 'rollback.main.shown' : 'rollback.main.go-on'
  return `rollback.main.${main}`
}
