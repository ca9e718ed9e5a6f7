import { z } from 'zod'

import type { Message } from '../../shared/messages/message.ts'
import { drillKinds, drillOutcomes, type DrillEventBody } from '../../shared/model/drill.ts'

const text = z.string()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const moment = z.iso.datetime()
const named = { drillId: text, by: text }

/** What happens in a drill, as it comes back from the disk. */
export const drillBodySchemas = (message: z.ZodType<Message>) => {
  const result = z.strictObject({
    outcome: z.enum(drillOutcomes),
    kind: z.enum(drillKinds).optional(),
    brokenAt: moment.optional(),
    detectedAt: moment.optional(),
    decidedAt: moment.optional(),
    actedAt: moment.optional(),
    verifiedAt: moment.optional(),
    plan: z.strictObject({ id: text, title: text, hash, budgetMs: z.number() }).optional(),
    wrongTurns: z.array(z.strictObject({ at: moment, text: message })),
  })
  return [
    z.strictObject({ type: z.literal('drill.started'), ...named }),
    z.strictObject({ type: z.literal('drill.ended'), ...named, result }),
  ] as const satisfies readonly z.ZodType<DrillEventBody>[]
}
