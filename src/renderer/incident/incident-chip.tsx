import { elapsedText } from '../logic/clock.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { useOpenIncident } from './use-incident.ts'

/** On every screen: an incident is open, and for how long. It leads there. */
export function IncidentChip() {
  const t = useText()
  const incident = useOpenIncident()
  return (
    <>
      <span className="sr" aria-live="polite" data-announcer="incident">
        {incident && t('incident.chip-about', { title: incident.title })}
      </span>
      {incident && <Chip title={incident.title} openedAt={incident.openedAt} />}
    </>
  )
}

function Chip({ title, openedAt }: { title: string; openedAt: string }) {
  const t = useText()
  const { ui } = useSession()
  const elapsed = elapsedText(useNow() - Date.parse(openedAt), t('common.day-letter'))
  return (
    <button
      type="button"
      className="bare"
      title={title}
      aria-label={t('incident.chip-about', { title })}
      onClick={() => {
        ui.selectIncident(undefined)
        ui.go('incident')
      }}
    >
      <Verdict badge tone="nogo" word={t('incident.chip', { elapsed })} />
    </button>
  )
}
