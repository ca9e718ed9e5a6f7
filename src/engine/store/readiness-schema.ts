import { z } from 'zod'

import type { Message } from '../../shared/messages/message.ts'
import {
  readinessKinds,
  readinessStates,
  type ReadinessChecked,
} from '../../shared/model/readiness.ts'

const text = z.string()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What was looked at before one relied on the way back, as it comes back from a file. */
export const readinessBodySchema = (message: z.ZodType<Message>) =>
  z.strictObject({
    type: z.literal('readiness.checked'),
    runbookHash: hash,
    profileHash: hash,
    lines: z.array(
      z.strictObject({
        id: text,
        kind: z.enum(readinessKinds),
        planTitle: text.optional(),
        state: z.enum(readinessStates),
        reason: message,
        todo: message.optional(),
        parts: z.array(z.strictObject({ text: message, state: z.enum(readinessStates) })),
        evidenceHash: hash,
      }),
    ),
  }) satisfies z.ZodType<ReadinessChecked>
