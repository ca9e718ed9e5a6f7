import type { Code } from 'mdast'
import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import { probeKinds, type CheckSpec, type Json, type ProbeKind } from '../../shared/model/check.ts'
import type { Problem } from '../../shared/model/runbook.ts'
import { checkExpectation } from '../expectation/check-expectation.ts'
import type { Probe } from '../probes/probe.ts'
import { durationField, parseDuration } from './duration.ts'
import { fencePlaces, YamlSource } from './yaml-source.ts'

export type Probes = { readonly [K in ProbeKind]: Probe<K, z.ZodType> }

const checkId = /^[\w.-]+$/

/** The schema of a `check` fence: exactly one probe by its name, and how it is judged and watched. */
export function checkFenceSchema(probes: Probes) {
  const configs = Object.fromEntries(
    probeKinds.map((kind) => [kind, probes[kind].config.optional()]),
  )
  return z
    .strictObject({
      ...configs,
      id: z
        .string()
        .regex(checkId, 'letters, digits, dots, dashes and underscores')
        .optional()
        .describe('name of the check within its item'),
      title: z.string().min(1).optional().describe('what it shows, in a few words'),
      expect: z
        .string()
        .min(1)
        .optional()
        .describe('CEL condition over the probe’s facts; the probe’s own when absent'),
      every: durationField('1s', '24h')
        .optional()
        .describe('how often it runs while it is watched, such as `5s`'),
      timeout: durationField('100ms', '10m')
        .optional()
        .describe('the most it may take, such as `10s`'),
    })
    .describe('A check: one probe, and what is expected of it')
}

const ownKeys = ['id', 'title', 'expect', 'every', 'timeout']

export interface CheckFence {
  /** Without `id` and `itemId`, which the item gives; `name` is the author's id. */
  spec?: Omit<CheckSpec, 'id' | 'itemId'> & { name?: string }
  problems: Problem[]
}

/** Reads a `check` fence. Its mistakes are problems; it never throws. */
export function readCheckFence(
  node: Code,
  documentLines: readonly string[],
  probes: Probes,
): CheckFence {
  return readCheck(new YamlSource(node.value, fencePlaces(node, documentLines)), 'fence', probes)
}

/** Reads a check, wherever it is written. */
export function readCheck(
  source: YamlSource,
  origin: CheckSpec['origin'],
  probes: Probes,
): CheckFence {
  const read = source.read()
  if (!read.ok) return { problems: read.problems }
  const value = read.value
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return {
      problems: [
        {
          severity: 'error',
          ...source.valuePlace([]),
          message: message('runbook.check-not-a-map', { probes: probeKinds.join(', ') }),
        },
      ],
    }
  }
  const parsed = checkFenceSchema(probes).safeParse(value)
  const problems = parsed.success
    ? []
    : source.problemsOf(parsed.error, value, (path) => keysAt(path, probes))
  const kinds = probeKinds.filter((kind) => value[kind] !== undefined)
  const [kind] = kinds
  if (kinds.length > 1) {
    problems.push({
      severity: 'error',
      ...source.keyPlace([kinds[1] ?? '']),
      message: message('runbook.check-two-probes', { probes: kinds.join(', ') }),
    })
  } else if (kind === undefined && problems.length === 0) {
    problems.push({
      severity: 'error',
      ...source.valuePlace([]),
      message: message('runbook.check-no-probe', { probes: probeKinds.join(', ') }),
    })
  }
  if (kind !== undefined && typeof value.expect === 'string') {
    problems.push(...expectProblems(value.expect, kind, source, probes))
  }
  if (kind === undefined || problems.length > 0) return { problems }

  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : undefined)
  const every = text('every')
  return {
    problems,
    spec: {
      kind,
      config: value[kind] as Record<string, Json>,
      ...optional('name', text('id')),
      ...optional('title', text('title')),
      ...optional('expect', text('expect')),
      ...optional(
        'everySeconds',
        every === undefined ? undefined : (parseDuration(every) ?? 0) / 1_000,
      ),
      timeoutMs: parseDuration(text('timeout') ?? '') ?? probes[kind].defaultTimeoutMs,
      origin,
      ...source.keyPlace([kind]),
    },
  }
}

function expectProblems(
  expect: string,
  kind: ProbeKind,
  source: YamlSource,
  probes: Probes,
): Problem[] {
  const outcome = checkExpectation(expect, probes[kind].facts)
  if (outcome.ok) return []
  return outcome.problems.map((problem) => ({
    severity: 'error',
    ...source.textPlace(['expect'], expect, problem.offset),
    message: problem.message,
    suggestion: problem.suggestion,
  }))
}

/** The keys that may stand at a path: the fence's own, or those of a probe's config. */
function keysAt(path: readonly PropertyKey[], probes: Probes): string[] {
  const kind = probeKinds.find((candidate) => candidate === path[0])
  if (kind === undefined) return path.length === 0 ? [...probeKinds, ...ownKeys] : []
  const config = probes[kind].config
  return path.length === 1 && config instanceof z.ZodObject ? Object.keys(config.shape) : []
}

/** Nothing at all rather than a key that holds undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}
