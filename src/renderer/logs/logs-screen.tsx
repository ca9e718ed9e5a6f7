import { useRef, useState } from 'react'
import { useStore } from 'zustand'

import { FailureNote } from '../parts/failure-note.tsx'
import { RunScreen } from '../parts/run-screen.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { KeptFilterList } from './kept-filter-list.tsx'
import { LineDetail } from './line-detail.tsx'
import { LogHistogram } from './log-histogram.tsx'
import { LogList } from './log-list.tsx'
import { LogToolbar } from './log-toolbar.tsx'
import { MetricList } from './metric-list.tsx'
import { NoTails } from './no-tails.tsx'
import { PatternList } from './pattern-list.tsx'
import { PiiPanel } from './pii-panel.tsx'
import { SourceList } from './source-list.tsx'
import { useLogKeys } from './use-log-keys.ts'
import { useLogView, useTails } from './use-log-view.ts'

export function LogsScreen() {
  const { entries, loaded, failure } = useStore(useSession().tails)
  return (
    <RunScreen help="logs.no-run-help" failure={failure} loaded={loaded}>
      {(runId) => (entries.size === 0 ? <NoTails /> : <Logs runId={runId} />)}
    </RunScreen>
  )
}

/** Everything that a run's sources say, in one stream. */
function Logs({ runId }: { runId: string }) {
  const t = useText()
  const view = useLogView(runId)
  const tails = useTails()
  const search = useRef<HTMLInputElement>(null)
  const [columns, setColumns] = useState<readonly string[]>([])
  // A mistake in the filter is said where it is.
  const problem = useStore(view.store, (state) =>
    state.problem?.fields?.some(({ path }) => path === 'filter') === true
      ? undefined
      : state.problem,
  )
  const selected = useStore(view.store, ({ rows, selectedN }) => {
    const row = rows.find((one) => one.kind === 'line' && one.line.n === selectedN)
    return row?.kind === 'line' ? row.line : undefined
  })
  useLogKeys(view, search)
  const toggleColumn = (field: string) =>
    setColumns((now) =>
      now.includes(field) ? now.filter((one) => one !== field) : [...now, field],
    )
  return (
    <div className="logs">
      <h1 className="sr">{t('screen.logs')}</h1>
      <LogToolbar view={view} search={search} />
      {problem && <FailureNote failure={problem} />}
      <LogHistogram runId={runId} view={view} />
      <div className="logs-panes">
        <LogList view={view} tails={tails} columns={columns} />
        <aside className="logs-side" aria-label={t('logs.side')}>
          {selected && (
            <LineDetail
              key={selected.n}
              line={selected}
              view={view}
              columns={columns}
              onColumn={toggleColumn}
            />
          )}
          <SourceList view={view} tails={tails} />
          <KeptFilterList key={`filters ${runId}`} runId={runId} view={view} />
          <PatternList view={view} tails={tails} />
          <MetricList tails={tails} />
          <PiiPanel key={`pii ${runId}`} runId={runId} view={view} tails={tails} />
        </aside>
      </div>
    </div>
  )
}
