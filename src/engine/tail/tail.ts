import { message, type Message } from '../../shared/messages/message.ts'
import type { LogPattern, TailSpec, TailState, TailStatus } from '../../shared/model/tail.ts'
import { ok } from '../../shared/result.ts'
import type { LogWindow } from '../probes/probe.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { createReader } from './create-reader.ts'
import { createFollower, type Follower } from './follower.ts'
import { inertText } from './inert-text.ts'
import type { PendingLine } from './merger.ts'
import { createTailMetrics, type MetricWindow } from './metric/tail-metrics.ts'
import { parseLine } from './parse-line.ts'
import { createPatternAlarm } from './pattern-alarm.ts'
import { createPatternCounter } from './pattern-counter.ts'
import type { PreparedTail } from './prepare-tail.ts'
import type { RawLine, StreamGap, TailReader } from './reader.ts'
import type { StoredLine } from './stored-line.ts'

/** Over which `linesPerSecond` is counted. */
const rateWindowMs = 5000
const samePieceMs = 50

export interface TailOptions {
  spec: TailSpec
  prepared: PreparedTail
  clock: Clock
  timer: Timer
  redact: (text: string) => string
  /** Where it was when the engine last stopped. */
  place?: string
  onLine: (line: PendingLine) => void
  /** Something about the stream that its reader must know. */
  onNote: (tailId: string, note: Message) => void
  onChange: () => void
  /** A pattern is seen as often as its author calls an alarm. */
  onAlert: (alert: SeenAlert) => void
  /** Lines from before are history, and alarm nobody. */
  alertsFromMs: number
  /** What was kept earlier will be recalled. */
  isRecalled?: boolean
  /** What this run's history was told last of a pattern. */
  toldMs?: (patternId: string) => number | undefined
}

/** An alarm, with the line that set it off. */
export interface SeenAlert {
  pattern: LogPattern
  count: number
  windowSeconds: number
  line: string
  atMs: number
}

interface PendingAlarm {
  raw: string
  atMs: number
  arrivedMs: number
}

/** What a window of one of its patterns came to; whole where it was followed all along, or caught up. */
export type PatternWindow = NonNullable<ReturnType<LogWindow>>

/** One source at work. */
export interface Tail extends AsyncDisposable {
  readonly spec: TailSpec
  status(): Omit<TailStatus, 'lastN'>
  pattern(patternId: string, windowS: number): PatternWindow | undefined
  metric(metricId: string): MetricWindow | undefined
  /** Every line of the last so many seconds is known. */
  isWhole(windowS: number): boolean
  /** Something about it changes with time alone, for those who look. */
  isDue(): boolean
  /** From when on every line is known; nothing while it is not followed. */
  wholeSinceMs(): number | undefined
  hold(): void
  release(): void
  /** A line that was kept before it was followed here. */
  recall(line: StoredLine): void
  /** All that is kept from this moment on was recalled, and nothing was missing in it. */
  recalled(sinceMs: number): void
  /** Where it is, for the next engine. */
  place(): string | undefined
}

