import { assertNever } from '../../shared/result.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { DebriefDialog } from './debrief-dialog.tsx'
import type { DrillDialog } from './drill-dialog.ts'
import { StartDrillDialog } from './start-drill-dialog.tsx'

/** The one open dialog about a drill. */
export function DrillDialogs({ about }: { about: DrillDialog }) {
  switch (about.show) {
    case 'start':
      return <StartDrillDialog again={about.kind} />
    case 'give-up':
      return (
        <ConfirmDialog asks="give-up" name="drill.give-up" input={{ drillId: about.drillId }} />
      )
    case 'stop-range':
      return <ConfirmDialog asks="stop" name="range.stop" input={{}} />
    case 'debrief':
      return <DebriefDialog key={about.drillId} drillId={about.drillId} />
    default:
      return assertNever(about)
  }
}
