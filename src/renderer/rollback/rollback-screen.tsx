import { useMemo, useState } from 'react'
import { useStore } from 'zustand'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { RunStateBanner } from '../checklist/run-state-banner.tsx'
import { RunScreen } from '../parts/run-screen.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { BeforeRollback } from './before-rollback.tsx'
import { NoPlans } from './no-plans.tsx'
import { RollbackAnnouncer } from './rollback-announcer.tsx'
import { useHearing, useRunningRollback } from './use-running-rollback.ts'
import { Wizard } from './wizard.tsx'

export function RollbackScreen() {
  const t = useText()
  const isLeft = useHearing() === 'left'
  const { entries, loaded, failure } = useStore(useSession().rollbacks)
  return (
    <RunScreen help="rollback.no-run-help" failure={failure} loaded={loaded}>
      {(runId) => (
        <div className="rollback">
          <h1 className="sr">{t('screen.rollback')}</h1>
          <RunStateBanner />
          <Rollbacks key={runId} entries={entries} />
          {!isLeft && <RollbackAnnouncer entries={entries} />}
        </div>
      )}
    </RunScreen>
  )
}

/** The one under way, or the one that was looked at; else the plans. */
function Rollbacks({ entries }: { entries: ReadonlyMap<string, RollbackStatus> }) {
  const plans = useOutline()?.runbook.rollbacks
  const [shownId, setShownId] = useState<string>()
  const statuses = useMemo(() => [...entries.values()], [entries])
  const running = useRunningRollback()
  const runningId = running?.rollbackId
  // How it ended stays on the screen until somebody leaves it.
  if (runningId !== undefined && runningId !== shownId) setShownId(runningId)
  const shown = running ?? (shownId === undefined ? undefined : entries.get(shownId))
  if (shown) {
    return (
      <Wizard
        key={shown.rollbackId}
        status={shown}
        {...(running ? {} : { onClose: () => setShownId(undefined) })}
      />
    )
  }
  if (!plans) return <Waiting />
  if (plans.length === 0 && statuses.length === 0) return <NoPlans />
  return <BeforeRollback plans={plans} statuses={statuses} onShow={setShownId} />
}
