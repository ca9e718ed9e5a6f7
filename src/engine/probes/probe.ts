import type { z } from 'zod'

import type { Danger, Facts, Measurement, ProbeKind } from '../../shared/model/check.ts'
import type { Shell } from '../shell/shell.ts'
import type { Opened } from '../shell/ssh-connection.ts'
import type { Tunnel } from '../shell/tunnel.ts'
import type { MetricWindow } from '../tail/metric/tail-metrics.ts'
import type { PiiLook } from '../tail/pii/look-for-pii.ts'
import type { CommandBudget } from './command-budget.ts'

/** The CEL type of a fact. `dyn` is for what only the target knows, such as a JSON body. */
export type FactType = 'bool' | 'int' | 'double' | 'string' | 'timestamp' | 'list' | 'map' | 'dyn'

/** What an author may judge, and what it means: the expectation checker and the docs read it. */
export interface FactDeclaration {
  type: FactType
  about: string
}

/** Lines of a tail that matched a pattern within the last so many seconds. */
export type LogWindow = (
  tailId: string,
  patternId: string,
  windowS: number,
) => { count: number; secondsSince?: number; isWhole: boolean } | undefined

/** What else is read of the tails of a check's run; undefined where the run follows no such tail. */
export interface LogReader {
  metric(tailId: string, metricId: string): MetricWindow | undefined
  /** Looks through what was kept of the last so many seconds. */
  pii(tailId: string, windowS: number, signal: AbortSignal): Promise<PiiLook | undefined>
}

/** What the engine lends a probe for one measurement. Nothing here outlives it. */
export interface ProbeContext {
  /** Aborted on cancel. The probe lets go of everything it opened before it returns. */
  signal: AbortSignal
  /** The one budget for connect, send, receive and close together. Overrun: 1 s at most. */
  timeoutMs: number
  /** Takes every known secret out of a text, in its raw, base64 and URL-encoded forms. */
  redact(text: string): string
  /** What a command writes, while it runs; not yet redacted. */
  onOutput?: OnOutput | undefined
  /** The shell of a profile's host; of the profile's default for commands when absent. */
  shell(host: string | undefined): Promise<ShellOrCause>
  /** A way through a profile's host; undefined where that is this machine. It waits until the signal. */
  tunnel(host: string, signal: AbortSignal): Promise<Opened<Tunnel | undefined>>
  /** The URL, secrets filled in, of a profile's database. */
  database(kind: 'postgres' | 'redis', name: string): string | undefined
  /** What a run's tail showed of a pattern; undefined where the run follows no such tail. */
  logWindow?: LogWindow
  logReader?: LogReader
  /** What all that watches shares; a single try by hand is not counted. */
  redisBudget?: CommandBudget
}

export type OnOutput = (stream: 'stdout' | 'stderr', text: string) => void

export type ShellOrCause =
  | { ok: true; shell: Shell }
  | {
      ok: false
      unmeasurable: Omit<Extract<Measurement, { kind: 'unmeasurable' }>, 'startedAt' | 'durationMs'>
    }

/**
 * A measurement of one kind. It gathers facts and never judges. A target that answers wrongly, or
 * refuses, is *measured* (`reachable: false`, `error: 'refused'`); what stops us on our own side is
 * *unmeasurable*. It never throws for anything that a target or a network can do.
 */
export interface Probe<K extends ProbeKind, C extends z.ZodType> {
  kind: K
  /** Strict: an unknown key is a mistake of the author's. Every key carries `.describe()`. */
  config: C
  facts: Record<string, FactDeclaration>
  /** CEL, used where the author wrote no expectation. */
  defaultExpect: string
  defaultTimeoutMs: number
  /** What will be touched and how, from a config whose secrets are masked. Pure. */
  describe(config: z.output<C>): { target: string; command: string; danger: Danger }
  measure(config: z.output<C>, context: ProbeContext): Promise<Measurement>
}

export function defineProbe<K extends ProbeKind, C extends z.ZodType>(
  probe: Probe<K, C>,
): Probe<K, C> {
  return probe
}

/**
 * Facts that every probe declares. `reachable`: the target took the connection and answered.
 * `error`: '' when it did, else one of `refused`, `reset`, `closed`, `timeout`, `bad-tls`,
 * `bad-response`, `too-large`, `denied`, `error`.
 */
export const commonFacts = {
  reachable: { type: 'bool', about: 'the target took the connection and answered' },
  error: {
    type: 'string',
    about:
      "'' or why there was no usable answer: refused, reset, closed, timeout, bad-tls, bad-response, too-large, denied, error",
  },
  latency_ms: { type: 'double', about: 'time to the full answer, in milliseconds' },
} as const satisfies Record<string, FactDeclaration>

export type { Facts }
