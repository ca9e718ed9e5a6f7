/** What the clock of the strip counts. */
export interface ClockReading {
  counts: 'before' | 'after'
  /** `−00:17:42`, or `+12 d 03:04:05` from four days on. */
  text: string
}

/** Reads T0 against now. The second in which T0 falls reads `+00:00:00`. */
export function readClock(nowMs: number, t0: string, dayLetter: string): ClockReading {
  const difference = nowMs - Date.parse(t0)
  const counts = difference < 0 ? 'before' : 'after'
  const seconds = difference < 0 ? Math.ceil(-difference / 1000) : Math.floor(difference / 1000)
  return { counts, text: `${counts === 'before' ? '−' : '+'}${countText(seconds, dayLetter)}` }
}

/** `00:12:03`: how long something lasts already; of a countdown, rounded `up`. */
export const elapsedText = (
  milliseconds: number,
  dayLetter: string,
  rounds: 'down' | 'up' = 'down',
): string => {
  const seconds = Math.max(0, milliseconds / 1000)
  return countText(rounds === 'up' ? Math.ceil(seconds) : Math.floor(seconds), dayLetter)
}

function countText(seconds: number, dayLetter: string): string {
  const days = Math.floor(seconds / 86_400)
  const showDays = days >= 4
  const hours = Math.floor(seconds / 3600) - (showDays ? days * 24 : 0)
  const clock = [hours, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  return showDays ? `${days} ${dayLetter} ${clock}` : clock
}
