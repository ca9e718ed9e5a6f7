import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { formatMessage } from '../../shared/messages/format.ts'
import type { Json, Measurement, ProbeKind, UnmeasurableCause } from '../../shared/model/check.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createLocalShell } from '../shell/local-shell.ts'
import type { FaultServer } from './fault-servers.ts'
import type { FactDeclaration, Probe, ProbeContext } from './probe.ts'
import { probeOf } from './registry.ts'

/** How long after its deadline a probe may return. */
export const overrunMs = 1000

/** What a fault must be called, and how to bring it about. */
export interface Fault {
  name: string
  bar: number
  /** The server that misbehaves; disposed of after the case. */
  serve?: () => Promise<FaultServer>
  /** As an author writes it, aimed at that server. */
  config: (server: FaultServer) => Record<string, Json>
  timeoutMs?: number
  /** Cancelled this long after it began. */
  cancelAfterMs?: number
  expected:
    | { cause: UnmeasurableCause }
    | { error: string | readonly string[]; facts?: Record<string, unknown> }
  /** The most that the server may have got rid of. */
  maxSentBytes?: number
  /** Looks at what reached the server. */
  inspect?: (server: FaultServer) => void
}

export interface ConformanceSuite {
  kind: ProbeKind
  /** Configs that must be refused, and the field that must be named. */
  badConfigs: { config: unknown; field: string }[]
  faults: Fault[]
  /** Configs that hold {@link seededSecret} and make the target say it back. */
  leaks: {
    name: string
    serve?: () => Promise<FaultServer>
    config: (server: FaultServer) => Record<string, Json>
  }[]
}

/** Has a character that each encoding treats in its own way. */
export const seededSecret = 'S3ed/ed+s3cret ü"&='

const nowhere: FaultServer = {
  host: '127.0.0.1',
  port: 1,
  received: () => '',
  sent: () => 0,
  [Symbol.asyncDispose]: () => Promise.resolve(),
}

/** The one suite that every probe must pass. */
export function describeConformance(
  suite: ConformanceSuite,
  {
    via,
    ...options
  }: {
    shell?: ProbeContext['shell']
    tunnel?: ProbeContext['tunnel']
    /** Runs it all over again through this host. */
    via?: string
  } = {},
): void {
  const probe = probeOf(suite.kind)
  const way = via === undefined ? {} : { via }

  describe(`${suite.kind} conforms${via === undefined ? '' : ` via ${via}`}`, () => {
    it('describes every key of its config and every fact', () => {
      expect(undescribedKeys(probe)).toEqual([])
      for (const [name, { about }] of Object.entries(probe.facts)) {
        expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
        expect(about.length).toBeGreaterThan(8)
      }
      expect(Object.keys(probe.facts)).toEqual(
        expect.arrayContaining(['reachable', 'error', 'latency_ms']),
      )
    })

    it.each(suite.badConfigs)('refuses a bad config and names $field', ({ config, field }) => {
      const parsed = probe.config.safeParse(config)
      const named = parsed.error?.issues.flatMap((issue) => [
        issue.path.join('.'),
        ...(issue.code === 'unrecognized_keys' ? issue.keys : []),
        issue.message,
      ])
      expect(named?.some((text) => text.includes(field))).toBe(true)
    })

    it.each(suite.faults)('bar $bar: $name', async (fault) => {
      await using server = (await fault.serve?.()) ?? nowhere
      const before = openHandles()
      const timeoutMs = fault.timeoutMs ?? 3000
      const cancel = new AbortController()
      const timer =
        fault.cancelAfterMs === undefined
          ? undefined
          : setTimeout(() => cancel.abort(), fault.cancelAfterMs)
      const start = performance.now()
      const measurement = await measure(
        probe,
        { ...fault.config(server), ...way },
        {
          timeoutMs,
          signal: cancel.signal,
          ...options,
        },
      )
      const tookMs = performance.now() - start
      clearTimeout(timer)

      expect(tookMs).toBeLessThan((fault.cancelAfterMs ?? timeoutMs) + overrunMs)
      const expected = via === undefined ? fault.expected : fromAfar(fault.expected)
      expect(outcomeOf(measurement, expected)).toEqual(expected)
      expect(contractBreaches(probe, measurement)).toEqual([])
      expect(server.sent()).toBeLessThan(fault.maxSentBytes ?? Number.MAX_SAFE_INTEGER)
      fault.inspect?.(server)
      await expect.poll(() => handlesSince(before), { timeout: 3000 }).toEqual([])
    })

    it.each(suite.leaks)(
      'bar 18: no seeded secret comes out of $name',
      async ({ serve, config }) => {
        await using server = (await serve?.()) ?? nowhere
        const redactor = createRedactor()
        redactor.add('seed', seededSecret)
        const measurement = await measure(
          probe,
          { ...config(server), ...way },
          {
            timeoutMs: 3000,
            redact: (text) => redactor.redact(text),
            ...options,
          },
        )
        expect(contractBreaches(probe, measurement)).toEqual([])
        const everything = JSON.stringify(measurement)
        for (const form of encodedForms(seededSecret)) expect(everything).not.toContain(form)
        expect(everything).toContain('«seed»')
      },
    )
  })
}

