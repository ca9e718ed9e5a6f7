import { z } from 'zod'

import type { ClientFrame } from '../../shared/rpc/frames.ts'

const id = z.int().nonnegative()
const name = z.string().max(100)

const clientFrameSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id, name, input: z.unknown() }),
  z.strictObject({ t: z.literal('cancel'), id }),
  z.strictObject({ t: z.literal('subscribe'), id, name, input: z.unknown() }),
  z.strictObject({ t: z.literal('unsubscribe'), id }),
  z.strictObject({ t: z.literal('ack'), id, seq: z.int().nonnegative() }),
])

/** Undefined for anything that is not a frame. */
export function parseClientFrame(data: unknown): ClientFrame | undefined {
  const parsed = clientFrameSchema.safeParse(data)
  return parsed.success ? parsed.data : undefined
}
