import type { RunHead } from '../../shared/model/run.ts'
import type { ItemState } from '../../shared/model/run.ts'
import type { Due, Item, Phase } from '../../shared/model/runbook.ts'
import { isSettled } from './counts.ts'

/** When an item is due: its own time, else that of the nearest phase above it. */
export function dueOf(
  item: Pick<Item, 'id' | 'phaseId' | 'due'>,
  phases: ReadonlyMap<string, Phase>,
  dues: RunHead['dues'] = {},
): Due | undefined {
  const own = dues[item.id] ?? item.due
  if (own) return own
  for (
    let phase = phases.get(item.phaseId);
    phase;
    phase = phase.parentId === undefined ? undefined : phases.get(phase.parentId)
  ) {
    const due = dues[phase.id] ?? phase.due
    if (due) return due
  }
  return undefined
}

/** The last moment to have it done, in epoch milliseconds; undefined while T0 is not set. */
export function dueAtMs(due: Due, t0: string | undefined): number | undefined {
  if (t0 === undefined) return undefined
  return Date.parse(t0) + (due.untilSeconds ?? due.fromSeconds) * 1000
}

/** Milliseconds past its moment; undefined when it is not late or no longer matters. */
export function lateByMs(
  state: ItemState,
  due: Due | undefined,
  t0: string | undefined,
  nowMs: number,
): number | undefined {
  if (!due || isSettled(state)) return undefined
  const at = dueAtMs(due, t0)
  return at !== undefined && nowMs > at ? nowMs - at : undefined
}

const minute = 60
const hour = 3600
const day = 86_400

/** `T−15 min`, `T+2 h`, `T+7 d`, `T−48…−24 h`, `T0`: short, for a column. */
export function dueLabel(due: Due, dayLetter: string): string {
  const from = due.fromSeconds
  const until = due.untilSeconds
  if (from === 0 && (until === undefined || until === 0)) return 'T0'
  const unit = unitOf(until === undefined ? [from] : [from, until])
  const letter = unit === day ? dayLetter : unit === hour ? 'h' : 'min'
  const first = signed(from, unit)
  if (until === undefined || until === from) return `T${first} ${letter}`
  return `T${first}…${signed(until, unit)} ${letter}`
}

/** The largest unit in which all values are whole; hours stay hours up to three days. */
function unitOf(values: number[]): number {
  const whole = (unit: number) => values.every((value) => value % unit === 0)
  const largest = Math.max(...values.map(Math.abs))
  if (whole(day) && largest > 3 * day) return day
  if (whole(hour)) return hour
  return minute
}

function signed(seconds: number, unit: number): string {
  const value = Math.round(Math.abs(seconds) / unit)
  return `${seconds < 0 ? '−' : '+'}${value}`
}
