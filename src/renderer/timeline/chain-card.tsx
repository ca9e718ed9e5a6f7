import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'

import type { VerifyReport } from '../../shared/rpc/views.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useSay, useText } from '../state/hooks.ts'

interface ChainCardProps {
  runId: string
  headSeq: number
  headHash: string
}

/** The head of the run's chain: noted elsewhere, it proves later that nothing was cut or rewritten. */
export function ChainCard({ runId, headSeq, headHash }: ChainCardProps) {
  const t = useText()
  const say = useSay()
  const [report, setReport] = useState<VerifyReport>()
  const { ask, busy, failure } = useAsk()

  async function verify(): Promise<void> {
    setReport(undefined)
    const result = await ask('run.verify', { runId })
    if (result) setReport(result.value)
  }
  return (
    <section className="panel">
      <header>
        <h2>{t('chain.title')}</h2>
        <span className="note">{t('chain.events', { count: headSeq })}</span>
      </header>
      <div className="body stack">
        <div className="line">
          <code className="chain-hash">{headHash}</code>
          <CopyButton text={headHash} />
        </div>
        <p className="dim">{t('chain.about')}</p>
        <div className="line wrap">
          <button type="button" disabled={busy} onClick={() => void verify()}>
            <ShieldCheck size={14} aria-hidden="true" />
            {t(busy ? 'chain.verifying' : 'chain.verify')}
          </button>
          <span role="status">
            {report &&
              (report.valid ? (
                <Verdict tone="go" word={t('chain.valid', { count: report.events })} />
              ) : (
                <Verdict
                  tone="nogo"
                  word={
                    report.firstBad
                      ? t('chain.broken-at', {
                          seq: report.firstBad.seq,
                          problem: say(report.firstBad.problem),
                        })
                      : t('chain.broken')
                  }
                />
              ))}
          </span>
        </div>
        {failure && <FailureNote failure={failure} />}
      </div>
    </section>
  )
}
