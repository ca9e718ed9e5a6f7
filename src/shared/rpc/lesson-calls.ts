import { z } from 'zod'

import { call, gives, id, longText, personName, runId } from './call.ts'

/** What a go-live taught; also once its run is closed. */
export const lessonCalls = {
  /** `owner` does something about it, until `due`. A day without somebody is refused. */
  'lesson.learn': call(
    runId.extend({
      text: longText.trim().min(1),
      owner: personName.optional(),
      due: z.iso.date().optional(),
    }),
    gives<null>(),
  ),
  'lesson.done': call(runId.extend({ lessonId: id }), gives<null>()),
} as const
