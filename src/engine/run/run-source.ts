import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { RunRegistry } from './run-registry.ts'

/** What is kept of every run, by run and key. */
interface RunCollection<E> {
  entries(runId: string): Iterable<[key: string, entry: E]>
  get(runId: string, key: string): E | undefined
  onChange(listener: (runId: string, keys: readonly string[]) => void): () => void
}

/** One run's part of such a collection, for a subscription. */
export function runSource<E>(
  registry: Pick<RunRegistry, 'get'>,
  runId: string,
  all: RunCollection<E>,
): Result<KeyedSource<E>> {
  if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
  return ok({
    entries: () => all.entries(runId),
    get: (key) => all.get(runId, key),
    onChange: (listener) =>
      all.onChange((changedRunId, keys) => {
        if (changedRunId === runId) listener(keys)
      }),
  })
}