export function startTail(options: TailOptions): Tail {
  const { spec, prepared, clock, redact, onNote } = options
  const nowMs = () => Date.parse(clock.now())
  const counters = spec.patterns.map(createPatternCounter)
  const alarms = counters.map(
    (counter) => counter.pattern.alert && createPatternAlarm(counter.pattern.alert, counter),
  )
  /** Which alarms ring, as it was told last. */
  let rings: readonly boolean[] = []
  const ringing = (now: number) => alarms.map((alarm) => alarm?.isRinging(now) === true)
  const metrics = createTailMetrics(spec)
  const dropped = { source: 0, transport: 0, buffer: 0, disk: 0 }
  let state: TailState = 'connecting'
  let problem: Message | undefined = prepared.problem
  let sinceMs = nowMs()
  let skewMs = 0
  let lines = 0
  let lastLineMs: number | undefined
  let before: { arrivedMs: number; atMs: number } | undefined
  /** From when on no line is missing; nothing while it was never live. */
  let wholeSinceMs: number | undefined
  let countedFromMs = nowMs()
  /** The same for what was recalled, and whether the stream goes on where that ended. */
  let recalledSinceMs: number | undefined
  let hadGap = false
  /** Until all is recalled nobody knows what is an alarm: the latest line of each pattern waits. */
  let waiting: Map<number, PendingAlarm> | undefined = options.isRecalled ? new Map() : undefined
  let rate = { fromMs: nowMs(), lines: 0, perSecond: 0 }

  const takeLine = ({ text, atMs, origin }: RawLine) => {
    const arrivedMs = nowMs()
    const raw = inertText(redact(text))
    const parsed = parseLine(raw)
    const saidMs = atMs ?? parsed.atMs
    const at = saidMs === undefined ? withoutTime(arrivedMs) : saidMs - skewMs
    before = { arrivedMs, atMs: at }
    lines++
    lastLineMs = Math.max(lastLineMs ?? 0, at)
    countRate(arrivedMs)
    for (const [index, counter] of counters.entries())
      if (counter.take(raw, parsed, at)) ring(index, { raw, atMs: at, arrivedMs })
    metrics?.take(raw, parsed, at)
    const line = { tailId: spec.id, atMs: at, arrivedMs, raw }
    options.onLine(origin === undefined ? line : { ...line, origin })
  }
  const ring = (index: number, pending: PendingAlarm) => {
    const alarm = alarms[index]
    const { raw, atMs, arrivedMs } = pending
    const pattern = spec.patterns[index]
    if (!alarm || !pattern || atMs < options.alertsFromMs) return
    if (waiting) {
      waiting.set(index, pending)
      return
    }
    const count = alarm.seen(atMs, arrivedMs)
    if (count === undefined) return
    const { windowSeconds } = alarm.alert
    options.onAlert({ pattern, count, windowSeconds, line: raw, atMs })
  }
  /** From when on every line is known, what was recalled included. */
  const knownSinceMs = () => {
    if (state !== 'live' || wholeSinceMs === undefined) return undefined
    const goesOn = !hadGap && options.place !== undefined && reader?.resume === 'exact'
    return goesOn && recalledSinceMs !== undefined
      ? Math.min(wholeSinceMs, recalledSinceMs)
      : wholeSinceMs
  }
  /** What comes in one piece with a line that has a time is of that time: it may be of long ago. */
  const withoutTime = (arrivedMs: number) =>
    before && arrivedMs - before.arrivedMs < samePieceMs ? before.atMs : arrivedMs
  const coveredMs = () => {
    const sinceWholeMs = knownSinceMs()
    return sinceWholeMs === undefined ? 0 : nowMs() - sinceWholeMs
  }
  const countRate = (atMs: number) => {
    rate.lines++
    if (atMs - rate.fromMs >= rateWindowMs)
      rate = { fromMs: atMs, lines: 0, perSecond: (rate.lines * 1000) / (atMs - rate.fromMs) }
  }
  const note = (text: Message) => {
    wholeSinceMs = nowMs()
    hadGap = true
    onNote(spec.id, text)
  }

  const events = {
    onLine: takeLine,
    onNote: (text: Message) => onNote(spec.id, text),
    onGap({ message: text, lines: missing = 0 }: StreamGap) {
      dropped.transport += missing
      note(text)
    },
  }
  let reader: TailReader | undefined
  let follower: Follower | undefined
  if (problem === undefined) {
    follower = createFollower({
      async reader(signal) {
        if (reader) return ok(reader)
        const source = await prepared.source(signal)
        if (!source.ok) return source
        reader = createReader(source.value, events, options.place)
        return ok(reader)
      },
      shell: () => prepared.shell(),
      clock,
      timer: options.timer,
      redact,
      onState(next, why) {
        if (next !== state) sinceMs = nowMs()
        if (next === 'live' && wholeSinceMs === undefined) wholeSinceMs = nowMs() - prepared.backMs
        if (next === 'waiting' && state === 'live' && why) {
          if (reader?.resume === 'exact') onNote(spec.id, message('tail.lost-link', why.values))
          else note(message('tail.lost-link', why.values))
        }
        state = next
        problem = next === 'live' ? undefined : (why ?? problem)
        options.onChange()
      },
      onSkew(measured) {
        if (measured !== 0 && measured !== skewMs)
          onNote(spec.id, message('tail.skew', { seconds: measured / 1000 }))
        skewMs = measured
      },
    })
  } else {
    state = 'stopped'
  }

  return {
    spec,
    status() {
      const now = nowMs()
      rings = ringing(now)
      const isQuiet = now - rate.fromMs > 2 * rateWindowMs
      return {
        tailId: spec.id,
        title: spec.title,
        kind: spec.kind,
        target: prepared.target,
        state,
        since: new Date(sinceMs).toISOString(),
        resume: reader?.resume ?? 'none',
        ...(problem === undefined ? {} : { problem }),
        lines,
        linesPerSecond: isQuiet ? (rate.lines * 1000) / (now - rate.fromMs) : rate.perSecond,
        ...(lastLineMs === undefined ? {} : { lastLineAt: new Date(lastLineMs).toISOString() }),
        ...(skewMs === 0 ? {} : { skewMs }),
        dropped: { ...dropped },
        patterns: counters.map((counter, index) => {
          const status = counter.status(now)
          return rings[index] === true ? { ...status, isRinging: true } : status
        }),
        countedFrom: new Date(countedFromMs).toISOString(),
        ...(metrics ? { metrics: metrics.statuses(now, coveredMs()) } : {}),
      }
    },
    pattern(patternId, windowS) {
      const counter = counters.find(({ pattern }) => pattern.id === patternId)
      if (!counter) return undefined
      const now = nowMs()
      const { lastAtMs } = counter
      return {
        count: counter.countIn(windowS, now),
        ...(lastAtMs === undefined ? {} : { secondsSince: (now - lastAtMs) / 1000 }),
        isWhole: coveredMs() >= windowS * 1000,
      }
    },
    metric: (metricId) => metrics?.window(metricId, nowMs(), coveredMs()),
    isWhole: (windowS) => coveredMs() >= windowS * 1000,
    isDue() {
      const now = nowMs()
      return metrics?.isDue(now) === true || ringing(now).join() !== rings.join()
    },
    wholeSinceMs: knownSinceMs,
    hold: () => follower?.hold(),
    release: () => follower?.release(),
    recall({ raw, atMs }) {
      for (const row of raw.split('\n')) {
        const parsed = parseLine(row)
        for (const counter of counters) counter.take(row, parsed, atMs)
        metrics?.take(row, parsed, atMs)
      }
    },
    recalled(sinceMs) {
      const now = nowMs()
      recalledSinceMs = sinceMs
      countedFromMs = Math.min(countedFromMs, sinceMs)
      for (const [index, alarm] of alarms.entries()) {
        const toldMs = options.toldMs?.(spec.patterns[index]?.id ?? '')
        if (toldMs !== undefined) alarm?.resume(toldMs, now)
      }
      const rung = waiting
      waiting = undefined
      for (const [index, pending] of rung ?? []) ring(index, pending)
      options.onChange()
    },
    place: () => reader?.place() ?? options.place,
    async [Symbol.asyncDispose]() {
      await follower?.[Symbol.asyncDispose]()
    },
  }
}
