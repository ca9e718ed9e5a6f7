import { useState } from 'react'

import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { LocalMoment } from '../parts/local-moment.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useLocale, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration } from '../text/format.ts'
import { MonitorNames } from './monitor-names.tsx'

const minutesOffered = [15, 30, 60, 120]
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

/** Goes on looking without counting what is seen, until a moment. It always ends by itself. */
export function MaintenanceDialog({ checkIds }: { checkIds: string[] }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string | undefined>(() => inMinutes(30))
  const { ask, busy, failure } = useAsk()
  const ready = reason.trim() !== '' && until !== undefined && !busy

  async function start(): Promise<void> {
    if (runId === undefined || until === undefined || !ready) return
    if (await ask('monitor.maintenance', { runId, checkIds, reason, until })) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('maintenance.title', { count: checkIds.length })}
      about={t('maintenance.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void start()}
      footer={<SendButtons label={t('maintenance.do')} disabled={!ready} />}
    >
      <MonitorNames checkIds={checkIds} />
      <Field label={t('health.reason')}>
        {(control) => (
          <input
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('maintenance.until')}>
        {(control) => <LocalMoment {...control} value={until} onChange={setUntil} />}
      </Field>
      <div className="line wrap">
        {minutesOffered.map((minutes) => (
          <button key={minutes} type="button" onClick={() => setUntil(inMinutes(minutes))}>
            {formatDuration(minutes * 60_000, locale)}
          </button>
        ))}
      </div>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
