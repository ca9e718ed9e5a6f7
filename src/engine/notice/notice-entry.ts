import { message, type Message } from '../../shared/messages/message.ts'
import type { Notice, NoticeKind, NoticeLevel } from '../../shared/model/notice.ts'
import { assertNever } from '../../shared/result.ts'

const namesShown = 4
const longestName = 80

/** One thing that a notice is about. */
export interface Subject {
  name: string
  itemId?: string
  checkId?: string
  isOver: boolean
}

/** A notice as the book keeps it. */
export interface Entry {
  id: string
  kind: NoticeKind
  level: NoticeLevel
  atMs: number
  subjects: Map<string, Subject>
  gateId?: string
  logAt?: string
  reason?: Message
  overMs?: number
  acknowledged?: Notice['acknowledged']
}

/** As it is told. */
export function noticeOf(entry: Entry): Notice {
  const { id, kind, level, atMs, gateId, logAt, reason, overMs, acknowledged, subjects } = entry
  const all = [...subjects.values()]
  // What is over is left out of the words while anything is not.
  const open = all.filter(({ isOver }) => !isOver)
  const spoken = open.length > 0 ? open : all
  const ids = (field: 'itemId' | 'checkId') => [
    ...new Set(spoken.flatMap((subject) => subject[field] ?? [])),
  ]
  return {
    id,
    at: new Date(atMs).toISOString(),
    kind,
    level,
    text: textOf(kind, spoken),
    ...(reason && all.length === 1 && { reason }),
    itemIds: ids('itemId'),
    checkIds: ids('checkId'),
    ...(gateId !== undefined && { gateId }),
    ...(logAt !== undefined && { logAt }),
    ...(acknowledged && { acknowledged }),
    ...(overMs !== undefined && { resolvedAt: new Date(overMs).toISOString() }),
  }
}

function textOf(kind: NoticeKind, subjects: readonly Subject[]): Message {
  const names = subjects
    .slice(0, namesShown)
    .map(({ name }) => nameOf(name))
    .join(', ')
  const count = subjects.length
  const many = { count, names, more: Math.max(0, count - namesShown) }
  switch (kind) {
    case 'monitor-down':
      return message('notice.monitors-down', many)
    case 'queue-alarm':
      return message('notice.queues-need', many)
    case 'budget-burning':
      return message('notice.budget-burning', { budget: names })
    case 'log-alert':
      return message('notice.log-alerts', many)
    case 'clean-up-left':
      return message('notice.clean-ups-left', many)
    case 'step-overdue':
      return message('notice.steps-overdue', many)
    case 'escalation-due':
      return message('notice.escalations-due', many)
    case 'gate-no-go':
    case 'gate-ready':
      return message(`notice.${kind}`, { gate: names })
    default:
      return assertNever(kind)
  }
}

/** A title as part of a sentence: without its own full stop, and not endless. */
function nameOf(title: string): string {
  const whole = title.replace(/[\s:;,.]+$/, '')
  return whole.length > longestName ? `${whole.slice(0, longestName)}…` : whole
}
