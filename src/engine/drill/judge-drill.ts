import type { DrillOutcome, DrillResult } from '../../shared/model/drill.ts'
import type { NoticeKind } from '../../shared/model/notice.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { firstChangeAt, waysBack, type WayBack } from './ways-back.ts'
import { wholeSince, type WholeSpell } from './whole-spells.ts'
import { wrongTurns } from './wrong-turns.ts'

/** A plan is verified before the range sees of itself that it is whole: by so much at the most. */
const creditMs = 10_000
/** What is raised by what is watched. A reminder says nothing of what is broken. */
const alarmKinds: readonly (NoticeKind | undefined)[] = [
  'monitor-down',
  'queue-alarm',
  'budget-burning',
  'log-alert',
  'gate-no-go',
]

/** How a drill went: what its run's history says, and what the range says of itself. */
export interface DrillCourse {
  events: readonly RunEvent[]
  /** When the range broke for the first time; absent while it has not. */
  brokenAt?: string
  /** When it was whole again, oldest first. */
  whole: readonly WholeSpell[]
  /** When it was over, and how. */
  overAt: string
  outcome: DrillOutcome
}

type Judged = Omit<DrillResult, 'outcome' | 'kind'>

/** The times of a drill and what cost time in it, from its history alone. */
export function judgeDrill(course: DrillCourse): Judged {
  const { events, brokenAt, whole, outcome } = course
  const ways = waysBack(events)
  const led = ledBack(course, ways)
  const wholeAt = wholeSince(whole)
  if (brokenAt === undefined)
    return { wrongTurns: wrongTurns(course, ways, { led, detectedAt: undefined }) }
  // What was begun before it broke was lucky, and cannot have taken less than no time.
  const later = (at: string | undefined) => (at === undefined || at > brokenAt ? at : brokenAt)
  const decidedAt = led && later(led.startedAt)
  const detectedAt = earliest(
    events.find((event) => event.at >= brokenAt && isDetection(event, brokenAt))?.at,
    decidedAt,
  )
  const times = {
    detectedAt,
    decidedAt,
    actedAt: led && later(firstChangeAt(led)),
    verifiedAt: wholeAt && verified(wholeAt, led?.ended?.at, outcome),
  }
  const known = Object.entries(times).filter(([, at]) => at !== undefined)
  return {
    brokenAt,
    ...Object.fromEntries(known),
    ...(led && { plan: planOf(led) }),
    wrongTurns: wrongTurns(course, ways, { led, detectedAt }),
  }
}

/** Whether the last way back that was gone for real ended well, and the range says that it is whole. */
export function isOver({
  events,
  brokenAt,
  whole,
}: Pick<DrillCourse, 'events' | 'brokenAt' | 'whole'>): boolean {
  const ended = waysBack(events).at(-1)?.ended
  return (
    brokenAt !== undefined &&
    wholeSince(whole) !== undefined &&
    ended?.as === 'back' &&
    ended.at >= brokenAt
  )
}

/** The way back that ended well, and on which the range became whole. */
export function ledBack(
  { brokenAt, whole }: Pick<DrillCourse, 'brokenAt' | 'whole'>,
  ways: readonly WayBack[],
): WayBack | undefined {
  const wholeAt = wholeSince(whole)
  if (brokenAt === undefined || wholeAt === undefined) return undefined
  return ways.findLast(
    ({ startedAt, ended }) =>
      ended?.as === 'back' &&
      ended.at >= brokenAt &&
      startedAt <= wholeAt &&
      Date.parse(wholeAt) <= Date.parse(ended.at) + creditMs,
  )
}

/** What only somebody does who has seen that something is wrong. */
function isDetection({ actor, body }: RunEvent, brokenAt: string): boolean {
  switch (body.type) {
    case 'incident.opened':
      return actor.kind === 'person'
    case 'rollback.started':
      return body.mode === 'real'
    case 'notice.acknowledged':
      return body.notices.some(
        ({ kind, at }) => alarmKinds.includes(kind) && at !== undefined && at >= brokenAt,
      )
    case 'gate.decided':
      return body.decision === 'no-go'
    default:
      return false
  }
}

function planOf({ started: { plan, planHash } }: WayBack): DrillResult['plan'] {
  const { id, title, budgetMs } = plan
  return { id, title, hash: planHash, budgetMs }
}

/** One that is solved without a plan is as good as verified once it is whole. */
function verified(wholeAt: string, ledAt: string | undefined, outcome: DrillOutcome) {
  if (ledAt !== undefined) return latest(ledAt, wholeAt)
  return outcome === 'solved' ? wholeAt : undefined
}

const earliest = (one: string | undefined, other: string | undefined) =>
  one === undefined || (other !== undefined && other < one) ? other : one
const latest = (one: string, other: string) => (one > other ? one : other)
