import { causeMessages } from './cause.ts'
import { failureMessages } from './failure.ts'
import { profileMessages } from './profile.ts'
import { rangeMessages } from './range.ts'
import { runMessages } from './run.ts'
import { runbookMessages } from './runbook.ts'
import type { Translations } from './message.ts'

/** Every sentence the engine can say. One file an area, one entry a sentence. */
export const catalogue = {
  ...failureMessages,
  ...causeMessages,
  ...profileMessages,
  ...runbookMessages,
  ...runMessages,
  ...rangeMessages,
} satisfies Record<string, Translations>

export type MessageId = keyof typeof catalogue
