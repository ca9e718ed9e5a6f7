import { z } from 'zod'

import { probeKinds, type CheckSpec } from '../../shared/model/check.ts'
import type { WindowCriterion } from '../../shared/model/gate.ts'
import { environments } from '../../shared/model/profile.ts'
import type { RollbackNext, RollbackPlan, Verification } from '../../shared/model/rollback.ts'
import { criterionSchema } from './gate-schema.ts'

const text = z.string()
const count = z.number()

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

/** Where a plan goes on, as it comes back from the disk. */
export const rollbackNextSchema: z.ZodType<RollbackNext> = z.union([
  z.strictObject({ step: text }),
  z.enum(['end', 'stop']),
])

/** A plan as it was when it was begun, as it comes back from the disk. */
export const rollbackPlanSchema: z.ZodType<RollbackPlan> = z.strictObject({
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
      line: count,
    }),
  ),
  done: z.array(verificationSchema),
  line: count,
})
