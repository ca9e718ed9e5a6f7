import type { Locale } from '../../shared/messages/message.ts'
import type { DrillKind, DrillResult, DrillStatus } from '../../shared/model/drill.ts'
import { formatDuration, formatNumber } from '../text/format.ts'

/** From one point of a drill to the next, in their order. */
export const drillLegs = ['detect', 'decide', 'act', 'verify'] as const
export type DrillLeg = (typeof drillLegs)[number]

/** What is measured of a drill: its legs, and from broken to back. */
export const drillMeasures = [...drillLegs, 'total'] as const
export type DrillMeasure = (typeof drillMeasures)[number]

const points: Record<
  DrillMeasure,
  [keyof DrillResult & `${string}At`, keyof DrillResult & `${string}At`]
> = {
  detect: ['brokenAt', 'detectedAt'],
  decide: ['detectedAt', 'decidedAt'],
  act: ['decidedAt', 'actedAt'],
  verify: ['actedAt', 'verifiedAt'],
  total: ['brokenAt', 'verifiedAt'],
}

/** In milliseconds; undefined where one of its two points was never reached. */
export function durationOf(result: DrillResult, measure: DrillMeasure): number | undefined {
  const [from, to] = points[measure]
  return between(result[from], result[to])
}

/** The point that ends a leg, ISO 8601. */
export const endOfLeg = (result: DrillResult, leg: DrillLeg): string | undefined =>
  result[points[leg][1]]

/** How long the plan took that led back, in milliseconds. */
export const planDuration = (result: DrillResult): number | undefined =>
  between(result.decidedAt, result.verifiedAt)

function between(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined
  return Date.parse(to) - Date.parse(from)
}

export type EndedDrill = DrillStatus & { endedAt: string; result: DrillResult }

/** How its kind is called in the texts. */
export const kindOf = ({ kind }: DrillResult): DrillKind | 'unknown' => kind ?? 'unknown'

export const isEnded = (drill: DrillStatus): drill is EndedDrill =>
  drill.state === 'ended' && drill.endedAt !== undefined && drill.result !== undefined

/** Why a time is missing that every drill has which is gone through to its end. */
export function whyMissing(
  result: DrillResult,
): 'not-broken' | 'given-up' | 'broken-off' | 'not-seen' | 'unknown' {
  if (result.kind === undefined) return 'unknown'
  if (result.brokenAt === undefined) return 'not-broken'
  return result.outcome === 'solved' ? 'not-seen' : result.outcome
}

/** The best and the middle of several drills. */
export interface Standing {
  bestMs: number
  medianMs: number
}

export interface Comparison {
  /** Drills that are compared: solved ones of the same kind, up to and with the one looked at. */
  count: number
  /** Absent where there is only one to compare. */
  of: Partial<Record<DrillMeasure, Standing>>
}

/** How a drill stands among those of its kind until then: only solved ones have times to compare. */
export function compareDrills(shown: EndedDrill, all: readonly EndedDrill[]): Comparison {
  if (shown.result.kind === undefined) return { count: 0, of: {} }
  const alike = untilThen(shown, all).filter(
    ({ result }) => result.kind === shown.result.kind && result.outcome === 'solved',
  )
  const of: Comparison['of'] = {}
  for (const measure of drillMeasures) {
    const times = alike.flatMap(({ result }) => durationOf(result, measure) ?? [])
    if (times.length < 2) continue
    times.sort((a, b) => a - b)
    of[measure] = { bestMs: times[0] ?? 0, medianMs: middleOf(times) }
  }
  return { count: alike.length, of }
}

/** The drill itself and those before it, newest first: a debrief says the same whenever it is read. */
export const untilThen = (shown: EndedDrill, all: readonly EndedDrill[]): EndedDrill[] =>
  all
    .filter(({ startedAt }) => startedAt <= shown.startedAt)
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))

function middleOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** As every duration here, but never in milliseconds: a person’s times are not measured in those. */
export const drillDuration = (milliseconds: number, locale: Locale): string =>
  milliseconds < 1000
    ? `${formatNumber(milliseconds / 1000, locale, 1)} s`
    : formatDuration(milliseconds, locale)

/** `03:12`, `1:03:12`: how long it lasts already. */
export function drillClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`
}
