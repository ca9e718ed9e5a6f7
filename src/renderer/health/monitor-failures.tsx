import { useEffect, useState } from 'react'

import type { KeptFailure } from '../../shared/model/monitor.ts'
import type { Failure } from '../../shared/result.ts'
import { EvidenceInFull } from '../checklist/evidence-view.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { CheckVerdictMark } from '../parts/verdict.tsx'
import { useLocale, useSay, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import type { Span } from './use-history.ts'

const mostShown = 50

/** Looks of the span that did not pass, with what they showed, newest first. */
export function MonitorFailures({ checkId, span }: { checkId: string; span: Span }) {
  const t = useText()
  const { failures, failure } = useFailures(checkId, span)
  return (
    <section className="panel" aria-label={t('health.failures')}>
      <header>
        <h2>{t('health.failures')}</h2>
        <span className="note">{t('health.one-a-minute')}</span>
      </header>
      {failure && <FailureNote failure={failure} />}
      {failures?.length === 0 && <p className="body dim">{t('health.no-failures')}</p>}
      {failures && failures.length > 0 && (
        <ul>
          {[...failures].reverse().map((kept) => (
            <FailureRow key={kept.evidence.hash} kept={kept} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Asked for anew whenever the history is: the span moves on with it. */
function useFailures(
  checkId: string,
  span: Span,
): { failures?: readonly KeptFailure[]; failure?: Failure } {
  const { client } = useSession()
  const runId = useUi((state) => state.runId)
  const [failures, setFailures] = useState<readonly KeptFailure[]>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    if (runId === undefined) return undefined
    const cancel = new AbortController()
    const from = new Date(span.fromMs).toISOString()
    const to = new Date(span.toMs).toISOString()
    void client
      .call(
        'monitor.failures',
        { runId, checkId, from, to, most: mostShown },
        { signal: cancel.signal },
      )
      .then((result) => {
        if (cancel.signal.aborted) return
        setFailure(result.ok ? undefined : result.failure)
        if (result.ok) setFailures(result.value)
      })
    return () => cancel.abort()
  }, [client, runId, checkId, span])
  return { failures, failure }
}

function FailureRow({ kept }: { kept: KeptFailure }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const { verdict, reason } = kept.evidence.judgement
  return (
    <li className="failure-row">
      <div className="line">
        <span className="mono dim">{formatShort(kept.at, locale)}</span>
        <CheckVerdictMark verdict={verdict} />
        <span className="grow cut" title={say(reason)}>
          {say(reason)}
        </span>
        <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('evidence.title')}
        </button>
      </div>
      {open && <EvidenceInFull evidence={kept.evidence} />}
    </li>
  )
}
