import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { useSession } from '../state/session.ts'
import { isMove, scenarioCommand, type ScenarioCommand } from './scenario-keys.ts'
import type { ScenarioActions } from './use-scenario-actions.ts'

interface ScenarioKeys {
  status: ScenarioStatus
  statuses: readonly ScenarioStatus[]
  isOtherRunning: boolean
  hasCleanUp: boolean
  actions: ScenarioActions
  onCancel: () => void
  onCompare: () => void
  onItem: () => void
  onLogs?: () => void
}

/** Keys of the screen, wherever the focus is but in a field or a dialog. */
export function useScenarioKeys(options: ScenarioKeys): void {
  const { ui } = useSession()
  const { status, statuses, isOtherRunning, hasCleanUp, actions } = options
  const { onCancel, onCompare, onItem, onLogs } = options
  useScreenKeys((event) => {
    const { scenarioId, state, waitsAt } = status
    const isIdle = state !== 'running' && !isOtherRunning

    function move(step: number): void {
      const at = statuses.findIndex((one) => one.scenarioId === scenarioId)
      const next = statuses[at + step]
      if (next) ui.selectScenario(next.scenarioId)
    }

    function perform(command: ScenarioCommand): void {
      switch (command) {
        case 'next':
          return move(1)
        case 'previous':
          return move(-1)
        case 'run':
          return isIdle ? actions.play(scenarioId) : undefined
        case 'step':
          return isIdle ? actions.play(scenarioId, { stepwise: true }) : undefined
        case 'continue':
          return waitsAt ? actions.goOn(scenarioId, waitsAt, true) : undefined
        case 'to-the-end':
          return waitsAt ? actions.goOn(scenarioId, waitsAt, false) : undefined
        case 'cancel':
          return state === 'running' ? onCancel() : undefined
        case 'clean-up':
          return isIdle && state === 'interrupted' && hasCleanUp
            ? actions.play(scenarioId, { cleanUpOnly: true })
            : undefined
        case 'compare':
          return onCompare()
        case 'item':
          return onItem()
        case 'logs':
          return onLogs?.()
        default:
          return ui.open({ kind: 'keys' })
      }
    }

    const command = scenarioCommand(event)
    return command && { perform: () => perform(command), repeats: isMove(command) }
  })
}
