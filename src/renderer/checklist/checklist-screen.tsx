import { useEffect, useRef } from 'react'

import { FailureNote } from '../parts/failure-note.tsx'
import { NoRun } from '../parts/no-run.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useHead, useOutline, useRun, useRunbook, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { Announcer } from './announcer.tsx'
import { ChangedBanner } from './changed-banner.tsx'
import { ItemDetail } from './item-detail.tsx'
import { ItemList } from './item-list.tsx'
import { NextBar } from './next-bar.tsx'
import { ProfileChangedBanner } from './profile-changed-banner.tsx'
import { ProgressStrip } from './progress-strip.tsx'
import { RunStateBanner } from './run-state-banner.tsx'
import { Toolbar } from './toolbar.tsx'
import { useChecklistKeys } from './use-checklist-keys.ts'
import { useListRows } from './use-list-rows.ts'

export function ChecklistScreen() {
  const runId = useUi((state) => state.runId)
  const failure = useRun((state) => state.failure)
  const head = useHead()
  const outline = useOutline()
  const document = useRunbook(head?.runbookHash)
  const { ui, documents } = useSession()
  const t = useText()
  if (runId === undefined) {
    return <NoRun help="checklist.no-run-help" />
  }
  if (failure && !head) {
    return (
      <div className="screen">
        <FailureNote failure={failure} />
        <div>
          <button type="button" onClick={() => ui.leaveRun()}>
            {t('checklist.go-home')}
          </button>
        </div>
      </div>
    )
  }
  if (document?.state === 'failed') {
    return (
      <div className="screen">
        <FailureNote
          failure={document.failure}
          onRetry={() => head && documents.retry(head.runbookHash)}
        />
      </div>
    )
  }
  if (!head || !outline) return <Waiting />
  return <Checklist />
}

function Checklist() {
  const t = useText()
  const { ui } = useSession()
  const rows = useListRows()
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const detail = useRef<HTMLElement>(null)
  const selected = useUi((state) => state.selectedItemId)
  useChecklistKeys({ rows, search, list, detail })
  useEffect(() => {
    if (selected !== undefined) return
    const first = rows.find((row) => row.kind === 'item')
    if (first?.kind === 'item') ui.select(first.item.id)
  }, [rows, selected, ui])
  return (
    <div className="checklist">
      <RunStateBanner />
      <ChangedBanner />
      <ProfileChangedBanner />
      <Toolbar search={search} shown={rows.filter((row) => row.kind === 'item').length} />
      <ProgressStrip />
      <div className="checklist-panes">
        <section className="list-pane" aria-label={t('checklist.items')}>
          <ItemList rows={rows} list={list} />
          <NextBar />
        </section>
        <ItemDetail pane={detail} />
      </div>
      <Announcer />
    </div>
  )
}
