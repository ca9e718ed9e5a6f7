import { message, type Message } from '../../shared/messages/message.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { createMerger, reorderMs, type PendingLine } from './merger.ts'
import { parseLine } from './parse-line.ts'
import { openPlaces } from './places.ts'
import type { PreparedTail } from './prepare-tail.ts'
import { createRecall, type Recall } from './recall.ts'
import type { SegmentStore } from './segment-store.ts'
import { startTail, type Tail } from './tail.ts'

/** After a kill, lines since then come twice. */
const placesEveryMs = 5000
const writtenAfterMs = 2 * reorderMs
/** Lines held for ordering beyond which sources are held back, and below which they go on. */
const mostHeld = 60_000
const fewEnough = 20_000
/** Written in one go: more would hold up the engine for longer than anybody should notice. */
const mostWritten = 15_000
/** Of a line in an event: enough to know it by. */
const longestQuote = 500

export type LogAlertBody = Extract<RunEventBody, { type: 'log.alert' }>

export interface RunTailsOptions {
  /** The run's own folder. */
  dir: string
  segments: SegmentStore
  clock: Clock
  timer: Timer
  redact: (text: string) => string
  /** What is personal in a text, masked: an event leaves with the run. */
  maskPersonal: (text: string) => string
  prepare: (spec: TailSpec) => PreparedTail | undefined
  /** Older lines are history, and alarm nobody. */
  runSinceMs: number
  /** When a pattern's last alarm was told. */
  toldMs: (tailId: string, patternId: string) => number | undefined
  /** What was kept by an engine before this one is counted again. */
  recalls: boolean
  onChange: () => void
}

/** All tails of one open run at work: merged, written, kept in bounds. */
export interface RunTails {
  readonly tails: ReadonlyMap<string, Tail>
  /** Lines that the disk did not take. */
  readonly lost: number
  /** Follows these, and lets go of the others; the ids of those that came or went. */
  follow(specs: readonly TailSpec[]): string[]
  round(): void
  /** What is to be told of alarms since it was asked last. */
  takeAlerts(): LogAlertBody[]
  stop(): Promise<void>
}

export function createRunTails(options: RunTailsOptions): RunTails {
  const { segments, clock, timer, redact } = options
  const nowMs = () => Date.parse(clock.now())
  const tails = new Map<string, Tail>()
  const merger = createMerger()
  const places = openPlaces(options.dir)
  const leaving = new Set<Promise<unknown>>()
  let alerts: LogAlertBody[] = []
  let recall: Recall | undefined
  let isNew = true
  let noted: { atMs: number; places: ReadonlyMap<string, string> } | undefined
  let notedMs = nowMs()
  let isHeld = false
  let lost = 0

  const write = (lines: readonly PendingLine[]) => {
    if (lines.length === 0) return
    const rows = lines.map(({ tailId, atMs, raw, origin }) => ({
      tailId,
      atMs,
      raw,
      ...(origin === undefined ? {} : { origin }),
    }))
    if (!segments.append(rows)) {
      lost += lines.length
    } else if (lost > 0) {
      note('', message('tail.disk-back', { lines: lost }))
      lost = 0
    }
    options.onChange()
  }
  const note = (tailId: string, text: Message) => {
    segments.append([{ tailId, atMs: nowMs(), raw: '', note: text }])
  }

  const placesNow = () =>
    new Map(
      [...tails.values()].flatMap((tail): [string, string][] => {
        const place = tail.place()
        return place === undefined ? [] : [[placeKey(tail.spec), place]]
      }),
    )
  /** Places are noted, and kept once all lines up to there are on the disk. */
  const keepPlaces = (atMs: number) => {
    if (noted && atMs >= noted.atMs + writtenAfterMs) {
      places.write(noted.places)
      noted = undefined
    }
    if (noted || atMs < notedMs + placesEveryMs) return
    noted = { atMs, places: placesNow() }
    notedMs = atMs
  }

  const regulate = () => {
    const { held } = merger
    if (!isHeld && held > mostHeld) {
      isHeld = true
      for (const tail of tails.values()) tail.hold()
    } else if (isHeld && held < fewEnough) {
      isHeld = false
      for (const tail of tails.values()) tail.release()
    }
  }

  const start = (spec: TailSpec, isRecalled: boolean) => {
    const prepared = options.prepare(spec)
    if (!prepared) return
    const tail = startTail({
      spec,
      prepared,
      place: places.get(placeKey(spec)),
      clock,
      timer,
      redact,
      alertsFromMs: options.runSinceMs,
      isRecalled,
      toldMs: (patternId) => options.toldMs(spec.id, patternId),
      onLine: (line) => merger.add(line),
      onNote: note,
      onChange: options.onChange,
      onAlert({ pattern, count, windowSeconds, line, atMs }) {
        alerts.push({
          type: 'log.alert',
          tailId: spec.id,
          tail: spec.title,
          patternId: pattern.id,
          pattern: pattern.title,
          critical: pattern.critical,
          count,
          windowSeconds,
          line: quoteOf(line),
          lineAt: new Date(atMs).toISOString(),
        })
      },
    })
    if (isHeld) tail.hold()
    tails.set(spec.id, tail)
  }

  const quoteOf = (raw: string) => {
    const said = options.maskPersonal(parseLine(raw).text)
    return said.length > longestQuote ? `${said.slice(0, longestQuote)}…` : said
  }

  const letGo = (tail: Tail) => {
    tails.delete(tail.spec.id)
    const leave = async () => {
      await tail[Symbol.asyncDispose]()
      leaving.delete(going)
    }
    const going = leave()
    leaving.add(going)
  }

  return {
    tails,
    get lost() {
      return lost
    },
    follow(specs) {
      const wanted = new Map(specs.map((spec) => [spec.id, spec]))
      const gone = [...tails.values()].filter(({ spec }) => !wanted.has(spec.id))
      const added = specs.filter(({ id }) => !tails.has(id))
      for (const tail of gone) letGo(tail)
      const recalls = options.recalls && isNew
      for (const spec of added) start(spec, recalls)
      if (recalls) recall = createRecall(segments, new Map(tails), nowMs())
      isNew = false
      return [...gone.map(({ spec }) => spec.id), ...added.map(({ id }) => id)]
    },
    round() {
      const atMs = nowMs()
      if (recall?.step() === true) recall = undefined
      write(merger.take(atMs, mostWritten))
      keepPlaces(atMs)
      regulate()
      // Windows move on where no line comes, too.
      if ([...tails.values()].some((tail) => tail.isDue())) options.onChange()
    },
    takeAlerts() {
      const taken = alerts
      alerts = []
      return taken
    },
    async stop() {
      await Promise.all([
        ...leaving,
        ...[...tails.values()].map((tail) => tail[Symbol.asyncDispose]()),
      ])
      write(merger.takeAll())
      places.write(placesNow())
    },
  }
}

/** What a tail follows: an edited one is another, and begins anew. */
const placeKey = ({ id, kind, config, on }: TailSpec) => JSON.stringify([id, kind, config, on])
