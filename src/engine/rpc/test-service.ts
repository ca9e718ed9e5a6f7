import { failure } from '../../shared/result.ts'
import { calls, subscriptions } from '../../shared/rpc/contract.ts'
import { createKeyedStore } from './keyed-source.ts'
import type { CallHandlers, EngineService, SubscriptionSources } from './service.ts'

/** For tests of the wire: an engine in which everything is unsupported but what a test brings. */
export function createTestService(
  own: { handlers?: Partial<CallHandlers>; sources?: Partial<SubscriptionSources> } = {},
): EngineService & { logged: string[] } {
  const unsupported = () => failure('unsupported', { id: 'failure.unknown-call' })
  const handlers = Object.fromEntries(
    Object.keys(calls).map((name) => [name, () => Promise.resolve(unsupported())]),
  )
  const sources = Object.fromEntries(
    Object.keys(subscriptions).map((name) => [
      name,
      () => ({ ok: true, value: createKeyedStore() }),
    ]),
  )
  const logged: string[] = []
  return {
    engineId: 'test-engine',
    handlers: { ...handlers, ...own.handlers } as CallHandlers,
    sources: { ...sources, ...own.sources } as SubscriptionSources,
    redactor: { redact: (text) => text.replaceAll('hunter2', '«secret»') },
    log: { error: (text) => void logged.push(text) },
    logged,
  }
}
