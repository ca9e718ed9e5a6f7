import { useStore } from 'zustand'

import { FailureNote } from '../parts/failure-note.tsx'
import { NoRun } from '../parts/no-run.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { ReadinessPanel } from '../readiness/readiness-panel.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { GatePanel } from './gate-panel.tsx'

/** Go or no-go: each gate with what it rests on, and who signed what. */
export function DecisionScreen() {
  const t = useText()
  const runId = useUi((state) => state.runId)
  const { entries, loaded, failure } = useStore(useSession().gates)
  if (runId === undefined) return <NoRun help="gate.no-run-help" />
  if (failure) {
    return (
      <div className="screen">
        <FailureNote failure={failure} />
      </div>
    )
  }
  if (!loaded) return <Waiting />
  return (
    <div className="screen decision">
      <h1>{t('screen.decision')}</h1>
      {entries.size === 0 ? (
        <div className="empty">
          <b>{t('gate.none')}</b>
          <p>{t('gate.none-about')}</p>
        </div>
      ) : (
        [...entries].map(([id, status]) => <GatePanel key={id} status={status} />)
      )}
      <ReadinessPanel runId={runId} />
    </div>
  )
}
