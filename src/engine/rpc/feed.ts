import type { ServerFrame } from '../../shared/rpc/frames.ts'
import type { KeyedSource } from './keyed-source.ts'

/** Changes closer together than this travel as one. */
const batchMs = 30
/** More changed keys than this and a new snapshot is the shorter way to say it. */
const mostDirtyKeys = 5_000

/** One subscription of one connection. */
export interface Feed {
  ack(seq: number): void
  close(): void
}

/**
 * Sends a snapshot, then what changed. One frame is under way at a time and the next waits for its
 * acknowledgement; meanwhile only the changed keys are remembered, up to a limit, and their newest
 * values are looked up when it is their turn. So however slow a window is, it costs the same.
 */
export function createFeed(
  id: number,
  source: KeyedSource<unknown>,
  send: (frame: ServerFrame) => void,
): Feed {
  const dirty = new Set<string>()
  let seq = 0
  let acknowledged = true
  let snapshotDue = false
  let timer: NodeJS.Timeout | undefined

  function sendSnapshot(): void {
    dirty.clear()
    snapshotDue = false
    acknowledged = false
    send({ t: 'snapshot', id, seq, entries: [...source.entries()] })
  }

  function sendChange(): void {
    const set: [string, unknown][] = []
    const removed: string[] = []
    for (const key of dirty) {
      const entry = source.get(key)
      if (entry === undefined) removed.push(key)
      else set.push([key, entry])
    }
    dirty.clear()
    acknowledged = false
    send({ t: 'change', id, seq, set, removed })
  }

  function flush(): void {
    timer = undefined
    seq += 1
    if (snapshotDue) sendSnapshot()
    else sendChange()
  }

  function schedule(): void {
    if (acknowledged && (snapshotDue || dirty.size > 0)) timer ??= setTimeout(flush, batchMs)
  }

  const stopListening = source.onChange((keys) => {
    if (snapshotDue) return
    for (const key of keys) dirty.add(key)
    if (dirty.size > mostDirtyKeys) {
      dirty.clear()
      snapshotDue = true
    }
    schedule()
  })
  sendSnapshot()

  return {
    ack(acknowledgedSeq) {
      if (acknowledgedSeq !== seq) return
      acknowledged = true
      schedule()
    },
    close() {
      stopListening()
      clearTimeout(timer)
      dirty.clear()
    },
  }
}
