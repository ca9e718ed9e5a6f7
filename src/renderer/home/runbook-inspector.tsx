import { ArrowLeft, Play } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { useStore } from 'zustand'

import type { Problem, Runbook } from '../../shared/model/runbook.ts'
import { severityTone } from '../logic/tone.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useRunbook, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { RunbookOutline } from './runbook-outline.tsx'
import { SourceView } from './source-view.tsx'

/** A runbook as Warroom reads it: its items, what was repaired, what is wrong, its text. */
export function RunbookInspector({ hash }: { hash: string }) {
  const t = useText()
  const { ui, documents, runbooks } = useSession()
  const loaded = useRunbook(hash)
  const entry = useStore(runbooks, (all) => all.entries.get(hash))
  const [tab, setTab] = useState('items')
  const [line, setLine] = useState<number>()
  const showLine = (at: number) => {
    setLine(at)
    setTab('source')
  }
  return (
    <div className="inspector">
      <header className="inspector-head">
        <button type="button" className="quiet" onClick={() => ui.inspect(undefined)}>
          <ArrowLeft size={15} aria-hidden="true" />
          {t('screen.home')}
        </button>
        <div className="grow">
          <h1 className="cut">
            {loaded?.state === 'ready' ? loaded.value.title : (entry?.title ?? '')}
          </h1>
          <div className="dim cut">{entry?.path ?? entry?.fileName}</div>
        </div>
        <button
          type="button"
          className="primary"
          onClick={() => ui.open({ kind: 'start-run', runbookHash: hash })}
        >
          <Play size={13} aria-hidden="true" />
          {t('runs.start')}
        </button>
      </header>
      {loaded?.state === 'failed' && (
        <div className="screen">
          <FailureNote failure={loaded.failure} onRetry={() => documents.retry(hash)} />
        </div>
      )}
      {loaded?.state === 'loading' && <Waiting />}
      {loaded?.state === 'ready' && (
        <Tabs.Root value={tab} onValueChange={setTab} className="inspector-tabs">
          <Tabs.List className="tabs" aria-label={loaded.value.title}>
            <Tabs.Trigger value="items">
              {t('inspect.phases')} <Count of={loaded.value.items.length} />
            </Tabs.Trigger>
            <Tabs.Trigger value="problems">
              {t('inspect.problems')} <Count of={loaded.value.problems.length} />
            </Tabs.Trigger>
            <Tabs.Trigger value="repairs">
              {t('inspect.repairs')} <Count of={loaded.value.repairs.length} />
            </Tabs.Trigger>
            <Tabs.Trigger value="source">{t('inspect.source')}</Tabs.Trigger>
            {loaded.value.overlay && (
              <Tabs.Trigger value="overlay">{t('inspect.overlay')}</Tabs.Trigger>
            )}
          </Tabs.List>
          <Tabs.Content value="items" className="inspector-body">
            <RunbookOutline runbook={loaded.value} onLine={showLine} />
          </Tabs.Content>
          <Tabs.Content value="problems" className="inspector-body">
            <Problems problems={loaded.value.problems} onLine={showLine} />
          </Tabs.Content>
          <Tabs.Content value="repairs" className="inspector-body">
            <Repairs runbook={loaded.value} />
          </Tabs.Content>
          <Tabs.Content value="source" className="inspector-body source">
            <SourceView
              text={loaded.value.text}
              line={line}
              problems={loaded.value.problems.filter(({ file }) => file === undefined)}
            />
          </Tabs.Content>
          {loaded.value.overlay && (
            <Tabs.Content value="overlay" className="inspector-body source">
              <p className="empty">
                {t('inspect.overlay-about', { fileName: loaded.value.overlay.fileName })}
              </p>
              <SourceView
                text={loaded.value.overlay.text}
                line={undefined}
                problems={loaded.value.problems.filter(({ file }) => file !== undefined)}
              />
            </Tabs.Content>
          )}
        </Tabs.Root>
      )}
    </div>
  )
}

function Count({ of }: { of: number }) {
  return <span className="tag">{of}</span>
}

function Problems({ problems, onLine }: { problems: Problem[]; onLine: (line: number) => void }) {
  const t = useText()
  const say = useSay()
  if (problems.length === 0) {
    return (
      <p className="empty">
        <Verdict tone="go" word={t('inspect.no-problem')} />
      </p>
    )
  }
  return (
    <ul>
      {problems.map((problem, index) => (
        <li key={index} className="row problem-row">
          <Verdict
            tone={severityTone[problem.severity]}
            word={t(`inspect.severity.${problem.severity}`)}
          />
          <span>
            {say(problem.message)}
            {problem.suggestion !== undefined && (
              <b> {t('inspect.suggestion', { word: problem.suggestion })}</b>
            )}
          </span>
          <ProblemPlace problem={problem} onLine={onLine} />
        </li>
      ))}
    </ul>
  )
}

/** A place in the overlay has no line of the source to go to: it is named. */
function ProblemPlace({ problem, onLine }: { problem: Problem; onLine: (line: number) => void }) {
  const t = useText()
  const { line, column, file } = problem
  const place = t('inspect.at', { line, column })
  if (file !== undefined)
    return (
      <span className="mono">
        {file}: {place}
      </span>
    )
  return (
    <button type="button" className="link mono" onClick={() => onLine(line)}>
      {place}
    </button>
  )
}

function Repairs({ runbook }: { runbook: Runbook }) {
  const t = useText()
  const say = useSay()
  if (runbook.repairs.length === 0) {
    return (
      <p className="empty">
        <Verdict tone="go" word={t('inspect.no-repair')} />
      </p>
    )
  }
  return (
    <>
      <p className="empty">{t('inspect.repairs-about')}</p>
      <ul>
        {runbook.repairs.map((repair) => (
          <li key={repair.kind} className="row repair-row">
            <span className="tag mono">{repair.kind}</span>
            <span>{say(repair.message)}</span>
            <span className="num dim">× {repair.count}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
