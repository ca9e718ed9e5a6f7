import type { CallInput } from '../../shared/rpc/contract.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

type Ending = 'drill.give-up' | 'range.stop'

interface ConfirmDialogProps<N extends Ending> {
  asks: 'give-up' | 'stop'
  name: N
  input: CallInput<N>
}

/** What ends a drill before it is over is asked about first: what it does, and what is lost. */
export function ConfirmDialog<N extends Ending>({ asks, name, input }: ConfirmDialogProps<N>) {
  const t = useText()
  const { ui } = useSession()
  const { ask, busy, failure } = useAsk()

  async function end(): Promise<void> {
    const { dialog } = ui.getState()
    const done = await ask(name, input)
    // The debrief may have taken its place meanwhile.
    if (done && ui.getState().dialog === dialog) ui.closeDialog()
  }
  return (
    <Dialog
      title={t(`drill.${asks}-title`)}
      about={t(`drill.${asks}-about`)}
      onClose={ui.closeDialog}
      footer={
        <>
          <button type="button" onClick={ui.closeDialog}>
            {t('drill.go-on')}
          </button>
          <button type="button" className="danger solid" disabled={busy} onClick={() => void end()}>
            {t(`drill.${asks}-do`)}
          </button>
        </>
      }
    >
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
