import { message, type Message } from '../../shared/messages/message.ts'
import type { TailState } from '../../shared/model/tail.ts'
import type { Result } from '../../shared/result.ts'
import type { ShellOrCause } from '../probes/probe.ts'
import type { CommandOutcome, Flow } from '../shell/shell.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { TailReader } from './reader.ts'

/** How long to wait before the nth attempt in a row that came to nothing. */
const restsMs = [500, 1000, 2000, 5000, 10_000]
/** A command that lived this long was at work: the next attempt comes at once. */
const atWorkMs = 10_000
const skewTimeoutMs = 5000
/** A command that is still there by then, though it says nothing, follows. */
const settledMs = 1000
/** A source that never runs dry is read for so long, and then others have their turn. */
const longestTurnMs = 20

export interface FollowerOptions {
  /** Made when it is first needed, and the same from then on. */
  reader: (signal: AbortSignal) => Promise<Result<TailReader, Message>>
  shell: () => Promise<ShellOrCause>
  clock: Clock
  timer: Timer
  redact: (text: string) => string
  onState: (state: TailState, problem?: Message) => void
  /** The clock over there is ahead of ours by so many milliseconds. */
  onSkew: (skewMs: number) => void
}

/** Keeps one source followed, through lost links and restarts, until it is disposed of. */
export interface Follower extends AsyncDisposable {
  /** Stops reading, so that what writes waits; and goes on. */
  hold(): void
  release(): void
}

export function createFollower(options: FollowerOptions): Follower {
  const { clock, timer, onState } = options
  const stop = new AbortController()
  let flow: Flow | undefined
  let isHeld = false
  let wake: (() => void) | undefined

  const rest = (afterMs: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = timer.after(afterMs, resolve)
    wake = () => {
      cancel()
      resolve()
    }
    return promise
  }

  /** Once a link: by `date` over there, and half of the way back. */
  const measureSkew = async (found: ShellOrCause) => {
    if (!found.ok) return
    const startedMs = Date.parse(clock.now())
    const outcome = await found.shell.run(
      { script: 'date +%s.%N' },
      { signal: stop.signal, timeoutMs: skewTimeoutMs, maxOutputBytes: 100 },
    )
    const endedMs = Date.parse(clock.now())
    if (outcome.kind !== 'exited' || outcome.exitCode !== 0) return
    // BusyBox and macOS know no %N: whole seconds, which are half a second late on average.
    const [, seconds = '', fraction = ''] = /^(\d+)\.?(\d*)/.exec(outcome.stdout.trim()) ?? []
    const thereMs =
      Number(seconds) * 1000 + (fraction === '' ? 500 : Number(`0.${fraction}`) * 1000)
    const skewMs = Math.round(thereMs - (startedMs + endedMs) / 2)
    const isSure = Math.abs(skewMs) > (fraction === '' ? 1500 : 100) + (endedMs - startedMs) / 2
    options.onSkew(isSure ? skewMs : 0)
  }

  const once = async (): Promise<Message> => {
    const found = await options.shell()
    if (!found.ok) return found.unmeasurable.message
    const made = await options.reader(stop.signal)
    if (!made.ok) return made.failure
    const reader = made.value
    await measureSkew(found)
    const { command, env } = reader.command()
    let isLive = false
    const becomeLive = () => {
      if (!isLive) onState('live')
      isLive = true
    }
    let cancelSettled: (() => void) | undefined
    let turn: { sinceMs: number; isOver: boolean } | undefined
    const nextTurn = () => {
      if (turn?.isOver && !isHeld) flow?.resume()
      turn = undefined
    }
    const outcome = await found.shell.follow(command, {
      signal: stop.signal,
      ...(env === undefined ? {} : { env }),
      onOutput(stream, text) {
        if (stream === 'stdout') becomeLive()
        if (!turn) {
          turn = { sinceMs: clock.monotonicMs(), isOver: false }
          setImmediate(nextTurn)
        }
        reader.push(stream, text)
        if (turn.isOver || clock.monotonicMs() - turn.sinceMs < longestTurnMs) return
        turn.isOver = true
        flow?.pause()
      },
      onFlow(given) {
        flow = given
        if (isHeld) given.pause()
        cancelSettled = timer.after(settledMs, becomeLive)
      },
    })
    cancelSettled?.()
    flow = undefined
    reader.end()
    return whyEnded(outcome, options.redact)
  }

  const work = async () => {
    let failures = 0
    while (!stop.signal.aborted) {
      onState('connecting')
      const startedMs = clock.monotonicMs()
      const why = await once()
      if (stop.signal.aborted) break
      failures = clock.monotonicMs() - startedMs >= atWorkMs ? 0 : failures + 1
      onState('waiting', why)
      await rest(restsMs[Math.min(failures, restsMs.length - 1)] ?? 0)
    }
    onState('stopped')
  }
  const working = work()

  return {
    hold() {
      isHeld = true
      flow?.pause()
    },
    release() {
      isHeld = false
      flow?.resume()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      wake?.()
      await working
    },
  }
}

function whyEnded(outcome: CommandOutcome, redact: (text: string) => string): Message {
  if (outcome.kind === 'not-run') return outcome.message
  if (outcome.kind === 'timed-out') return message('tail.ended', { detail: '' })
  const [words = ''] = outcome.stderr.trim().split('\n').slice(-1)
  return outcome.exitCode === 0
    ? message('tail.ended', { detail: redact(words) })
    : message('tail.failed', { exitCode: outcome.exitCode, detail: redact(words) })
}
