import { z } from 'zod'

import { probeKinds, type Json, type ProbeKind } from '../../shared/model/check.ts'
import { environments } from '../../shared/model/profile.ts'
import type { Probes } from './check-fence.ts'
import { durationField } from './duration.ts'
import { windowShape } from './gate-fence.ts'
import { actionSchemas, type WrittenAction } from './rollback-actions.ts'

const text = z.string().min(1)
const name = z.string().regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')
const way = name.describe('id of a step, `end` or `stop`')

const verificationOwnShape = {
  id: name.optional().describe('its name within its step'),
  title: text.optional().describe('what holds then, in a few words'),
  within: durationField('1s', '24h')
    .optional()
    .describe('how long it may take until it holds; 30s when absent, of a window twice as long'),
}
const lookShape = {
  expect: text.optional().describe('CEL condition over the probe’s facts; its own when absent'),
  timeout: durationField('100ms', '10m').optional().describe('the most one look may take'),
  times: z.int().min(1).max(1000).optional().describe('how often in a row it must; 1 when absent'),
  every: durationField('100ms', '10m')
    .optional()
    .describe('how often it is looked at; 2s when absent'),
}
const overWindowShape = {
  check: text.optional().describe('id of an item with a check that has `every`, as in a gate'),
  require: text.optional().describe('CEL condition over the facts of the window, as in a gate'),
  ...windowShape,
}

function verificationSchema(probes: Probes) {
  const configs = Object.fromEntries(
    probeKinds.map((kind) => [kind, probes[kind].config.optional()]),
  )
  return z.strictObject({ ...configs, ...verificationOwnShape, ...lookShape, ...overWindowShape })
}

const decideSchema = z.strictObject({
  question: text.describe('what a person is asked'),
  options: z
    .array(z.strictObject({ label: text.describe('an answer'), next: way }))
    .min(2)
    .describe('the answers, and where each leads'),
})
const ifFailsSchema = z.strictObject({
  text: text.optional().describe('what to do then, in words'),
  next: way.optional(),
})

function stepShape(probes: Probes) {
  const verifications = z.array(verificationSchema(probes)).min(1)
  return {
    id: name.optional().describe('its name for ever; made of its title when absent'),
    title: text.describe('what is done, in a few words'),
    why: text.describe('what it is good for'),
    on: text.optional().describe('host of the profile; where commands run when absent'),
    ...actionSchemas,
    manual: text.optional().describe('what a person does outside of Warroom'),
    'wait-until': verifications.optional().describe('nothing is done: these are waited for'),
    decide: decideSchema.optional().describe('a person chooses the way'),
    expected: durationField('0s', '24h').optional().describe('how long it usually takes'),
    timeout: durationField('1s', '2h')
      .optional()
      .describe('the most its action may take; the longer of 1m and twice `expected` when absent'),
    verify: verifications.optional().describe('all that must hold before it goes on'),
    unverified: text.optional().describe('why nothing can be verified of what it changes'),
    'if-fails': ifFailsSchema.optional().describe('what is offered where it failed'),
    next: way.optional().describe('id of a step, `end` or `stop`; the step below when absent'),
    'point-of-no-return': z
      .boolean()
      .optional()
      .describe('from here on, the newer version cannot be gone back to'),
  }
}

const planShape = {
  id: name.optional().describe('its name for ever; made of its title when absent'),
  title: text.describe('what it brings back, in a few words'),
  when: z
    .array(text)
    .optional()
    .describe('questions; the first plan of which all are answered with yes is proposed'),
  budget: durationField('1s', '24h').describe('how long it may take in all'),
  environments: z
    .array(z.enum(environments))
    .min(1)
    .optional()
    .describe('where it may be run; everywhere when absent'),
  'safe-state': text.describe('in what state things are left by who gives up'),
  variables: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('names for its steps, where the profile has none'),
}

/** The schema of a `rollback` fence. */
export function rollbackFenceSchema(probes: Probes) {
  return z
    .strictObject({
      ...planShape,
      steps: z
        .array(z.strictObject(stepShape(probes)))
        .min(1)
        .max(100)
        .describe('in order'),
      done: z
        .array(verificationSchema(probes))
        .optional()
        .describe('what must hold, all together, before it may be called back'),
    })
    .describe('A rollback plan: the verified way back to the last good version')
}

/** A plan as its author wrote it, of the shape that the schema takes. */
export interface WrittenPlan {
  id?: string
  title: string
  when?: string[]
  budget: string
  environments?: (typeof environments)[number][]
  'safe-state': string
  variables?: Record<string, string | number | boolean>
  steps: WrittenStep[]
  done?: WrittenVerification[]
}

export interface WrittenStep extends WrittenAction {
  id?: string
  title: string
  why: string
  on?: string
  manual?: string
  'wait-until'?: WrittenVerification[]
  decide?: z.output<typeof decideSchema>
  expected?: string
  timeout?: string
  verify?: WrittenVerification[]
  unverified?: string
  'if-fails'?: z.output<typeof ifFailsSchema>
  next?: string
  'point-of-no-return'?: boolean
}

const verificationOwn = z.strictObject({
  ...verificationOwnShape,
  ...lookShape,
  ...overWindowShape,
})
export type WrittenVerification = z.output<typeof verificationOwn> &
  Partial<Record<ProbeKind, Record<string, Json>>>

/** Which options go with a probe, and which with a watched check. */
export const lookOptions = Object.keys(lookShape)
export const overWindowOptions = Object.keys(overWindowShape).filter((key) => key !== 'check')

/** The keys that may stand at a path. */
export function rollbackKeysAt(path: readonly PropertyKey[], probes: Probes): string[] {
  const [part, , key, , inner] = path
  if (path.length === 0) return [...Object.keys(planShape), 'steps', 'done']
  if (part === 'done') return verificationKeys(path.slice(2), probes)
  if (part !== 'steps') return []
  if (path.length === 2) return Object.keys(stepShape(probes))
  if (key === 'verify' || key === 'wait-until') return verificationKeys(path.slice(4), probes)
  if (key === 'decide') return inner === undefined ? ['question', 'options'] : ['label', 'next']
  if (key === 'if-fails') return Object.keys(ifFailsSchema.shape)
  const action = Object.entries(actionSchemas).find(([name]) => name === key)?.[1]
  return path.length === 3 && action ? keysOf(action) : []
}

function verificationKeys(path: readonly PropertyKey[], probes: Probes): string[] {
  if (path.length === 0) return [...probeKinds, ...Object.keys(verificationOwn.shape)]
  const kind = probeKinds.find((candidate) => candidate === path[0])
  return kind && path.length === 1 ? keysOf(probes[kind].config) : []
}

/** Of a schema that takes an object, or also a plain text. */
function keysOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  if (!(schema instanceof z.ZodUnion)) return []
  return schema.options.flatMap((option) => keysOf(option as z.ZodType))
}
