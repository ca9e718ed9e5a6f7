import type { Failure } from '../../shared/result.ts'
import type { ClientFrame } from '../../shared/rpc/frames.ts'
import type { Observable } from './observable.ts'

/** What a window holds of one collection. Never changed in place: a change gives a new one. */
export interface Mirror<E> {
  /** In the engine's order; entries that came later stand at the end. */
  entries: ReadonlyMap<string, E>
  /** False until the first snapshot: nothing is known yet, which is not the same as nothing. */
  loaded: boolean
  /** The engine that feeds it is gone: what it holds may be old. */
  stale: boolean
  /** Why the engine ended or refused the subscription. */
  failure?: Failure
}

/** The receiving end of one subscription on the wire. */
export interface MirrorFeed {
  frame(id: number): ClientFrame
  snapshot(entries: [key: string, value: unknown][]): void
  change(set: [key: string, value: unknown][], removed: string[]): void
  end(failure: Failure | undefined): void
  lost(): void
}

/** A mirror that is fed, through `start`, for as long as anybody is subscribed to it. */
export function createMirror(
  name: string,
  input: unknown,
  start: (feed: MirrorFeed) => () => void,
): Observable<Mirror<unknown>> {
  const listeners = new Set<() => void>()
  let current: Mirror<unknown> = { entries: new Map(), loaded: false, stale: false }
  let stop: (() => void) | undefined

  function become(next: Mirror<unknown>): void {
    current = next
    for (const listener of listeners) listener()
  }

  const feed: MirrorFeed = {
    frame: (id) => ({ t: 'subscribe', id, name, input }),
    snapshot(entries) {
      become({ entries: new Map(entries), loaded: true, stale: false })
    },
    change(set, removed) {
      const entries = new Map(current.entries)
      for (const key of removed) entries.delete(key)
      for (const [key, value] of set) entries.set(key, value)
      become({ ...current, entries })
    },
    end(failure) {
      become({ ...current, stale: true, failure })
    },
    lost() {
      if (current.loaded && !current.stale) become({ ...current, stale: true })
    },
  }

  return {
    get: () => current,
    subscribe(listener) {
      // A wrapper of its own: the same function may be subscribed twice.
      const own = () => listener()
      listeners.add(own)
      stop ??= start(feed)
      return () => {
        listeners.delete(own)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
        current = { ...current, stale: current.loaded }
      }
    },
  }
}
