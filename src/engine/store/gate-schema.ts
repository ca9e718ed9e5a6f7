import { z } from 'zod'

import type { Message } from '../../shared/messages/message.ts'
import {
  burnAlerts,
  burnSpans,
  type BudgetReading,
  type BurnSpan,
} from '../../shared/model/budget.ts'
import {
  gateVerdicts,
  type Criterion,
  type CriterionEvaluation,
  type GateEvaluation,
} from '../../shared/model/gate.ts'
import { readinessKinds } from '../../shared/model/readiness.ts'
import type { ItemState } from '../../shared/model/run.ts'

const text = z.string()
const verdict = z.enum(gateVerdicts)
const criterionBase = { id: text, title: text, itemId: text, blocking: z.boolean() }

const itemStates = {
  todo: true,
  running: true,
  passed: true,
  failed: true,
  unknown: true,
  waived: true,
  'not-applicable': true,
} satisfies Record<ItemState, true>

export const criterionSchema: z.ZodType<Criterion> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...criterionBase,
    kind: z.literal('window'),
    checkId: text,
    require: text,
    windowSeconds: z.number(),
    minSamples: z.number(),
    minCoverage: z.number(),
    maxStaleSeconds: z.number(),
    warmUpSeconds: z.number(),
    noData: z.enum(['unknown', 'no-go']),
    holdSeconds: z.number(),
  }),
  z.strictObject({
    ...criterionBase,
    kind: z.literal('budget'),
    budgetId: text,
    checkId: text,
    target: z.number(),
    budgetSeconds: z.number(),
    require: text,
    minSamples: z.number(),
    maxStaleSeconds: z.number(),
    noData: z.enum(['unknown', 'no-go']),
    holdSeconds: z.number(),
  }),
  z.strictObject({ ...criterionBase, kind: z.literal('item') }),
  z.strictObject({
    ...criterionBase,
    kind: z.literal('readiness'),
    lines: z.array(z.enum(readinessKinds)),
  }),
])

function budgetReadingSchema(message: z.ZodType<Message>): z.ZodType<BudgetReading> {
  const count = z.number()
  const spans = Object.keys(burnSpans) as BurnSpan[]
  return z.strictObject({
    at: text,
    from: text,
    partial: z.boolean(),
    bad: count,
    total: count,
    unknown: count,
    coverage: z.number(),
    lastMeasuredAt: text.optional(),
    spent: z.number().optional(),
    remaining: z.number().optional(),
    left: count.optional(),
    needed: count,
    precision: z.enum(['exact', 'estimated']),
    burns: z.array(
      z.strictObject({
        span: z.enum(spans),
        bad: count,
        total: count,
        coverage: z.number(),
        rate: z.number().optional(),
        partial: z.boolean(),
      }),
    ),
    alerts: z.array(z.strictObject({ alert: z.enum(burnAlerts), since: text })),
    spentAt: text.optional(),
    arithmetic: message,
  })
}

/** What somebody signed, as it comes back from the disk. */
export function gateEvaluationSchema(message: z.ZodType<Message>): z.ZodType<GateEvaluation> {
  const count = z.number()
  const criterion: z.ZodType<CriterionEvaluation> = z.strictObject({
    criterionId: text,
    verdict,
    reason: message,
    earliestGoAt: text.optional(),
    holdingSince: text.optional(),
    window: z
      .strictObject({
        from: text,
        to: text,
        counts: z.strictObject({
          passed: count,
          failed: count,
          unknown: count,
          firstLooks: count,
          maintenance: count,
        }),
        samples: count,
        availability: z.number().optional(),
        coverage: z.number(),
        lastMeasuredAt: text.optional(),
        timed: count,
        resolution: z.enum(['raw', '1m', '15m']),
        quantileError: z.number(),
        read: z.record(text, z.number()),
        arithmetic: message,
      })
      .optional(),
    budget: budgetReadingSchema(message).optional(),
    itemState: z
      .custom<ItemState>((state) => typeof state === 'string' && Object.hasOwn(itemStates, state))
      .optional(),
  })
  return z.strictObject({
    at: text,
    verdict,
    decidedBy: text.optional(),
    earliestGoAt: text.optional(),
    criteria: z.array(criterion),
  })
}
