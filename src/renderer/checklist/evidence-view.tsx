import type { Facts, Json, Judgement, Unmeasurable } from '../../shared/model/check.ts'
import type { Evidence } from '../../shared/model/run.ts'
import { Code } from '../parts/code.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useEvidence, useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatMoment } from '../text/format.ts'

/** What a check showed, as it was stored, asked for by its hash. */
export function EvidenceView({ hash }: { hash: string }) {
  const { evidence } = useSession()
  const loaded = useEvidence(hash)
  if (loaded?.state === 'failed') {
    return <FailureNote failure={loaded.failure} onRetry={() => evidence.retry(hash)} />
  }
  if (loaded?.state !== 'ready') return <Waiting />
  return <EvidenceInFull evidence={loaded.value} />
}

export function EvidenceInFull({ evidence }: { evidence: Evidence }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { measurement, judgement } = evidence
  return (
    <div className="stack">
      {measurement.kind === 'unmeasurable' && saysMore(measurement, judgement) && (
        <div className="note-box unknown">
          <Verdict tone="unknown" word={say(measurement.message)} />
          {measurement.detail !== undefined && <span className="mono">{measurement.detail}</span>}
          {measurement.mayStillRun && <b>{t('evidence.may-still-run')}</b>}
        </div>
      )}
      {Object.keys(judgement.read).length > 0 && (
        <section>
          <h3>{t('evidence.read')}</h3>
          <FactsTable facts={judgement.read} />
        </section>
      )}
      <dl className="pairs flat">
        <dt>{t('check.expected')}</dt>
        <dd>
          <code>{judgement.expect}</code>
        </dd>
        <dt>{t('check.target')}</dt>
        <dd className="mono">{measurement.target}</dd>
        <dt>{t('evidence.when')}</dt>
        <dd>
          {formatMoment(measurement.startedAt, locale)} ·{' '}
          {formatDuration(measurement.durationMs, locale)}
        </dd>
        <dt>{t('evidence.hash')}</dt>
        <dd className="line">
          <span className="mono cut" title={evidence.hash}>
            {evidence.hash.slice(0, 16)}…
          </span>
          <CopyButton text={evidence.hash} />
        </dd>
      </dl>
      {measurement.command !== undefined && (
        <section>
          <h3>{t('evidence.command')}</h3>
          <Code text={measurement.command} copy />
        </section>
      )}
      {measurement.output !== undefined && measurement.output !== '' && (
        <section>
          <h3>{t('evidence.output')}</h3>
          <Code text={measurement.output} copy />
          {measurement.truncated && <p className="dim">{t('evidence.truncated')}</p>}
        </section>
      )}
      {measurement.kind === 'measured' && (
        <details>
          <summary>{t('evidence.all', { count: Object.keys(measurement.facts).length })}</summary>
          <FactsTable facts={measurement.facts} />
        </details>
      )}
    </div>
  )
}

/** Whether the measurement tells more than the reason that stands above it. */
function saysMore(measurement: Unmeasurable, judgement: Judgement): boolean {
  return (
    measurement.detail !== undefined ||
    measurement.mayStillRun === true ||
    measurement.message.id !== judgement.reason.id
  )
}

function FactsTable({ facts }: { facts: Facts }) {
  return (
    <table className="facts">
      <tbody>
        {Object.entries(facts).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{factText(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A fact as one would write it in an expectation; what is nested, laid out. */
function factText(value: Json): string {
  if (value !== null && typeof value === 'object') {
    const flat = JSON.stringify(value)
    return flat.length <= 60 ? flat : JSON.stringify(value, null, 2)
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
