import { z } from 'zod'

import { probeKinds, type Json, type ProbeKind } from '../../shared/model/check.ts'
import { environments } from '../../shared/model/profile.ts'
import type { Scenario } from '../../shared/model/scenario.ts'
import type { Probes } from './check-fence.ts'
import { durationField } from './duration.ts'

const text = z.string().min(1)
const name = z.string().regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')

/** Probes that may be a step. What a tail shows is asked for in another way: since the beginning. */
export const stepProbes = probeKinds.filter((kind) => kind !== 'log')

const captureSchema = z.union([
  text,
  z.strictObject({
    json: text.optional().describe('path into the facts, such as `json.items.0.id`'),
    regex: text.optional().describe('its first group, or all of it, in the output'),
    secret: z.boolean().optional().describe('mask it wherever it shows'),
  }),
])

const logSchema = z.strictObject({
  tail: text.describe('tail of this runbook'),
  match: text.optional().describe('as the pattern of a tail; or `order`'),
  order: z
    .array(text)
    .min(2)
    .max(50)
    .optional()
    .describe('several of these, which must be seen one after the other'),
  containing: text
    .optional()
    .describe('words that the line holds too, such as `${correlation_id}`'),
  within: durationField('0s', '1h').optional().describe('how long it may take; 10s when absent'),
  times: z.int().min(0).max(100_000).optional().describe('how often exactly'),
  never: z.boolean().optional().describe('not once'),
})

const stayedUpSchema = z.strictObject({
  check: text.describe(
    'id of an item with a check that has `every`; `id#name` where it has several',
  ),
  within: durationField('0s', '1h')
    .optional()
    .describe('how long its next look is waited for; two intervals, a minute at most, when absent'),
})

const queueMovedShape = (probes: Probes) => ({
  queue: probes.queue.config.describe('the queue, as the probe of that name takes it'),
  up: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('by how many jobs at least it grew since the scenario began; 1 when absent'),
  back: z
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('how many may stand in it at the end; as many as at the beginning when absent'),
  within: durationField('0s', '1h').optional().describe('how long it may take; 30s when absent'),
})

function stepShape(probes: Probes) {
  return {
    ...Object.fromEntries(stepProbes.map((kind) => [kind, probes[kind].config.optional()])),
    title: text.optional().describe('what is done, in a few words'),
    expect: text.optional().describe('CEL condition over the facts of the step'),
    timeout: durationField('100ms', '10m').optional().describe('the most one try may take'),
    capture: z
      .record(z.string().regex(/^[A-Za-z_]\w*$/), captureSchema)
      .optional()
      .describe('values for the steps after it, there `${captured.name}`'),
    within: durationField('100ms', '1h')
      .optional()
      .describe('look again until it passes, for so long; of steps that only read'),
    wait: durationField('0s', '1h').optional().describe('do nothing for so long'),
  }
}

/** The schema of a `scenario` fence. */
export function scenarioFenceSchema(probes: Probes) {
  const simple = z.strictObject(stepShape(probes))
  const step = simple.extend({
    log: logSchema.optional().describe('what a tail must, or must not, show since the beginning'),
    queue_moved: z
      .strictObject(queueMovedShape(probes))
      .optional()
      .describe('a queue went up since the beginning, and came back'),
    stayed_up: stayedUpSchema
      .optional()
      .describe('a monitor was up from the beginning until now, without a hole'),
    ask: text.optional().describe('what a person shall look at, and say whether it holds'),
    repeat: z
      .strictObject({
        times: z.int().min(1).max(1000),
        parallel: z.boolean().optional().describe('all at once'),
        every: durationField('0s', '10m').optional().describe('pause between two times'),
        steps: z.array(simple).min(1),
      })
      .optional()
      .describe('steps done several times'),
  })
  const steps = z.array(step)
  return z
    .strictObject({
      id: name.optional().describe('its name for ever; made of its title when absent'),
      title: text.describe('what it shows, in a few words'),
      item: text
        .optional()
        .describe('id of the item it belongs to; the one it stands under when absent'),
      environments: z
        .array(z.enum(environments))
        .min(1)
        .optional()
        .describe('where it may run; not in production when absent, unless it only reads'),
      variables: z.record(z.string(), z.string()).optional().describe('names for its steps'),
      before: steps.optional().describe('set-up'),
      steps: steps.min(1).describe('what is done and must hold, in order'),
      after: steps.optional().describe('clean-up, which runs whatever happens'),
    })
    .describe('A scenario: a story played on the system, and what must come of it')
}

export type ScenarioFence = {
  id?: string
  title: string
  item?: string
  environments?: Scenario['environments']
  variables?: Record<string, string>
} & { [part in 'before' | 'steps' | 'after']?: WrittenStep[] }

/** A step as its author wrote it, of the shape that the schema takes. */
export interface WrittenStep extends Partial<Record<ProbeKind, Record<string, Json>>> {
  title?: string
  expect?: string
  timeout?: string
  capture?: Record<string, z.output<typeof captureSchema>>
  within?: string
  wait?: string
  ask?: string
  queue_moved?: { queue: Record<string, Json>; up?: number; back?: number; within?: string }
  stayed_up?: { check: string; within?: string }
  repeat?: { times: number; parallel?: boolean; every?: string; steps: WrittenStep[] }
}

export type WrittenLog = z.output<typeof logSchema>

/** What a step can do besides measuring with a probe. */
export const ownActions = ['log', 'queue_moved', 'stayed_up', 'ask', 'repeat']

/** The keys that may stand at a path. */
export function scenarioKeysAt(path: readonly PropertyKey[], probes: Probes): string[] {
  const stepKeys = [...Object.keys(stepShape(probes)), ...ownActions]
  if (path.length === 0) return Object.keys(scenarioFenceSchema(probes).shape)
  if (path.length === 2) return stepKeys
  const [, , action, , fifth] = path
  if (action === 'stayed_up') return Object.keys(stayedUpSchema.shape)
  if (action === 'queue_moved' && path.length === 3) return Object.keys(queueMovedShape(probes))
  if (action === 'queue_moved') return keysOfConfig(probes.queue.config)
  if (action === 'log') return Object.keys(logSchema.shape)
  if (action === 'repeat' && path.length === 3) return ['times', 'parallel', 'every', 'steps']
  if (action === 'repeat' && path.length === 5) return Object.keys(stepShape(probes))
  const probe = stepProbes.find((kind) => kind === (action === 'repeat' ? path[5] : action))
  const config = probe && (fifth === undefined || action === 'repeat') && probes[probe].config
  return config ? keysOfConfig(config) : []
}

const keysOfConfig = (config: z.ZodType) =>
  config instanceof z.ZodObject ? Object.keys(config.shape) : []
