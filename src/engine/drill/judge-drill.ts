import type { DrillResult } from '../../shared/model/drill.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { firstChangeAt, waysBack, type WayBack } from './ways-back.ts'
import { wrongTurns } from './wrong-turns.ts'

/** How a drill went: what its run's history says, and what the range says of itself. */
export interface DrillCourse {
  events: readonly RunEvent[]
  /** When the range broke for the first time; absent while it has not. */
  brokenAt?: string
  /** Since when the range is whole again; absent while it is broken. */
  wholeAt?: string
  /** When it was over. */
  overAt: string
}

type Judged = Omit<DrillResult, 'outcome' | 'kind'>

/** The times of a drill and what cost time in it, from its history alone. */
export function judgeDrill(course: DrillCourse): Judged {
  const { events, brokenAt, wholeAt } = course
  const ways = waysBack(events)
  const led = ledBack(course, ways)
  const turns = wrongTurns(course, ways, led)
  if (brokenAt === undefined) return { wrongTurns: turns }
  // What was begun before it broke was lucky, and cannot have taken less than no time.
  const later = (at: string | undefined) => (at === undefined || at > brokenAt ? at : brokenAt)
  const decidedAt = led && later(led.startedAt)
  const detectedAt = events.find((event) => event.at >= brokenAt && isDetection(event))?.at
  const times = {
    detectedAt: earliest(detectedAt, decidedAt),
    decidedAt,
    actedAt: led && later(firstChangeAt(led)),
    verifiedAt: led?.ended && wholeAt && latest(led.ended.at, wholeAt),
  }
  const known = Object.entries(times).filter(([, at]) => at !== undefined)
  return {
    brokenAt,
    ...Object.fromEntries(known),
    ...(led && { plan: planOf(led) }),
    wrongTurns: turns,
  }
}

/** The last way back, if it ended well after it broke, and the range says that it is whole. */
export function ledBack(
  { events, brokenAt, wholeAt }: Omit<DrillCourse, 'overAt'>,
  ways = waysBack(events),
): WayBack | undefined {
  const last = ways.at(-1)
  if (brokenAt === undefined || wholeAt === undefined) return undefined
  return last?.ended?.as === 'back' && last.ended.at >= brokenAt ? last : undefined
}

/** What only somebody does who has seen that something is wrong. */
function isDetection({ actor, body }: RunEvent): boolean {
  switch (body.type) {
    case 'incident.opened':
      return actor.kind === 'person'
    case 'rollback.started':
      return body.mode === 'real'
    case 'notice.acknowledged':
      return true
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

const earliest = (one: string | undefined, other: string | undefined) =>
  one === undefined || (other !== undefined && other < one) ? other : one
const latest = (one: string, other: string) => (one > other ? one : other)
