import { useId, useState } from 'react'

import type { CheckPreview } from '../../shared/rpc/views.ts'
import { Code } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

interface ConfirmChecksProps {
  itemIds: string[]
  previews: CheckPreview[]
}

/**
 * Shows what checks that change their target would run. Only those agreed to one by one are run,
 * with the token of exactly what was shown; what only reads runs anyway.
 */
export function ConfirmChecksDialog({ itemIds, previews }: ConfirmChecksProps) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [agreed, setAgreed] = useState<ReadonlyMap<string, string>>(new Map())
  const { ask, busy, failure } = useAsk()
  const dangerous = previews.filter((preview) => preview.danger !== 'read' && !preview.problem)
  const isAgreed = (preview: CheckPreview) =>
    agreed.has(preview.token) &&
    (preview.typed === undefined || agreed.get(preview.token) === preview.typed)
  const accepted = dangerous.filter(isAgreed)
  // An item one of whose checks was not agreed to is left out whole: it could not be judged.
  const refusedItems = new Set(
    dangerous.filter((preview) => !isAgreed(preview)).map((preview) => preview.itemId),
  )
  const runItems = itemIds.filter((id) => !refusedItems.has(id))
  const others = runItems.filter((id) => !dangerous.some((preview) => preview.itemId === id))

  function setAnswer(token: string, typed: string | undefined): void {
    setAgreed((before) => {
      const next = new Map(before)
      if (typed === undefined) next.delete(token)
      else next.set(token, typed)
      return next
    })
  }

  async function start(): Promise<void> {
    if (runId === undefined || runItems.length === 0) return
    const done = await ask('check.start', {
      runId,
      itemIds: runItems,
      agreed: accepted.map(({ token, typed }) =>
        typed === undefined ? { token } : { token, typed },
      ),
    })
    if (done) ui.closeDialog()
  }
  return (
    <Dialog
      wide
      title={t('confirm.title', { count: dangerous.length })}
      about={t('confirm.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void start()}
      footer={
        <>
          {others.length > 0 && (
            <span className="dim grow">{t('confirm.others', { count: others.length })}</span>
          )}
          <SendButtons
            label={t('confirm.run', { count: runItems.length })}
            disabled={runItems.length === 0 || busy}
            isDanger={accepted.length > 0}
          />
        </>
      }
    >
      {dangerous.map((preview) => (
        <Dangerous
          key={preview.token}
          preview={preview}
          answer={agreed.get(preview.token)}
          onAnswer={(typed) => setAnswer(preview.token, typed)}
        />
      ))}
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}

function Dangerous({
  preview,
  answer,
  onAnswer,
}: {
  preview: CheckPreview
  answer: string | undefined
  onAnswer: (typed: string | undefined) => void
}) {
  const t = useText()
  const id = useId()
  return (
    <article className="panel">
      <header>
        <h2 className="cut">{preview.title}</h2>
        <span className="note">
          <Environment environment={preview.environment} />
        </span>
      </header>
      <div className="body stack">
        <div className="line wrap">
          <Verdict
            tone={preview.danger === 'destroy' ? 'nogo' : 'pending'}
            word={t(`danger.${preview.danger}`)}
          />
          <span className="dim">
            {t('confirm.on')} <b className="mono">{preview.target}</b>
          </span>
        </div>
        <Code text={preview.command} copy />
        {preview.typed === undefined ? (
          <label className="line" htmlFor={id}>
            <input
              id={id}
              type="checkbox"
              checked={answer !== undefined}
              onChange={(event) => onAnswer(event.target.checked ? '' : undefined)}
            />
            {t('confirm.agree')}
          </label>
        ) : (
          <div className="field">
            <label htmlFor={id}>{t('confirm.type', { words: preview.typed })}</label>
            <input
              id={id}
              className="mono"
              autoComplete="off"
              spellCheck={false}
              value={answer ?? ''}
              onChange={(event) => onAnswer(event.target.value || undefined)}
            />
          </div>
        )}
      </div>
    </article>
  )
}
