import { message } from '../../shared/messages/message.ts'
import type { Notice } from '../../shared/model/notice.ts'
import { failure, ok } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { runSource } from '../run/run-source.ts'
import type { Store } from '../store/store.ts'
import type { Notices } from './notices.ts'

export interface NoticeServiceOptions {
  store: Store
  registry: RunRegistry
  notices: Notices
}

/** Notices as the contract names them. */
export function createNoticeService({ store, registry, notices }: NoticeServiceOptions): {
  handlers: Pick<CallHandlers, 'notice.acknowledge'>
  sources: Pick<SubscriptionSources, 'notices'>
} {
  return {
    handlers: {
      'notice.acknowledge'({ runId, ids, by }) {
        const run = openRun(store, registry, runId)
        if (!run.ok) return Promise.resolve(run)
        const seen = notices
          .of(runId)
          .filter(({ id, acknowledged }) => ids.includes(id) && !acknowledged)
          .map(({ id, text, kind, at }) => ({ id, text, kind, at }))
        if (seen.length === 0)
          return Promise.resolve(failure('not-found', message('notice.unknown')))
        const appended = store.events.append(runId, operator(store), [
          { type: 'notice.acknowledged', notices: seen, by },
        ])
        return Promise.resolve(appended.ok ? ok(null) : appended)
      },
    },
    sources: {
      notices: ({ runId }) =>
        runSource<Notice>(registry, runId, {
          entries: (id) => notices.of(id).map((notice) => [notice.id, notice]),
          get: (id, noticeId) => notices.of(id).find((notice) => notice.id === noticeId),
          onChange: (listener) => notices.onChange(listener),
        }),
    },
  }
}
