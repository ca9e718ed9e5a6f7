import { Import, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'

import type { RunSummary } from '../../shared/model/run.ts'
import { settledOf, totalOf } from '../logic/counts.ts'
import { CountsBar } from '../parts/counts-bar.tsx'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { FileButton } from '../parts/file-button.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useLocale, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { useFileOpener } from './open-files.ts'

export function RunsPanel() {
  const t = useText()
  const session = useSession()
  const opener = useFileOpener()
  const runs = useStore(session.runs)
  // Open runs first, then by age.
  const sorted = useMemo(
    () =>
      [...runs.entries.values()].sort(
        (a, b) => Number(isOver(a)) - Number(isOver(b)) || b.createdAt.localeCompare(a.createdAt),
      ),
    [runs],
  )
  return (
    <section className="panel" aria-label={t('runs.title')}>
      <header>
        <h2>{t('runs.title')}</h2>
        <span className="grow" />
        <FileButton
          className="quiet"
          accept=".warroom"
          onFile={(file) => void opener.importRun(file)}
        >
          <Import size={14} aria-hidden="true" />
          {t('runs.import')}
        </FileButton>
        <button type="button" onClick={() => session.ui.open({ kind: 'start-run' })}>
          <Plus size={14} aria-hidden="true" />
          {t('runs.start')}
        </button>
      </header>
      {runs.failure && <FailureNote failure={runs.failure} />}
      {!runs.loaded && !runs.failure && <Waiting />}
      {runs.loaded && sorted.length === 0 && (
        <div className="empty">
          <b>{t('runs.none')}</b>
          <p>{t('runs.none-about')}</p>
        </div>
      )}
      <ul>
        {sorted.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </section>
  )
}

const isOver = (run: RunSummary): boolean => run.closedAt !== undefined || run.imported

function RunRow({ run }: { run: RunSummary }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const current = useUi((state) => state.runId === run.id)
  const state = run.imported
    ? t('runs.imported-state')
    : run.closedAt === undefined
      ? t('runs.open-state')
      : t('runs.closed-state', { at: formatShort(run.closedAt, locale) })
  return (
    <li>
      <button
        type="button"
        className={`run-row${isOver(run) ? ' over' : ''}`}
        aria-current={current || undefined}
        onClick={() => ui.openRun(run.id)}
      >
        <span className="run-row-title">
          <b className="cut">{run.title}</b>
          <Environment environment={run.environment} />
        </span>
        <span className="run-row-progress">
          <CountsBar counts={run.counts} />
          <span className="num dim">
            {settledOf(run.counts)} / {totalOf(run.counts)}
          </span>
        </span>
        <span className="dim cut">
          {[
            state,
            run.t0 === undefined
              ? t('runs.no-t0')
              : t('runs.t0', { at: formatShort(run.t0, locale) }),
            run.release.version,
            run.runbookName,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </button>
    </li>
  )
}
