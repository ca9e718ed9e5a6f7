import { useStore } from 'zustand'

import { RunScreen } from '../parts/run-screen.tsx'
import { ReadinessPanel } from '../readiness/readiness-panel.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { GatePanel } from './gate-panel.tsx'

/** Go or no-go: each gate with what it rests on, and who signed what. */
export function DecisionScreen() {
  const t = useText()
  const { entries, loaded, failure } = useStore(useSession().gates)
  return (
    <RunScreen help="gate.no-run-help" failure={failure} loaded={loaded}>
      {(runId) => (
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
      )}
    </RunScreen>
  )
}
