import { assertNever } from '../../shared/result.ts'
import { ConfirmChecksDialog } from '../checklist/confirm-checks-dialog.tsx'
import { DiffDialog } from '../checklist/diff-dialog.tsx'
import { KeysDialog } from '../checklist/keys-dialog.tsx'
import { NoteDialog } from '../checklist/note-dialog.tsx'
import { SignDialog } from '../checklist/sign-dialog.tsx'
import { WaiveDialog } from '../checklist/waive-dialog.tsx'
import { DecideDialog } from '../decision/decide-dialog.tsx'
import { DrillDialogs } from '../drill/drill-dialogs.tsx'
import { MaintenanceDialog } from '../health/maintenance-dialog.tsx'
import { PauseDialog } from '../health/pause-dialog.tsx'
import { StartRunDialog } from '../home/start-run-dialog.tsx'
import { IncidentDialogs } from '../incident/incident-dialogs.tsx'
import { LessonDialog } from '../lesson/lesson-dialog.tsx'
import { AddTailDialog } from '../logs/add-tail-dialog.tsx'
import { KeepPiiDialog } from '../logs/keep-pii-dialog.tsx'
import { PinDialog } from '../logs/pin-dialog.tsx'
import { SecretDialog } from '../profiles/secret-dialog.tsx'
import { PlayScenarioDialog } from '../scenarios/play-scenario-dialog.tsx'
import { useUi } from '../state/hooks.ts'
import { CloseRunDialog } from '../timeline/close-run-dialog.tsx'

/** The one open dialog, whatever screen asked for it. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'start-run':
      return <StartRunDialog runbookHash={dialog.runbookHash} />
    case 'note':
      return <NoteDialog key={dialog.itemId} itemId={dialog.itemId} />
    case 'run-note':
      return <NoteDialog key="run" />
    case 'waive':
      return <WaiveDialog itemId={dialog.itemId} />
    case 'sign':
      return <SignDialog phaseId={dialog.phaseId} />
    case 'confirm-checks':
      return <ConfirmChecksDialog itemIds={dialog.itemIds} previews={dialog.previews} />
    case 'secret':
      return <SecretDialog profile={dialog.profile} name={dialog.name} />
    case 'close-run':
      return <CloseRunDialog reopen={dialog.reopen} />
    case 'pause-monitors':
      return <PauseDialog checkIds={dialog.checkIds} />
    case 'maintenance':
      return <MaintenanceDialog checkIds={dialog.checkIds} />
    case 'runbook-diff':
      return <DiffDialog />
    case 'decide':
      return <DecideDialog gateId={dialog.gateId} />
    case 'pin-line':
      return <PinDialog line={dialog.line} />
    case 'keep-pii':
      return <KeepPiiDialog of={dialog.of} />
    case 'add-tail':
      return <AddTailDialog wanted={dialog.wanted} />
    case 'play-scenario':
      return (
        <PlayScenarioDialog
          preview={dialog.preview}
          stepwise={dialog.stepwise}
          cleanUpOnly={dialog.cleanUpOnly}
        />
      )
    case 'incident':
      return <IncidentDialogs about={dialog.about} />
    case 'drill':
      return <DrillDialogs about={dialog.about} />
    case 'lesson':
      return <LessonDialog />
    case 'keys':
      return <KeysDialog />
    default:
      return assertNever(dialog)
  }
}
