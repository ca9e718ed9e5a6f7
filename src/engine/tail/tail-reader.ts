import type { CountryCode } from 'libphonenumber-js/max'

import type { LogReader } from '../probes/probe.ts'
import type { Clock } from '../time/clock.ts'
import { createPiiFinder } from './pii/find-pii.ts'
import { lookForPii } from './pii/look-for-pii.ts'
import type { Tails } from './tails.ts'

export interface TailReaderOptions {
  tails: Pick<Tails, 'metric' | 'isWhole' | 'lines'>
  clock: Clock
  /** Whose way of writing phone numbers a run's lines follow. */
  countryOf: (runId: string) => CountryCode
}

/** What checks read of the tails of their own run. */
export const createTailReader =
  ({ tails, clock, countryOf }: TailReaderOptions) =>
  (runId: string): LogReader => ({
    metric: (tailId, metricId) => tails.metric(runId, tailId, metricId),
    async pii(tailId, windowS, signal) {
      const segments = tails.lines(runId)
      const isFollowed = tails.isWhole(runId, tailId, windowS)
      if (!segments || isFollowed === undefined) return undefined
      const fromMs = Date.parse(clock.now()) - windowS * 1000
      const find = createPiiFinder(countryOf(runId))
      const look = await lookForPii({ segments, find, fromMs, tailId }, signal)
      return { ...look, isWhole: look.isWhole && isFollowed }
    },
  })