/** Measures as a run does: the config is parsed, and nothing else is known of the probe. */
export function measure(
  probe: Probe<ProbeKind, z.ZodType>,
  config: unknown,
  context: Partial<ProbeContext> = {},
): Promise<Measurement> {
  return probe.measure(probe.config.parse(config), {
    signal: new AbortController().signal,
    timeoutMs: probe.defaultTimeoutMs,
    redact: (text) => text,
    shell: () => Promise.resolve({ ok: true, shell: createLocalShell() }),
    tunnel: () => Promise.resolve({ ok: true, value: undefined }),
    database: () => undefined,
    ...context,
  })
}

/**
 * What is wrong with a measurement whatever was measured: a fact that is not declared or is not of
 * its type (authors' expectations count on both), words missing in a language.
 */
export function contractBreaches(
  probe: Probe<ProbeKind, z.ZodType>,
  measurement: Measurement,
): string[] {
  const breaches: string[] = []
  const demand = (holds: boolean, text: string) => {
    if (!holds) breaches.push(text)
  }
  demand(z.iso.datetime().safeParse(measurement.startedAt).success, 'startedAt is a time')
  demand(measurement.durationMs >= 0, 'durationMs is positive')
  if (measurement.kind === 'unmeasurable') {
    for (const locale of ['en', 'fr'] as const) {
      demand(formatMessage(measurement.message, locale).length > 10, `it says why in ${locale}`)
    }
    return breaches
  }
  const { facts } = measurement
  for (const [name, value] of Object.entries(facts)) {
    const declared = probe.facts[name]
    demand(
      declared !== undefined && isOfType(value, declared),
      `${name} is declared as it is: ${declared?.type}`,
    )
  }
  for (const name of ['reachable', 'error', 'latency_ms']) demand(name in facts, `${name} is there`)
  demand(facts.error !== '' || facts.reachable === true, 'without an error it is reachable')
  return breaches
}

function isOfType(value: Json, { type }: FactDeclaration): boolean {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean'
    case 'int':
      return Number.isSafeInteger(value)
    case 'double':
      return typeof value === 'number' && Number.isFinite(value)
    case 'string':
      return typeof value === 'string'
    case 'timestamp':
      return typeof value === 'string' && z.iso.datetime().safeParse(value).success
    case 'list':
      return Array.isArray(value)
    case 'map':
      return value !== null && typeof value === 'object' && !Array.isArray(value)
    case 'dyn':
      return value !== undefined
    default:
      return false
  }
}

/** A host that carries a connection passes a reset on as an end. */
function fromAfar(expected: Fault['expected']): Fault['expected'] {
  if ('cause' in expected) return expected
  const errors = [expected.error].flat()
  return errors.includes('reset') ? { ...expected, error: [...errors, 'closed'] } : expected
}

/** Brings what was found into the shape of what is expected. */
function outcomeOf(measurement: Measurement, expected: Fault['expected']): unknown {
  if ('cause' in expected) {
    return measurement.kind === 'unmeasurable' ? { cause: measurement.cause } : measurement
  }
  if (measurement.kind === 'unmeasurable') return measurement
  const { facts } = measurement
  const isExpected = [expected.error].flat().some((error) => error === facts.error)
  const wanted = Object.keys(expected.facts ?? {})
  return {
    error: isExpected ? expected.error : facts.error,
    ...(expected.facts
      ? { facts: Object.fromEntries(wanted.map((name) => [name, facts[name]])) }
      : {}),
  }
}

/** Timers are not owned by a kind of resource; a leaked one shows as an overrun of the whole run. */
function openHandles(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'Timeout' && name !== 'Immediate')
}

/** What is open now and was not before. */
function handlesSince(before: readonly string[]): string[] {
  const known = [...before]
  return openHandles().filter((name) => {
    const at = known.indexOf(name)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}

function encodedForms(secret: string): string[] {
  const url = encodeURIComponent(secret)
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    url,
    url.replaceAll('%20', '+'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(`user:${secret}`).toString('base64').slice(8, -4),
  ]
}

interface JsonSchema {
  properties?: Record<string, JsonSchema & { description?: string }>
}

function undescribedKeys(probe: Probe<ProbeKind, z.ZodType>): string[] {
  const schema = z.toJSONSchema(probe.config, { io: 'input' }) as JsonSchema
  return Object.entries(schema.properties ?? {}).flatMap(([key, { description }]) =>
    description ? [] : [key],
  )
}
