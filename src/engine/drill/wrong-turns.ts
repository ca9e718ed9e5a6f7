import { message, type MessageValues } from '../../shared/messages/message.ts'
import type { WrongTurn } from '../../shared/model/drill.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { byMoment } from './by-moment.ts'
import type { DrillCourse } from './judge-drill.ts'
import type { WayBack } from './ways-back.ts'
import { isWholeBy, wholeSince } from './whole-spells.ts'

/** Longer than this, and somebody should have done something. */
const idleMs = 3 * 60_000
/** The range looks at itself twice a second: what is called back a moment earlier is no mistake. */
const lookGraceMs = 3_000

/** What of a drill's end was found out already. */
export interface Found {
  led: WayBack | undefined
  detectedAt: string | undefined
}

/** What cost time in a drill, or would have in earnest, oldest first. */
export function wrongTurns(
  course: DrillCourse,
  ways: readonly WayBack[],
  { led, detectedAt }: Found,
): WrongTurn[] {
  const turns = [
    ...course.events.flatMap((event) => decided(course, event)),
    ...ways.flatMap((way) => [
      ...(way === led ? [] : another(course, way, led)),
      ...detours(way),
      ...stillBroken(course, way),
    ]),
    ...idle(course, { led, detectedAt }),
    ...unled(course, led),
  ]
  return turns.toSorted((one, other) => byMoment(one.at, other.at))
}

/** An alarm about nothing, and a GO in spite of everything. */
function decided({ brokenAt, whole }: DrillCourse, { at, actor, body }: RunEvent): WrongTurn[] {
  const isBefore = brokenAt === undefined || at < brokenAt
  const isAlarm =
    (body.type === 'rollback.started' && body.mode === 'real') ||
    (body.type === 'gate.decided' && body.decision === 'no-go') ||
    // One that a rollback brought along is told by the rollback.
    (body.type === 'incident.opened' && actor.kind === 'person' && body.cause.kind !== 'rollback')
  if (isBefore) return isAlarm ? [{ at, text: message('drill.wrong.alarm') }] : []
  const isGo = body.type === 'gate.decided' && body.decision === 'go'
  return isGo && !isWholeBy(whole, at) ? [{ at, text: message('drill.wrong.go') }] : []
}

/** A way that was not the one that led back. */
function another(
  { brokenAt, overAt }: DrillCourse,
  way: WayBack,
  led: WayBack | undefined,
): WrongTurn[] {
  // That was an alarm about nothing, and is told as one.
  if (brokenAt === undefined || way.startedAt < brokenAt) return []
  const { title } = way.started.plan
  const cost = lasted(way.startedAt, way.ended?.at ?? overAt)
  if (led && way.started.plan.id !== led.started.plan.id)
    return [{ at: way.startedAt, text: message('drill.wrong.plan', { title, ...cost }) }]
  if (way.ended?.as !== 'aborted') return []
  return [{ at: way.ended.at, text: message('drill.wrong.given-up', { title, ...cost }) }]
}

function detours({ steps }: WayBack): WrongTurn[] {
  return steps.flatMap(({ at, body }) => {
    if (body.type !== 'rollback.moved') return []
    const step = body.title
    if (body.how === 'retry') return [{ at, text: message('drill.wrong.retried', { step }) }]
    return body.how === 'skip' ? [{ at, text: message('drill.wrong.skipped', { step }) }] : []
  })
}

function stillBroken({ brokenAt, whole }: DrillCourse, { started, ended }: WayBack): WrongTurn[] {
  if (ended?.as !== 'back' || brokenAt === undefined || ended.at < brokenAt) return []
  const { at } = ended
  const { title } = started.plan
  return isWholeBy(whole, at, lookGraceMs)
    ? []
    : [{ at, text: message('drill.wrong.still-broken', { title }) }]
}

/** From when it was seen on: how long it took until then is a time of its own. */
function idle(
  { events, brokenAt, whole, overAt }: DrillCourse,
  { led, detectedAt }: Found,
): WrongTurn[] {
  if (brokenAt === undefined || detectedAt === undefined) return []
  const turns: WrongTurn[] = []
  let since = detectedAt
  for (const { at, actor, body } of events) {
    const isDone = actor.kind === 'person' || body.type.startsWith('rollback.')
    if (at < since || at > overAt || !isDone || body.type === 'drill.ended') continue
    // While a step runs or is verified, it is the step that is waited for.
    const isAwaited = body.type === 'rollback.acted' || body.type === 'rollback.verified'
    if (!isAwaited) turns.push(...pause(since, at))
    since = at
  }
  // Whoever made it whole elsewhere was not idle, and nobody saw when it was done.
  if (!led && wholeSince(whole) === undefined) turns.push(...pause(since, overAt))
  return turns
}

/** It is whole, and no way back that was gone for real made it so. */
function unled({ whole }: DrillCourse, led: WayBack | undefined): WrongTurn[] {
  const at = wholeSince(whole)
  return at === undefined || led ? [] : [{ at, text: message('drill.wrong.not-led') }]
}

const pause = (since: string, until: string): WrongTurn[] =>
  Date.parse(until) - Date.parse(since) > idleMs
    ? [{ at: since, text: message('drill.wrong.idle', lasted(since, until)) }]
    : []

function lasted(from: string, to: string): MessageValues {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }
}
