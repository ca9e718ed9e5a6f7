import type { Actor, Evidence, RunEventBody } from '../../shared/model/run.ts'
import type { Store } from '../store/store.ts'

/**
 * Puts on the disk what has happened and cannot be taken back. A full disk keeps it waiting; false
 * where it was not written before the end.
 */
export function createPersistence(store: Pick<Store, 'events' | 'database'>) {
  const waiting = new Set<() => boolean>()
  const ends = new Set<() => void>()
  let isOver = false
  const stopListening = store.database.onDiskFull((full) => {
    if (full) return
    for (const save of waiting) if (save()) waiting.delete(save)
  })
  return {
    write(
      runId: string,
      actor: Actor,
      bodies: readonly RunEventBody[],
      evidence: readonly Evidence[] = [],
    ): Promise<boolean> {
      if (store.events.append(runId, actor, bodies, evidence).ok) return Promise.resolve(true)
      if (isOver) return Promise.resolve(false)
      return new Promise((resolve) => {
        const settle = (isSaved: boolean) => {
          ends.delete(end)
          resolve(isSaved)
        }
        const end = () => settle(false)
        ends.add(end)
        waiting.add(() => {
          const { ok: isSaved } = store.events.append(runId, actor, bodies, evidence)
          if (isSaved) settle(true)
          return isSaved
        })
      })
    },
    [Symbol.dispose]() {
      isOver = true
      stopListening()
      for (const end of ends) end()
    },
  }
}

export type Persistence = ReturnType<typeof createPersistence>
