import { z } from 'zod'

const text = z.string()

/** What is learned, as it comes back from the disk. */
export const lessonBodySchemas = [
  z.strictObject({
    type: z.literal('lesson.learned'),
    lessonId: text,
    text,
    owner: text.optional(),
    due: text.optional(),
  }),
  z.strictObject({ type: z.literal('lesson.done'), lessonId: text, text }),
] as const
