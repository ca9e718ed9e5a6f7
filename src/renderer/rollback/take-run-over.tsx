import { useState } from 'react'

import { useAsk } from '../parts/use-ask.ts'
import { useOperator, useText, useUi } from '../state/hooks.ts'
import { WordsDialog } from './words-dialog.tsx'

/** An imported run, and a rollback under way in it, are gone on with here, by somebody's name. */
export function TakeRunOver() {
  const t = useText()
  const operator = useOperator()
  const runId = useUi((state) => state.runId)
  const [isOpen, setOpen] = useState(false)
  const { ask, busy, failure } = useAsk()

  async function take({ name, reason }: { name: string; reason: string }): Promise<void> {
    if (runId === undefined) return
    const because = reason === '' ? {} : { reason }
    if (await ask('run.take-over', { runId, by: name, ...because })) setOpen(false)
  }
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('rollback.take-run-over')}
      </button>
      {isOpen && (
        <WordsDialog
          title={t('rollback.take-run-over-title')}
          about={t('rollback.take-run-over-about')}
          name={{ label: t('rollback.your-name'), value: operator }}
          reason={{ label: `${t('rollback.why')} (${t('common.optional')})`, isNeeded: false }}
          confirm={t('rollback.take-run-over-do')}
          busy={busy}
          failure={failure}
          onConfirm={(words) => void take(words)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
