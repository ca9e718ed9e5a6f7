import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { runSource } from '../run/run-source.ts'
import { createAddedTails, type AddedTailsOptions } from './added-tails.ts'
import { parseFilter, type LineFilter } from './line-filter.ts'
import { createPiiFinder } from './pii/find-pii.ts'
import { createPiiService, type PiiServiceOptions } from './pii/pii-service.ts'
import { scanPii } from './pii/scan-pii.ts'
import { readHistogram, readPage } from './read-log.ts'
import type { SegmentStore } from './segment-store.ts'
import type { Tails } from './tails.ts'

export type TailServiceOptions = AddedTailsOptions & PiiServiceOptions & { tails: Tails }

/** Tails and their lines as the contract names them. */
export function createTailService(options: TailServiceOptions): {
  handlers: Pick<CallHandlers, 'log.page' | 'log.histogram' | 'log.pii'> &
    ReturnType<typeof createAddedTails> &
    ReturnType<typeof createPiiService>
  sources: Pick<SubscriptionSources, 'tails'>
} {
  const { registry, tails, clock, countryOf } = options
  const open = (
    runId: string,
    filter: string,
  ): Result<{ segments: SegmentStore; filter: LineFilter }> => {
    const segments = tails.lines(runId)
    if (!segments) return failure('not-found', message('run.unknown'))
    const parsed = parseFilter(filter)
    if (!parsed.ok) {
      const { message: problem, offset, length = filter.length - offset } = parsed.failure
      const fields = [{ path: 'filter', problem: problem.id, span: { offset, length } }]
      return failure('bad-input', problem, { fields })
    }
    return ok({ segments, filter: parsed.value })
  }
  return {
    handlers: {
      ...createAddedTails(options),
      ...createPiiService(options),
      'log.page'({ runId, filter, after, before, from, limit }) {
        const opened = open(runId, filter)
        if (!opened.ok) return Promise.resolve(opened)
        const { segments, filter: lineFilter } = opened.value
        const start = from === undefined ? after : segments.numberAt(Date.parse(from)) - 1
        const page = readPage(segments, {
          filter: lineFilter,
          limit,
          ...(start === undefined ? {} : { after: start }),
          ...(before === undefined ? {} : { before }),
        })
        return Promise.resolve(ok(page))
      },
      'log.histogram'({ runId, filter, from, to, columns }) {
        const opened = open(runId, filter)
        if (!opened.ok) return Promise.resolve(opened)
        const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
        if (fromMs >= toMs)
          return Promise.resolve(failure('bad-input', message('monitor.bad-window')))
        const { segments, filter: lineFilter } = opened.value
        return Promise.resolve(
          ok(readHistogram(segments, { filter: lineFilter, fromMs, toMs, columns })),
        )
      },
      'log.pii'({ runId, minutes, before }) {
        const segments = tails.lines(runId)
        if (!segments) return Promise.resolve(failure('not-found', message('run.unknown')))
        const fromMs = minutes === undefined ? 0 : Date.parse(clock.now()) - minutes * 60_000
        const find = createPiiFinder(countryOf(runId))
        const page = scanPii({
          segments,
          find,
          fromMs,
          ...(before === undefined ? {} : { before }),
        })
        return Promise.resolve(ok(page))
      },
    },
    sources: {
      tails: ({ runId }) =>
        runSource(registry, runId, {
          entries: (id) => tails.statuses(id),
          get: (id, tailId) => tails.status(id, tailId),
          onChange: (listener) => tails.onChange(listener),
        }),
    },
  }
}
