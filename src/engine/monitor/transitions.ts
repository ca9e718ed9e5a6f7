import type { Evidence, RunEventBody } from '../../shared/model/run.ts'
import type { Store } from '../store/store.ts'
import type { Timer } from '../time/timer.ts'

/** When a thousand monitors fall at once their events go to the disk together. */
const gatherMs = 200

/** What the engine has to add to runs' chains, a little later and all at once. */
export interface Transitions extends Disposable {
  add(runId: string, body: RunEventBody, evidence?: readonly Evidence[]): void
  /** The run takes no more events of this kind. */
  forget(runId: string): void
  flush(): void
}

export function createTransitions(store: Store, timer: Timer): Transitions {
  const pending = new Map<string, { bodies: RunEventBody[]; evidence: Evidence[] }>()
  let cancel: (() => void) | undefined

  const flush = () => {
    cancel?.()
    cancel = undefined
    for (const [runId, { bodies, evidence }] of pending) {
      const appended = store.events.append(runId, { kind: 'engine' }, bodies, evidence)
      // A full disk: they wait for space, in order. Whatever else refuses them will refuse them again.
      if (!appended.ok && appended.failure.code === 'disk-full') return
      pending.delete(runId)
    }
  }
  const stopListening = store.database.onDiskFull((full) => {
    if (!full) flush()
  })

  return {
    add(runId, body, evidence = []) {
      const waiting = pending.get(runId) ?? { bodies: [], evidence: [] }
      waiting.bodies.push(body)
      waiting.evidence.push(...evidence)
      pending.set(runId, waiting)
      cancel ??= timer.after(gatherMs, flush)
    },
    forget: (runId) => void pending.delete(runId),
    flush,
    [Symbol.dispose]() {
      flush()
      stopListening()
    },
  }
}
