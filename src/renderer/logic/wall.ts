import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { RunSummary } from '../../shared/model/run.ts'
import type { Connection } from '../bridge/connection.ts'
import { rankOf, toneOfMonitor } from './monitors.ts'
import type { Tone } from './tone.ts'

/** Which run the wall shows: the one it was opened for, else the open one that was begun last. */
export function wallRun(
  runs: Iterable<RunSummary>,
  wanted: string | undefined,
): RunSummary | undefined {
  const all = [...runs]
  const asked = all.find(({ id }) => id === wanted)
  if (asked) return asked
  return all
    .filter(({ closedAt, imported }) => closedAt === undefined && !imported)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0]
}

/** Why what the wall shows is old, and since when. */
export interface WallStaleness {
  because: 'engine' | 'looks'
  sinceMs: number
}

/** Nobody looks so seldom that this long a silence is the rule. */
const leastSilenceMs = 30_000

/**
 * A wall is believed from five metres: it says as soon as it shows the past. Either no engine
 * answers, or the one that does has not looked at anything for far longer than it should.
 */
export function wallStaleness(
  connection: Pick<Connection, 'phase' | 'sinceMs'>,
  monitors: Iterable<MonitorStatus>,
  nowMs: number,
): WallStaleness | undefined {
  if (connection.phase !== 'live') return { because: 'engine', sinceMs: connection.sinceMs }
  const watched = [...monitors].filter(({ state }) => state !== 'paused')
  const shortest = Math.min(...watched.map(({ everySeconds }) => everySeconds))
  const looks = watched.flatMap(({ last }) => (last ? [Date.parse(last.at)] : []))
  if (looks.length === 0) return undefined
  const newest = Math.max(...looks)
  const allowedMs = Math.max(leastSilenceMs, shortest * 3000)
  return nowMs - newest > allowedMs ? { because: 'looks', sinceMs: newest } : undefined
}

export interface WallTile {
  key: string
  title: string
  tone: Tone
  /** `stale`: it was well when it was last seen. */
  state: MonitorStatus['state'] | 'stale'
}

/** The monitors that there is room for, worst first, and how those that are left out stand. */
export function wallTiles(
  monitors: Iterable<MonitorStatus>,
  room: number,
): { tiles: WallTile[]; moreUp: number; moreOther: number } {
  const all = [...monitors].sort((a, b) => rankOf(a) - rankOf(b))
  const shown = all.length > room ? room - 1 : room
  const rest = all.slice(shown)
  const moreUp = rest.filter((status) => status.state === 'up' && !status.stale).length
  return {
    tiles: all.slice(0, shown).map((status) => {
      const isOld = status.state === 'up' && status.stale
      return {
        key: status.checkId,
        title: withoutAddresses(status.title),
        tone: isOld ? 'unknown' : toneOfMonitor[status.state],
        state: isOld ? 'stale' : status.state,
      }
    }),
    moreUp,
    moreOther: rest.length - moreUp,
  }
}

const addresses = [
  /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)(?:\/\S*)?/gi,
  /(?<![:\w])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?![:\w])/gi,
]

/** Titles are the author's words, and hold the places of machines now and then: not for a wall. */
export function withoutAddresses(text: string): string {
  return addresses.reduce((kept, address) => kept.replace(address, '…'), text)
}
