import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import { requiredText, wholeNumber } from './config-fields.ts'
import { commonFacts, defineProbe } from './probe.ts'

const config = z.strictObject({
  tail: requiredText.describe('id of a `tail` of this runbook'),
  pattern: requiredText.describe('id of one of its patterns'),
  window: wholeNumber(5, 3600).prefault(300).describe('seconds that are looked back over'),
})

/** How often a pattern was seen. Asks nobody: the tail is followed already. */
export const log = defineProbe({
  kind: 'log',
  config,
  facts: {
    ...commonFacts,
    count: { type: 'int', about: 'lines of the window that match' },
    per_minute: { type: 'double', about: 'the same by minute' },
    last_seen_s: { type: 'double', about: 'seconds since it was last seen; absent when it never was' },
  },
  defaultExpect: 'count == 0',
  defaultTimeoutMs: 5000,
  describe: ({ tail, pattern }) => ({
    target: tail,
    command: `${tail} › ${pattern}`,
    danger: 'read',
  }),
  measure({ tail, pattern, window }, { log }) {
