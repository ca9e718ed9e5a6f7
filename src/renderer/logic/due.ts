import type { Due } from '../../shared/model/runbook.ts'

export { dueAtMs, dueOf, lateByMs } from '../../shared/model/due.ts'

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
