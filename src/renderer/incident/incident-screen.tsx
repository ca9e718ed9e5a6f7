import { Siren } from 'lucide-react'
import { useStore } from 'zustand'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import { RunStateBanner } from '../checklist/run-state-banner.tsx'
import { RunScreen } from '../parts/run-screen.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { ActionsPanel } from './actions-panel.tsx'
import { EscalationPanel } from './escalation-panel.tsx'
import { IncidentHead } from './incident-head.tsx'
import { incidentToShow } from './incident-story.ts'
import { PostMortemPanel } from './post-mortem-panel.tsx'
import { RecordPanel } from './record-panel.tsx'
import { StoryPanel } from './story-panel.tsx'
import { TextsPanel } from './texts-panel.tsx'
import { useIncidentKeys } from './use-incident-keys.ts'
import { useIncidentBlocked } from './use-incident.ts'

/** What went wrong, whom to call, what is known and said, until it is solved and learnt from. */
export function IncidentScreen() {
  const { entries, loaded, failure } = useStore(useSession().incidents)
  return (
    <RunScreen help="incident.no-run-help" failure={failure} loaded={loaded}>
      {(runId) => <Incidents runId={runId} entries={entries} />}
    </RunScreen>
  )
}

interface IncidentsProps {
  runId: string
  entries: ReadonlyMap<string, IncidentStatus>
}

function Incidents({ runId, entries }: IncidentsProps) {
  const t = useText()
  const { ui } = useSession()
  const chosen = useUi((state) => state.selectedIncidentId)
  const shown =
    (chosen === undefined ? undefined : entries.get(chosen)) ?? incidentToShow(entries.values())
  const blocked = useIncidentBlocked()
  useIncidentKeys(shown)
  return (
    <div className="incident-screen">
      <h1 className="sr">{t('screen.incident')}</h1>
      <RunStateBanner />
      {shown ? (
        <div className="screen incident">
          <IncidentHead
            incident={shown}
            all={[...entries.values()]}
            blocked={blocked !== undefined}
            onChoose={ui.selectIncident}
          />
          <div className="incident-main">
            <EscalationPanel incident={shown} blocked={blocked !== undefined} />
            <RecordPanel incident={shown} blocked={blocked !== undefined} />
            <ActionsPanel runId={runId} incident={shown} blocked={blocked !== undefined} />
          </div>
          <div className="incident-side">
            <TextsPanel runId={runId} incident={shown} />
            <PostMortemPanel runId={runId} incidentId={shown.id} />
            <StoryPanel incident={shown} />
          </div>
        </div>
      ) : (
        <NoIncident blocked={blocked !== undefined} />
      )}
    </div>
  )
}

function NoIncident({ blocked }: { blocked: boolean }) {
  const t = useText()
  const { ui } = useSession()
  return (
    <div className="empty">
      <b>{t('incident.none')}</b>
      <p>{t('incident.none-about')}</p>
      {!blocked && (
        <button
          type="button"
          className="danger"
          onClick={() => ui.open({ kind: 'incident', about: { ask: 'open' } })}
        >
          <Siren size={14} aria-hidden="true" />
          {t('incident.open-do')} <kbd>O</kbd>
        </button>
      )}
    </div>
  )
}
