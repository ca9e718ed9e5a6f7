import type { Stopped } from './link.ts'
import type { Observable } from './observable.ts'

/** Whether there is an engine, for the window to say so. */
export interface Connection {
  phase: 'connecting' | 'live' | 'restarting' | 'lost' | 'stopped'
  /** Since when, by this window's clock (epoch milliseconds): what is shown is as old as that. */
  sinceMs: number
  engineId?: string
  /** How often another engine took the place of the one before it. */
  restarts: number
  /** Set when `stopped`: why, and the last lines of the log. */
  stopped?: Stopped
}

export function createConnectionStore() {
  const listeners = new Set<() => void>()
  let current: Connection = { phase: 'connecting', sinceMs: Date.now(), restarts: 0 }

  function become(next: Omit<Connection, 'sinceMs'>): void {
    current = { ...next, sinceMs: next.phase === current.phase ? current.sinceMs : Date.now() }
    for (const listener of listeners) listener()
  }

  const observable: Observable<Connection> = {
    get: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    observable,
    live(engineId: string): void {
      const replaced = current.engineId !== undefined && current.engineId !== engineId
      become({ phase: 'live', engineId, restarts: current.restarts + (replaced ? 1 : 0) })
    },
    down(phase: 'restarting' | 'lost'): void {
      become({ phase, engineId: current.engineId, restarts: current.restarts })
    },
    stopped(stopped: Stopped): void {
      become({ phase: 'stopped', engineId: current.engineId, restarts: current.restarts, stopped })
    },
  }
}
