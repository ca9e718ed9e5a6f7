import type { Notice } from '../../shared/model/notice.ts'
import type { UiStore } from '../state/ui.ts'

type Place = Pick<Notice, 'kind' | 'itemIds' | 'checkIds' | 'logAt'>

/** Goes where a notice can be looked into: the one thing that it is about, else the screen of all. */
export function openNotice(ui: UiStore, { kind, itemIds, checkIds, logAt }: Place): void {
  const [checkId] = checkIds
  const [itemId] = itemIds
  switch (kind) {
    case 'gate-no-go':
    case 'gate-ready':
      return ui.go('decision')
    case 'step-overdue':
      if (itemId !== undefined) ui.select(itemId)
      return ui.go('checklist')
    case 'clean-up-left':
      return ui.go('scenarios')
    case 'escalation-due':
      ui.selectIncident(undefined)
      return ui.go('incident')
    case 'queue-alarm':
      return ui.go('queues')
    case 'log-alert':
      return logAt === undefined ? ui.go('logs') : ui.showLogsAt(logAt)
    default:
      if (checkId !== undefined && checkIds.length === 1) return ui.openMonitor(checkId)
      return ui.go('health')
  }
}
