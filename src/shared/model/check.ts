import type { Message } from '../messages/message.ts'

export const probeKinds = [
  'http',
  'tls',
  'tcp',
  'websocket',
  'postgres',
  'redis',
  'queue',
  'docker',
  'host',
  'prometheus',
  'promql',
  'alerts',
  'log',
  'env',
  'command',
] as const
export type ProbeKind = (typeof probeKinds)[number]

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a probe saw. Names are snake_case with the unit in the name (`latency_ms`). */
export type Facts = Record<string, Json>

/** What running it does to the target. `change` needs a confirmation, `destroy` typed words. */
export type Danger = 'read' | 'change' | 'destroy'

/** A probe and its expectation, as the author wrote it: variables not yet resolved. */
export interface CheckSpec {
  /** Unique in the runbook: the item's id, then `#n` for its nth check. */
  id: string
  itemId: string
  title?: string
  kind: ProbeKind
  /** As written, already valid against the probe's config schema. */
  config: Record<string, Json>
  /** CEL, type-checked against the probe's facts. Absent: the probe's own default expectation. */
  expect?: string
  /** Seconds between runs when it is watched. Absent: it runs when asked. */
  everySeconds?: number
  timeoutMs: number
  origin: 'fence' | 'overlay' | 'table' | 'command'
  /** 1-based position in the repaired text, or in the overlay's. */
  line: number
  column: number
}

/** Why we could not measure: a fault on our side of the wire, never the target's verdict. */
export type UnmeasurableCause =
  | 'network-down'
  | 'name-not-found'
  | 'connect-timeout'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'host-key-revoked'
  | 'auth-failed'
  | 'denied'
  | 'missing-program'
  | 'missing-container'
  | 'missing-file'
  | 'missing-variable'
  | 'missing-secret'
  | 'missing-target'
  | 'bad-config'
  | 'own-timeout'
  | 'link-lost'
  | 'cancelled'
  | 'unsupported'
  | 'outcome-unknown'
  | 'bug'

interface MeasurementBase {
  /** ISO 8601, UTC, when it began. */
  startedAt: string
  durationMs: number
  /** What was measured, resolved and redacted, for people: `https://api…/ready`, `prod-1`. */
  target: string
  /** The resolved, redacted command, where one ran. */
  command?: string
  /** Redacted and capped output, where there is one. */
  output?: string
  /** True when output or body was cut at the cap. */
  truncated?: boolean
}

export interface Measured extends MeasurementBase {
  kind: 'measured'
  facts: Facts
}

export interface Unmeasurable extends MeasurementBase {
  kind: 'unmeasurable'
  cause: UnmeasurableCause
  message: Message
  /** Redacted technical words of whoever raised it. */
  detail?: string
  /** A remote command of ours may still be running there. */
  mayStillRun?: boolean
}

export type Measurement = Measured | Unmeasurable

export type Verdict = 'passed' | 'failed' | 'unknown'

/** What the expectation says of one measurement. */
export interface Judgement {
  verdict: Verdict
  /** The CEL that was judged, the default expectation included. */
  expect: string
  reason: Message
  /** Facts that the expectation reads, as they were. */
  read: Facts
}
