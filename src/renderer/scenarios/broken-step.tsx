import { Logs } from 'lucide-react'

import type { Evidence } from '../../shared/model/run.ts'
import { EvidenceInFull } from '../checklist/evidence-view.tsx'
import { glyphs } from '../logic/tone.ts'
import { Code } from '../parts/code.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useEvidence, useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration } from '../text/format.ts'
import { expectationOf } from './expectation.ts'
import { nearestLines } from './nearest-lines.ts'
import type { SequenceStep } from './sequence.ts'

interface BrokenStepProps {
  step: SequenceStep
  hash: string
  onLogs?: (at: string) => void
}

/** The step that decided it: what was expected, what came instead, and what was seen nearest to it. */
export function BrokenStep({ step, hash, onLogs }: BrokenStepProps) {
  const { evidence } = useSession()
  const loaded = useEvidence(hash)
  if (loaded?.state === 'failed')
    return <FailureNote failure={loaded.failure} onRetry={() => evidence.retry(hash)} />
  if (loaded?.state !== 'ready') return <Waiting />
  return <Broken step={step} evidence={loaded.value} {...(onLogs ? { onLogs } : {})} />
}

function Broken({
  step: { status, spec },
  evidence,
  onLogs,
}: Omit<BrokenStepProps, 'hash'> & { evidence: Evidence }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { measurement, judgement } = evidence
  const tone = judgement.verdict === 'failed' ? 'nogo' : 'unknown'
  const expected = spec && expectationOf(spec, t, (ms) => formatDuration(ms, locale))
  // Of a log, what it looked for with its names filled in.
  const sought = status.kind === 'log' ? measurement.command : expected?.code
  const output = measurement.output ?? ''
  return (
    <div className={`broken ${tone}`}>
      <Verdict
        tone={tone}
        word={t(tone === 'nogo' ? 'scenarios.first-broken' : 'scenarios.first-unknown')}
      />
      <dl className="pairs flat">
        <dt>{t('scenarios.expected')}</dt>
        <dd>
          <code>{sought ?? judgement.expect}</code> {expected?.words}
        </dd>
        <dt>{t('scenarios.came')}</dt>
        <dd>
          <b>{say(judgement.reason)}</b>
        </dd>
      </dl>
      {status.kind === 'log' && measurement.kind === 'measured' ? (
        <NearestLines output={output} />
      ) : (
        output !== '' && (
          <section className="stack tight">
            <h4>{t('scenarios.output')}</h4>
            <Code text={output} copy />
          </section>
        )
      )}
      {onLogs && (
        <div>
          <button type="button" onClick={() => onLogs(measurement.startedAt)}>
            <Logs size={14} aria-hidden="true" />
            {t('scenarios.logs-then')} <kbd>L</kbd>
          </button>
        </div>
      )}
      <details>
        <summary>{t('evidence.title')}</summary>
        <EvidenceInFull evidence={evidence} />
      </details>
    </div>
  )
}

/** The lines that were looked through, newest last: what matched, and what came nearest. */
function NearestLines({ output }: { output: string }) {
  const t = useText()
  const lines = nearestLines(output)
  return (
    <section className="stack tight">
      <h4>{t('scenarios.nearest')}</h4>
      {lines.length === 0 ? (
        <p className="dim">{t('scenarios.no-lines')}</p>
      ) : (
        <ol className="nearest" aria-label={t('scenarios.nearest')}>
          {lines.map(({ text, isMatch }, index) => (
            <li key={index} className={isMatch ? 'match' : ''}>
              <span className="v idle">
                <i aria-hidden="true">{glyphs[isMatch ? 'go' : 'idle']}</i>
                {t(isMatch ? 'scenarios.nearest-match' : 'scenarios.nearest-other')}
              </span>
              <code>{text}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
