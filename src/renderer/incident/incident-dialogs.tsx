import { assertNever } from '../../shared/result.ts'
import { ActionDialog } from './action-dialog.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { IncidentDialog } from './incident-dialog.ts'
import { OpenIncidentDialog } from './open-incident-dialog.tsx'
import { WordsDialog } from './words-dialog.tsx'

/** The one open dialog about an incident. */
export function IncidentDialogs({ about }: { about: IncidentDialog }) {
  switch (about.ask) {
    case 'open':
      return <OpenIncidentDialog gate={about.gate} />
    case 'change':
      return <ChangeDialog incidentId={about.incidentId} />
    case 'action':
      return <ActionDialog incidentId={about.incidentId} />
    case 'reach':
    case 'say':
    case 'rule-out':
    case 'resolve':
    case 'reopen':
      return <WordsDialog about={about} />
    default:
      return assertNever(about)
  }
}
