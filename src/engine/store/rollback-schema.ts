import { z } from 'zod'

import type { Message } from '../../shared/messages/message.ts'
import { probeKinds, type CheckSpec } from '../../shared/model/check.ts'
import type { WindowCriterion } from '../../shared/model/gate.ts'
import { environments } from '../../shared/model/profile.ts'
import {
  rollbackModes,
  rollbackMoves,
  rollbackOutcomes,
  type RollbackNext,
  type RollbackPlan,
  type Verification,
} from '../../shared/model/rollback.ts'
import { criterionSchema } from './gate-schema.ts'

const text = z.string()
const count = z.number()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const verdict = z.enum(['passed', 'failed', 'unknown'])
const rollbackStep = { rollbackId: text, stepId: text, title: text, attempt: z.int() }

const checkSchema: z.ZodType<CheckSpec> = z.strictObject({
  id: text,
  itemId: text,
  title: text.optional(),
  kind: z.enum(probeKinds),
  config: z.record(text, z.json()),
  expect: text.optional(),
  everySeconds: count.optional(),
  timeoutMs: count,
  origin: z.enum(['fence', 'overlay', 'table', 'command']),
  line: count,
  column: count,
})

const windowSchema = criterionSchema.refine(
  (criterion): criterion is WindowCriterion => criterion.kind === 'window',
) as z.ZodType<WindowCriterion>

const verification = { id: text, title: text, withinMs: count }
const verificationSchema: z.ZodType<Verification> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...verification,
    kind: z.literal('check'),
    check: checkSchema,
    times: count,
    everyMs: count,
  }),
  z.strictObject({ ...verification, kind: z.literal('window'), criterion: windowSchema }),
])

const rollbackNextSchema: z.ZodType<RollbackNext> = z.union([
  z.strictObject({ step: text }),
  z.enum(['end', 'stop']),
])

const rollbackPlanSchema: z.ZodType<RollbackPlan> = z.strictObject({
  id: text,
  title: text,
  when: z.array(text),
  budgetMs: count,
  environments: z.array(z.enum(environments)).optional(),
  safeState: text,
  variables: z.record(text, text),
  steps: z.array(
    z.strictObject({
      id: text,
      title: text,
      why: text,
      action: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('check'), check: checkSchema }),
        z.strictObject({ kind: z.literal('manual'), text }),
        z.strictObject({ kind: z.literal('wait') }),
        z.strictObject({
          kind: z.literal('decide'),
          question: text,
          options: z.array(z.strictObject({ label: text, next: rollbackNextSchema })),
        }),
      ]),
      expectedMs: count.optional(),
      verify: z.array(verificationSchema),
      ifFails: z.strictObject({ text: text.optional(), next: rollbackNextSchema.optional() }),
      next: rollbackNextSchema,
      isPointOfNoReturn: z.boolean(),
      unverified: text.optional(),
      line: count,
    }),
  ),
  done: z.array(verificationSchema),
  line: count,
})

/** What happens on the way back, as it comes back from the disk. */
export const rollbackBodySchemas = (message: z.ZodType<Message>) =>
  [
    z.strictObject({
      type: z.literal('rollback.started'),
      rollbackId: text,
      plan: rollbackPlanSchema,
      planHash: hash,
      mode: z.enum(rollbackModes),
      environment: z.enum(environments),
      runbookHash: hash,
      profileHash: hash,
      by: text,
      answers: z.array(z.strictObject({ question: text, yes: z.boolean() })),
    }),
    z.strictObject({
      type: z.literal('rollback.acting'),
      ...rollbackStep,
      danger: z.enum(['read', 'change', 'destroy']),
      target: text,
      command: text,
    }),
    z.strictObject({
      type: z.literal('rollback.acted'),
      ...rollbackStep,
      outcome: z.enum(rollbackOutcomes),
      reason: message,
      durationMs: z.number(),
      evidenceHash: hash.optional(),
      by: text.optional(),
      mayStillRun: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal('rollback.verified'),
      ...rollbackStep,
      stepId: text.optional(),
      verdict,
      though: z.enum(['failed', 'not-done', 'unknown']).optional(),
      parts: z.array(
        z.strictObject({
          id: text,
          title: text,
          verdict,
          reason: message,
          evidenceHash: hash.optional(),
        }),
      ),
    }),
    z.strictObject({
      type: z.literal('rollback.moved'),
      rollbackId: text,
      stepId: text,
      title: text,
      how: z.enum(rollbackMoves),
      to: rollbackNextSchema,
      reason: text.optional(),
      because: message.optional(),
      option: text.optional(),
    }),
    z.strictObject({
      type: z.literal('rollback.handed-over'),
      rollbackId: text,
      from: text,
      to: text,
      reason: text.optional(),
    }),
    z.strictObject({ type: z.literal('rollback.orphaned'), ...rollbackStep }),
    z.strictObject({
      type: z.literal('rollback.ended'),
      rollbackId: text,
      title: text,
      as: z.enum(['back', 'rehearsed', 'aborted']),
      safeState: text.optional(),
      reason: text.optional(),
    }),
  ] as const
