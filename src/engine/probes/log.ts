import { z } from 'zod'

import { message, type Message } from '../../shared/messages/message.ts'
import type { Facts, Measurement, UnmeasurableCause } from '../../shared/model/check.ts'
import { piiKinds } from '../../shared/model/pii.ts'
import { filledIn, requiredText, wholeNumber } from './config-fields.ts'
import { commonFacts, defineProbe, type ProbeContext } from './probe.ts'

/** How far back a check looks that does not say so. */
export const defaultWindowS = 300

const config = z
  .strictObject({
    tail: requiredText.describe('id of a `tail` of this runbook'),
    pattern: requiredText.optional().describe('id of one of its patterns'),
    metric: requiredText.optional().describe('or id of one of its metrics'),
    pii: z
      .literal(true)
      .optional()
      .describe('or true: e-mail addresses, phone numbers, cards, IBANs, tokens and keys'),
    window: wholeNumber(5, 3600)
      .optional()
      .describe('seconds that are looked back over, 300 when absent; a metric has its own'),
  })
  .refine(
    ({ pattern, metric, pii }) =>
      [pattern, metric, pii].filter((one) => one !== undefined).length === 1,
    'exactly one of pattern, metric and pii',
  )
  .refine(({ metric, window }) => metric === undefined || window === undefined, {
    path: ['window'],
    error: 'a metric has a window of its own',
  })

type LogConfig = z.output<typeof config>

const describeLog = ({ tail, pattern, metric }: LogConfig) => ({
  target: tail,
  command: `${tail} › ${pattern ?? metric ?? 'pii'}`,
  danger: 'read' as const,
})

type Seen =
  | { kind: 'seen'; facts: Facts }
  | { kind: 'unseen'; cause: UnmeasurableCause; message: Message }

const readFacts = { reachable: true, error: '', latency_ms: 0 }

/**
 * What a tail showed: how often a pattern, what a metric, or what of persons. It asks nobody: the tail
 * is followed already. A window in which the tail was not followed all along is unmeasurable, so that
 * what was not looked for is never "not seen".
 */
export const log = defineProbe({
  kind: 'log',
  config,
  facts: {
    ...commonFacts,
    count: { type: 'int', about: 'lines that match the pattern, or places that hold pii' },
    per_minute: { type: 'double', about: 'the same by minute' },
    last_seen_s: {
      type: 'double',
      about: 'of a pattern: seconds since it was last seen; absent where it never was',
    },
    value: {
      type: 'double',
      about: 'of a metric; absent where there is nothing to make it of, as the average of no line',
    },
    top: {
      type: 'list',
      about: 'of a metric with `group by`: `key` and `count` of the values met most',
    },
    pii: { type: 'map', about: `of pii: count by ${piiKinds.join(', ')}` },
    found: {
      type: 'list',
      about: 'of pii: the newest, each with `kind`, `masked`, `line` and `at`; never the value',
    },
    lines: { type: 'int', about: 'of pii: lines that were looked through' },
  },
  defaultExpect: 'count == 0',
  defaultTimeoutMs: 5000,
  describe: describeLog,
  async measure(wanted, context): Promise<Measurement> {
    const startedAt = new Date().toISOString()
    const startedMs = performance.now()
    const seen = await see(wanted, context)
    const { target, command } = describeLog(wanted)
    const shown = { startedAt, durationMs: performance.now() - startedMs, target, command }
    if (seen.kind === 'seen') return { kind: 'measured', ...shown, facts: seen.facts }
    return { kind: 'unmeasurable', ...shown, cause: seen.cause, message: seen.message }
  },
})

async function see(wanted: LogConfig, context: ProbeContext): Promise<Seen> {
  const { tail, pattern, metric } = wanted
  const windowS = filledIn(wanted.window ?? defaultWindowS)
  if (pattern !== undefined) {
    const seen = context.logWindow?.(tail, pattern, windowS)
    if (!seen) return missing(tail, pattern)
    if (!seen.isWhole) return notWhole(tail, windowS)
    return ofFacts({
      count: seen.count,
      per_minute: seen.count / (windowS / 60),
      ...(seen.secondsSince === undefined ? {} : { last_seen_s: seen.secondsSince }),
    })
  }
  if (metric !== undefined) {
    const seen = context.logReader?.metric(tail, metric)
    if (!seen) return missing(tail, metric)
    if (!seen.isWhole) return notWhole(tail, seen.windowSeconds)
    return ofFacts({
      ...(seen.value === undefined ? {} : { value: seen.value }),
      ...(seen.top === undefined ? {} : { top: seen.top }),
    })
  }
  const { signal, timeoutMs } = context
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const look = await context.logReader?.pii(tail, windowS, inTime)
  if (signal.aborted)
    return { kind: 'unseen', cause: 'cancelled', message: message('cause.cancelled') }
  if (!look) return missing(tail, 'pii')
  if (inTime.aborted)
    return {
      kind: 'unseen',
      cause: 'own-timeout',
      message: message('cause.tail-not-read', { tail, seconds: timeoutMs / 1000 }),
    }
  if (!look.isWhole) return notWhole(tail, windowS)
  const count = piiKinds.reduce((sum, kind) => sum + look.counts[kind], 0)
  return ofFacts({
    count,
    per_minute: count / (windowS / 60),
    pii: { ...look.counts },
    found: look.findings.map(({ kind, masked, n, atMs }) => ({
      kind,
      masked,
      line: n,
      at: new Date(atMs).toISOString(),
    })),
    lines: look.lines,
  })
}

const ofFacts = (facts: Facts): Seen => ({ kind: 'seen', facts: { ...readFacts, ...facts } })
const missing = (tail: string, name: string): Seen => ({
  kind: 'unseen',
  cause: 'missing-target',
  message: message('cause.missing-target', { kind: 'tail', name: `${tail} › ${name}` }),
})
const notWhole = (tail: string, seconds: number): Seen => ({
  kind: 'unseen',
  cause: 'link-lost',
  message: message('cause.tail-not-whole', { tail, seconds }),
})
