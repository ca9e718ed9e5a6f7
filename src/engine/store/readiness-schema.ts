import { z } from 'zod'

import type { Message } from '../../shared/messages/message.ts'
import {
  readinessKinds,
  readinessStates,
  restoreOutcomes,
  scratchStates,
  type ReadinessChecked,
  type ReadinessRestored,
  type ReadinessRestoring,
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

const restore = {
  restoreId: text,
  backupId: text,
  file: text,
  scratch: text,
  target: text,
  path: text.optional(),
  database: text.optional(),
  isOver: z.boolean().optional(),
}

/** A backup that is put back once, into a database of its own. */
export const restoreBodySchemas = (message: z.ZodType<Message>) =>
  [
    z.strictObject({
      type: z.literal('readiness.restoring'),
      ...restore,
      command: text,
    }) satisfies z.ZodType<ReadinessRestoring>,
    z.strictObject({
      type: z.literal('readiness.restored'),
      ...restore,
      outcome: z.enum(restoreOutcomes),
      reason: message,
      left: z.enum(scratchStates),
      durationMs: z.number(),
      tables: z.int().min(0).optional(),
      rows: z.int().min(0).optional(),
      sha256: hash.optional(),
      evidenceHash: hash,
    }) satisfies z.ZodType<ReadinessRestored>,
  ] as const
