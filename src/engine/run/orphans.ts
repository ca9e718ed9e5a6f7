import type { Store } from '../store/store.ts'
import type { RunRegistry } from './run-registry.ts'

/**
 * Marks, on opening, every attempt that was started and has no outcome: the process that made it is
 * gone. Nothing is run again. A full disk does not keep anything from opening: such attempts read as
 * outcome unknown by themselves, and the mark follows when there is space.
 */
export function markOrphans(store: Store, registry: RunRegistry): Disposable {
  if (store.database.readOnly) return { [Symbol.dispose]() {} }
  let unmarked = store.events
    .runs()
    .filter((run) => !run.imported)
    .map(({ id }) => {
      const attempts = registry.get(id)?.openAttempts() ?? []
      return { id, bodies: attempts.map((one) => ({ type: 'check.orphaned', ...one }) as const) }
    })
    .filter(({ bodies }) => bodies.length > 0)
  const mark = () => {
    unmarked = unmarked.filter(
      ({ id, bodies }) => !store.events.append(id, { kind: 'engine' }, bodies).ok,
    )
  }
  mark()
  const stopListening = store.database.onDiskFull((full) => {
    if (!full) mark()
  })
  return { [Symbol.dispose]: stopListening }
}
