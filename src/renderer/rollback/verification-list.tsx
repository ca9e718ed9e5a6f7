import type { RollbackStepPreview, VerificationStatus } from '../../shared/model/rollback.ts'
import { EvidenceView } from '../checklist/evidence-view.tsx'
import { useSay, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { leftText } from './budget.ts'
import { VerificationMark } from './rollback-marks.tsx'
import { useHearing } from './use-running-rollback.ts'

interface VerificationListProps {
  title: string
  verify: readonly VerificationStatus[]
  /** What each looks at and expects, where it is known. */
  previews?: RollbackStepPreview['verify']
}

/** What must hold, each by itself: how often it passed of how often it must, and the time that is left. */
export function VerificationList({ title, verify, previews = [] }: VerificationListProps) {
  const t = useText()
  const passed = verify.filter(({ state }) => state === 'passed').length
  return (
    <section className="panel verifications" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="note">{t('rollback.held', { passed, of: verify.length })}</span>
      </header>
      <ul>
        {verify.map((one) => (
          <VerificationRow
            key={one.id}
            one={one}
            preview={previews.find(({ id }) => id === one.id)}
          />
        ))}
      </ul>
    </section>
  )
}

interface VerificationRowProps {
  one: VerificationStatus
  preview: RollbackStepPreview['verify'][number] | undefined
}

function VerificationRow({ one, preview }: VerificationRowProps) {
  const t = useText()
  const say = useSay()
  const hearing = useHearing()
  const { title, state, reason, passes, until, evidenceHash } = one
  const isOver = state !== 'looking' && state !== 'waiting'
  return (
    <li className={`verification ${state}`}>
      <VerificationMark state={state} />
      <div className="verification-what">
        <b>{title}</b>
        {reason && <span>{say(reason)}</span>}
        {preview && preview.command !== '' && (
          <span className="dim mono">
            {preview.command}
            {preview.expect !== '' && ` → ${preview.expect}`}
          </span>
        )}
        {isOver && evidenceHash !== undefined && (
          <details>
            <summary>{t('evidence.title')}</summary>
            <EvidenceView hash={evidenceHash} />
          </details>
        )}
      </div>
      <div className="verification-time">
        {passes && <span className="mono">{t('rollback.passes', passes)}</span>}
        {state === 'looking' && hearing === 'live' && until !== undefined && (
          <TimeLeft until={until} />
        )}
      </div>
    </li>
  )
}

function TimeLeft({ until }: { until: string }) {
  const t = useText()
  return <span className="dim">{t('rollback.left', { clock: leftText(until, useNow()) })}</span>
}
