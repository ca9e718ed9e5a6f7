import { useEffect, useState } from 'react'

import type { RunbookDiff } from '../../shared/rpc/views.ts'
import { Dialog } from '../parts/dialog.tsx'
import { DiffView } from '../parts/diff-view.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Waiting } from '../parts/waiting.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** What changed in the runbook's file since the run pinned it: to adopt, or not. */
export function DiffDialog() {
  const t = useText()
  const { ui, client } = useSession()
  const runId = useUi((state) => state.runId)
  const [diff, setDiff] = useState<RunbookDiff>()
  const { ask, busy, failure, setFailure } = useAsk()
  useEffect(() => {
    if (runId === undefined) return undefined
    const cancel = new AbortController()
    void client.call('runbook.diff', { runId }, { signal: cancel.signal }).then((result) => {
      if (cancel.signal.aborted) return
      if (result.ok) setDiff(result.value)
      else setFailure(result.failure)
    })
    return () => cancel.abort()
  }, [client, runId, setFailure])

  async function adopt(toHash: string): Promise<void> {
    if (runId === undefined) return
    if (await ask('runbook.adopt', { runId, toHash })) ui.closeDialog()
  }
  const toHash = diff?.toHash
  return (
    <Dialog
      wide
      title={t('changed.title')}
      about={t('changed.about')}
      onClose={ui.closeDialog}
      footer={
        <>
          <button type="button" onClick={ui.closeDialog}>
            {t('changed.keep')}
          </button>
          {toHash !== undefined && (
            <button
              type="button"
              className="primary"
              disabled={busy}
              onClick={() => void adopt(toHash)}
            >
              {t('changed.adopt')}
            </button>
          )}
        </>
      }
    >
      {failure && <FailureNote failure={failure} />}
      {!diff && !failure && <Waiting />}
      {diff && (
        <>
          {toHash === undefined && <p>{t('changed.gone')}</p>}
          <Changes title={t('changed.added', { count: diff.added.length })} items={diff.added} />
          <Changes
            title={t('changed.removed', { count: diff.removed.length })}
            items={diff.removed}
          />
          <Changes
            title={t('changed.changed', { count: diff.changed.length })}
            items={diff.changed}
          />
          <DiffView unified={diff.unified} />
        </>
      )}
    </Dialog>
  )
}

function Changes({ title, items }: { title: string; items: RunbookDiff['added'] }) {
  if (items.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{title}</h3>
      <ul className="bullets">
        {items.map((item) => (
          <li key={item.itemId}>{item.title}</li>
        ))}
      </ul>
    </section>
  )
}
