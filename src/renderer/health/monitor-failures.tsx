import { useMemo, useState } from 'react'

import { EvidenceView } from '../checklist/evidence-view.tsx'
import { evidencedFailures } from '../logic/evidenced-failures.ts'
import { CheckVerdictMark } from '../parts/verdict.tsx'
import { useEvents, useLocale, useSay, useText } from '../state/hooks.ts'
import { formatShort } from '../text/format.ts'
import type { Span } from './use-history.ts'

/** More are in the timeline. */
const mostShown = 50

/** What did not pass within the span and is kept with its evidence, newest first. */
export function MonitorFailures({ checkId, span }: { checkId: string; span: Span }) {
  const t = useText()
  const events = useEvents()
  const failures = useMemo(
    () => evidencedFailures(events, checkId, span.fromMs, span.toMs).reverse(),
    [events, checkId, span],
  )
  return (
    <section className="panel" aria-label={t('health.failures')}>
      <header>
        <h2>{t('health.failures')}</h2>
        <span className="note">{failures.length}</span>
      </header>
      {failures.length === 0 ? (
        <p className="body dim">{t('health.no-failures')}</p>
      ) : (
        <ul>
          {failures.slice(0, mostShown).map((failure) => (
            <FailureRow key={failure.seq} failure={failure} />
          ))}
        </ul>
      )}
    </section>
  )
}

function FailureRow({ failure }: { failure: ReturnType<typeof evidencedFailures>[number] }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  return (
    <li className="failure-row">
      <div className="line">
        <span className="mono dim">{formatShort(failure.at, locale)}</span>
        <CheckVerdictMark verdict={failure.verdict} />
        <span className="grow cut" title={say(failure.reason)}>
          {say(failure.reason)}
        </span>
        {failure.evidenceHashes.length > 0 && (
          <button
            type="button"
            className="quiet"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t('evidence.title')}
          </button>
        )}
      </div>
      {open && failure.evidenceHashes.map((hash) => <EvidenceView key={hash} hash={hash} />)}
    </li>
  )
}
