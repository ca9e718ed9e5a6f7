import { FileDown, MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'

import type { RunHead } from '../../shared/model/run.ts'
import { LessonsCard } from '../lesson/lessons-card.tsx'
import { CountsBar } from '../parts/counts-bar.tsx'
import { Environment } from '../parts/environment.tsx'
import { bytesOfBase64, saveFile } from '../parts/save-file.ts'
import { StateVerdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useOutline, useRun, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatMoment, formatShort } from '../text/format.ts'
import { ChainCard } from './chain-card.tsx'
import { ReportCard } from './report-card.tsx'

/** The run itself: what it is, its chain, its report, and what can be done with it whole. */
export function RunSide({ head }: { head: RunHead }) {
  return (
    <aside className="run-side">
      <RunCard head={head} />
      <ChainCard runId={head.id} headSeq={head.headSeq} headHash={head.headHash} />
      <LessonsCard runId={head.id} />
      <ReportCard runId={head.id} headSeq={head.headSeq} />
      <Signatures />
    </aside>
  )
}

function RunCard({ head }: { head: RunHead }) {
  const t = useText()
  const locale = useLocale()
  const session = useSession()
  const blocked = useBlocked()
  const [busy, setBusy] = useState(false)
  const states = (['failed', 'unknown', 'waived', 'todo'] as const).filter(
    (state) => head.counts[state] > 0,
  )

  async function exportRun(): Promise<void> {
    setBusy(true)
    const file = await session.ask('run.export', { runId: head.id })
    setBusy(false)
    if (file) saveFile(file.fileName, bytesOfBase64(file.base64), 'application/octet-stream')
  }
  return (
    <section className="panel">
      <header>
        <h2 className="cut">{head.title}</h2>
        <span className="note">
          <Environment environment={head.environment} />
        </span>
      </header>
      <div className="body stack">
        <CountsBar counts={head.counts} />
        <div className="line wrap">
          {states.map((state) => (
            <span key={state} className="line">
              <StateVerdict state={state} />
              <span className="mono">{head.counts[state]}</span>
            </span>
          ))}
        </div>
        <dl className="pairs flat">
          <dt>{t('start.runbook')}</dt>
          <dd>{head.runbookName}</dd>
          <dt>{t('side.profile')}</dt>
          <dd>{head.profileName}</dd>
          <dt>{t('side.release')}</dt>
          <dd>{[head.release.version, head.release.commit].filter(Boolean).join(' · ') || '—'}</dd>
          <dt>{t('start.last-good')}</dt>
          <dd>{head.release.lastGood || '—'}</dd>
          <dt>T0</dt>
          <dd>{head.t0 === undefined ? '—' : formatMoment(head.t0, locale)}</dd>
          <dt>{t('side.started')}</dt>
          <dd>{formatMoment(head.createdAt, locale)}</dd>
          {head.people.length > 0 && (
            <>
              <dt>{t('start.people')}</dt>
              <dd>
                {head.people
                  .map(({ name, role }) => (role === '' ? name : `${name} (${role})`))
                  .join(', ')}
              </dd>
            </>
          )}
        </dl>
        <div className="line wrap">
          <button
            type="button"
            disabled={blocked !== undefined}
            onClick={() => session.ui.open({ kind: 'run-note' })}
          >
            <MessageSquarePlus size={14} aria-hidden="true" />
            {t('side.note')}
          </button>
          <button type="button" disabled={busy} onClick={() => void exportRun()}>
            <FileDown size={14} aria-hidden="true" />
            {t('side.export')}
          </button>
          {!head.imported && (
            <button
              type="button"
              disabled={blocked !== undefined && blocked !== 'closed'}
              onClick={() =>
                session.ui.open({ kind: 'close-run', reopen: head.closedAt !== undefined })
              }
            >
              {head.closedAt === undefined ? t('side.close') : t('run.reopen')}
            </button>
          )}
        </div>
      </div>
    </section>
  )
}

function Signatures() {
  const t = useText()
  const locale = useLocale()
  const signatures = useRun((state) => state.signatures)
  const phaseTitle = usePhaseTitles()
  if (signatures.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('side.signatures')}</h2>
      </header>
      <ul>
        {signatures.map((signature) => (
          <li key={signature.seq} className="row signature-row">
            <span className="cut">{phaseTitle(signature.phaseId)}</span>
            <span className="dim">
              {signature.by}
              {signature.role !== '' && ` (${signature.role})`} ·{' '}
              {formatShort(signature.at, locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function usePhaseTitles(): (phaseId: string) => string {
  const outline = useOutline()
  return (phaseId) => outline?.phases.get(phaseId)?.title ?? phaseId
}
