import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import type { Measurement } from '../../shared/model/check.ts'
import { filledIn, requiredText, wholeNumber } from './config-fields.ts'
import { commonFacts, defineProbe } from './probe.ts'

const config = z.strictObject({
  tail: requiredText.describe('id of a `tail` of this runbook'),
  pattern: requiredText.describe('id of one of its patterns'),
  window: wholeNumber(5, 3600).prefault(300).describe('seconds that are looked back over'),
})

type LogConfig = z.output<typeof config>

const describeLog = ({ tail, pattern }: LogConfig) => ({
  target: tail,
  command: `${tail} › ${pattern}`,
  danger: 'read' as const,
})

/**
 * How often a pattern was seen. It asks nobody: the tail is followed already. A window in which the
 * tail was not followed all along is unmeasurable, so that what was not looked for is never "not seen".
 */
export const log = defineProbe({
  kind: 'log',
  config,
  facts: {
    ...commonFacts,
    count: { type: 'int', about: 'lines of the window that match' },
    per_minute: { type: 'double', about: 'the same by minute' },
    last_seen_s: {
      type: 'double',
      about: 'seconds since it was last seen; absent where it never was',
    },
  },
  defaultExpect: 'count == 0',
  defaultTimeoutMs: 5000,
  describe: describeLog,
  measure(wanted, { logWindow }): Promise<Measurement> {
    const shown = { startedAt: new Date().toISOString(), durationMs: 0, ...describeLog(wanted) }
    const { tail, pattern } = wanted
    const window = filledIn(wanted.window)
    const seen = logWindow?.(tail, pattern, window)
    if (!seen)
      return Promise.resolve({
        kind: 'unmeasurable',
        ...shown,
        cause: 'missing-target',
        message: message('cause.missing-target', { kind: 'tail', name: `${tail} › ${pattern}` }),
      })
    if (!seen.isWhole)
      return Promise.resolve({
        kind: 'unmeasurable',
        ...shown,
        cause: 'link-lost',
        message: message('cause.tail-not-whole', { tail, seconds: window }),
      })
    return Promise.resolve({
      kind: 'measured',
      ...shown,
      facts: {
        reachable: true,
        error: '',
        latency_ms: 0,
        count: seen.count,
        per_minute: seen.count / (window / 60),
        ...(seen.secondsSince === undefined ? {} : { last_seen_s: seen.secondsSince }),
      },
    })
  },
})
