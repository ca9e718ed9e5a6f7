import { parseFilter, type LineFilter } from '../engine/tail/line-filter.ts'
import { createMerger, type PendingLine } from '../engine/tail/merger.ts'
import { prepareTail } from '../engine/tail/prepare-tail.ts'
import { readLine } from '../engine/tail/stored-line.ts'
import { startTail, type Tail } from '../engine/tail/tail.ts'
import { systemClock } from '../engine/time/clock.ts'
import { systemTimer } from '../engine/time/timer.ts'
import { message } from '../shared/messages/message.ts'
import type { Verdict } from '../shared/model/check.ts'
import type { LogLine, TailStatus } from '../shared/model/tail.ts'
import { openEnvironment } from './environment.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { openRunbook } from './inspect.ts'
import { CommandEnd, print, say } from './terminal.ts'
import { parseFor, untilEnd } from './watch-time.ts'

export interface TailOptions {
  profile: string
  for?: string
  filter?: string
  json?: boolean
}

const roundEveryMs = 100
/** As long as a timer may run; nobody waits for its end. */
const untilInterruptedMs = 2 ** 31 - 1

type TailEnd = Omit<TailStatus, 'lastN'>

/** Follows a runbook's tails as one stream, keeps nothing, and sums up what came. */
export async function tail(path: string, options: TailOptions): Promise<ExitCode> {
  const forMs = options.for === undefined ? untilInterruptedMs : parseFor(options.for)
  const filter = parseFilter(options.filter ?? '')
  if (!filter.ok) {
    const { message: words, offset } = filter.failure
    throw new CommandEnd(exitCodes.badInput, `--filter, ${offset + 1}: ${say(words)}`)
  }
  const runbook = await openRunbook(path)
  await using opened = await openEnvironment(runbook, options.profile)
  const { checks, name, redact } = opened
  if (runbook.tails.length === 0)
    throw new CommandEnd(exitCodes.badInput, say(message('tail.none')))
  const merger = createMerger()
  const printer = createPrinter(filter.value, options.json === true)
  /** Tails that said that lines may be missing. */
  const holed = new Set<string>()
  const tails = runbook.tails.map((spec) =>
    startTail({
      spec,
      prepared: prepareTail(spec, checks),
      clock: systemClock,
      timer: systemTimer,
      redact,
      onLine: (line) => merger.add(line),
      onNote(tailId, note) {
        if (note.id.startsWith('tail.gap.')) holed.add(tailId)
        process.stderr.write(`${systemClock.now()}  ${tailId}: ${say(note)}\n`)
      },
      onChange: () => undefined,
      alertsFromMs: 0,
      onAlert({ pattern, count, windowSeconds, line }) {
        const values = {
          tail: spec.title,
          pattern: pattern.title,
          count,
          seconds: windowSeconds,
          line,
        }
        process.stderr.write(
          `${systemClock.now()}  ${say(message('report.event.log.alert', values))}\n`,
        )
      },
    }),
  )
  const cancelRounds = startRounds(() => {
    printer.print(merger.take(Date.parse(systemClock.now())))
    regulate(tails)
  })
  await untilEnd(forMs)
  const ends = tails.map((one) => one.status())
  cancelRounds()
  await Promise.all(tails.map((one) => one[Symbol.asyncDispose]()))
  printer.print(merger.takeAll())
  const verdict = verdictOf(ends, holed)
  if (options.json)
    print(
      JSON.stringify({
        summary: { runbook: runbook.hash, profile: name, verdict, tails: said(ends) },
      }),
    )
  else for (const end of ends) printEnd(end)
  return exitCodes[verdict]
}

function startRounds(round: () => void): () => void {
  let cancel: () => void
  const next = () => {
    round()
    cancel = systemTimer.after(roundEveryMs, next)
  }
  cancel = systemTimer.after(roundEveryMs, next)
  return () => cancel()
}

/** Whoever reads our output slowly slows down the sources, not our memory. */
function regulate(tails: readonly Tail[]): void {
  if (!process.stdout.writableNeedDrain) return
  for (const one of tails) one.hold()
  process.stdout.once('drain', () => {
    for (const one of tails) one.release()
  })
}

function createPrinter(filter: LineFilter, isJson: boolean) {
  let n = 0
  const format = isJson ? (line: LogLine) => JSON.stringify(line) : asText
  return {
    print(lines: readonly PendingLine[]) {
      const rows: string[] = []
      for (const { tailId, atMs, raw, origin } of lines) {
        n++
        if (!filter.ofRaw(raw)) continue
        const stored = { n, tailId, atMs, raw }
        const line = readLine(origin === undefined ? stored : { ...stored, origin })
        if (filter.ofLine(line)) rows.push(format(line))
      }
      if (rows.length > 0) print(rows.join('\n'))
    },
  }
}

function asText({ atMs, tailId, level, event, text }: LogLine): string {
  const first = event === undefined || text === event ? text : `${event} ${text}`
  return `${new Date(atMs).toISOString()}  ${(level ?? '').padEnd(5)}  ${tailId}  ${first}`
}

/** What was not looked for is not “not seen”: a hole is unknown, a critical line is a failure all the same. */
function verdictOf(ends: readonly TailEnd[], holed: ReadonlySet<string>): Verdict {
  if (ends.some(({ patterns }) => patterns.some(({ critical, count }) => critical && count > 0)))
    return 'failed'
  return holed.size > 0 || ends.some(({ state }) => state !== 'live') ? 'unknown' : 'passed'
}

function said(ends: readonly TailEnd[]) {
  return ends.map(({ problem, ...rest }) => ({
    ...rest,
    ...(problem === undefined ? {} : { problem: say(problem) }),
  }))
}

const glyphs = { connecting: '◇', live: '●', waiting: '◇', stopped: '▲' } as const

/** Beside the stream, so that a pipe carries lines and nothing else. */
function printEnd({ tailId, target, state, problem, lines, dropped, patterns }: TailEnd): void {
  const lost = Object.entries(dropped).filter(([, count]) => count > 0)
  const rows = [
    `${glyphs[state]} ${state.padEnd(10)}  ${tailId}  ${target}`,
    [`            ${lines} lines`, ...lost.map(([who, count]) => `${count} dropped: ${who}`)].join(
      ', ',
    ),
    ...(problem === undefined ? [] : [`            ${say(problem)}`]),
    ...patterns.map(
      ({ title, critical, count }) =>
        `            ${critical && count > 0 ? '▲' : '·'} ${count} × ${title}`,
    ),
  ]
  process.stderr.write(`${rows.join('\n')}\n`)
}
