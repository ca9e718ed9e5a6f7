import type { Message } from '../../shared/messages/message.ts'
import type { Facts, Json, Measurement, UnmeasurableCause } from '../../shared/model/check.ts'
import type { ShellCause } from '../shell/job-host.ts'
import type { Tunnel } from '../shell/tunnel.ts'
import { systemClock } from '../time/clock.ts'

/** What a probe found, before it is timed, named and redacted into a {@link Measurement}. */
export type Finding =
  | { kind: 'measured'; facts: Facts; output?: string; truncated?: boolean }
  | {
      kind: 'unmeasurable'
      cause: UnmeasurableCause
      message: Message
      detail?: string
      output?: string
      truncated?: boolean
      mayStillRun?: boolean
    }

/** What a measurement is shown as. */
export interface Shown {
  target: string
  command?: string
}

export interface Stopwatch {
  startedAt: string
  elapsedMs: () => number
}

export function startStopwatch(): Stopwatch {
  const start = systemClock.monotonicMs()
  return {
    startedAt: systemClock.now(),
    elapsedMs: () => Math.round((systemClock.monotonicMs() - start) * 1000) / 1000,
  }
}

/** The one door out of a probe: every text in a measurement has passed through `redact` here. */
export function measurementOf(
  finding: Finding,
  shown: Shown,
  stopwatch: Stopwatch,
  redact: (text: string) => string,
): Measurement {
  const base = {
    startedAt: stopwatch.startedAt,
    durationMs: stopwatch.elapsedMs(),
    target: redact(shown.target),
    ...(shown.command === undefined ? {} : { command: redact(shown.command) }),
    ...(finding.output === undefined ? {} : { output: redact(finding.output) }),
    ...(finding.truncated ? { truncated: true } : {}),
  }
  if (finding.kind === 'measured') {
    return { ...base, kind: 'measured', facts: redactFacts(finding.facts, redact) }
  }
  return {
    ...base,
    kind: 'unmeasurable',
    cause: finding.cause,
    message: redactMessage(finding.message, redact),
    ...(finding.detail === undefined ? {} : { detail: redact(finding.detail) }),
    ...(finding.mayStillRun ? { mayStillRun: true } : {}),
  }
}

/** Numbers of ours stay numbers; numbers inside what a target sent may be a secret, too. */
function redactFacts(facts: Facts, redact: (text: string) => string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : redactJson(value, redact),
    ]),
  )
}

function redactJson(value: Json, redact: (text: string) => string): Json {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number') {
    const written = String(value)
    const shown = redact(written)
    return shown === written ? value : shown
  }
  if (Array.isArray(value)) return value.map((entry) => redactJson(entry, redact))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [redact(key), redactJson(entry, redact)]),
    )
  }
  return value
}

function redactMessage(message: Message, redact: (text: string) => string): Message {
  if (!message.values) return message
  const values = Object.entries(message.values).map(([name, value]) => [
    name,
    typeof value === 'string' ? redact(value) : value,
  ])
  return { id: message.id, values: Object.fromEntries(values) }
}

/** One measurement under way, under its one deadline. */
export interface Attempt {
  /** Aborted on cancel and at the deadline: whatever is open is destroyed then. */
  signal: AbortSignal
  /** Facts known so far. They are kept when the deadline ends the measurement. */
  facts: Facts
  /** To be called as soon as the target took the connection: a silence after that is its own. */
  connected: () => void
  readonly isConnected: boolean
  /** The way that every connection of it takes, where that is not the direct one. */
  readonly tunnel: Tunnel | undefined
  /** Why that way failed: whatever is thrown after that says nothing of the target. */
  lost: (reason: ShellCause) => void
  /** Since it began, or since the way through another host stood: that is not the target's time. */
  elapsedMs: () => number
  remainingMs: () => number
}

/** A target that took the connection and gave no usable answer. That is measured. */
export function unusable(attempt: Attempt, error: string, errorMessage: string): Finding {
  return {
    kind: 'measured',
    facts: {
      ...attempt.facts,
      reachable: attempt.facts.reachable ?? false,
      error,
      latency_ms: attempt.elapsedMs(),
      error_message: errorMessage,
    },
  }
}

/** The facts of a full and usable answer. */
export function answered(attempt: Attempt, facts: Facts): Facts {
  return { ...attempt.facts, ...facts, reachable: true, error: '', latency_ms: attempt.elapsedMs() }
}
