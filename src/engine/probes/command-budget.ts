import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'

/** Commands are counted over any second, not over those of a clock on the wall. */
const spanMs = 1000

/** How many commands a second a server is asked by everything that watches it, taken together. */
export interface CommandBudget {
  /** The most that {@link take} may be asked for at once. */
  readonly most: number
  /** Settles when so many commands may be sent to the server; first come, first served. */
  take(server: string, commands: number, signal: AbortSignal): Promise<void>
}

/** Thrown by {@link CommandBudget.take} when the signal ends the waiting. */
export class BudgetWaitStopped extends Error {}

interface Waiter {
  commands: number
  go: () => void
}
interface ServerState {
  spent: { atMs: number; commands: number }[]
  waiting: Waiter[]
  cancelTimer?: () => void
}

export function createCommandBudget(options: {
  perSecond: () => number
  clock: Clock
  timer: Timer
}): CommandBudget {
  const { perSecond, clock, timer } = options
  const servers = new Map<string, ServerState>()

  const serve = (state: ServerState) => {
    state.cancelTimer?.()
    state.cancelTimer = undefined
    const nowMs = clock.monotonicMs()
    state.spent = state.spent.filter(({ atMs }) => nowMs - atMs < spanMs)
    let used = state.spent.reduce((sum, { commands }) => sum + commands, 0)
    for (let head = state.waiting[0]; head; head = state.waiting[0]) {
      // A batch from before the setting was lowered goes alone rather than never.
      if (used > 0 && used + head.commands > perSecond()) break
      state.waiting.shift()
      state.spent.push({ atMs: nowMs, commands: head.commands })
      used += head.commands
      head.go()
    }
    const [oldest] = state.spent
    if (state.waiting.length === 0 || !oldest) return
    const waitMs = Math.max(1, Math.ceil(oldest.atMs + spanMs - nowMs))
    state.cancelTimer = timer.after(waitMs, () => serve(state))
  }

  return {
    get most() {
      return perSecond()
    },
    take(server, commands, signal) {
      if (signal.aborted) return Promise.reject(new BudgetWaitStopped())
      let state = servers.get(server)
      if (!state) servers.set(server, (state = { spent: [], waiting: [] }))
      const { waiting } = state
      const granted = Promise.withResolvers<void>()
      const onAbort = () => {
        const at = waiting.indexOf(waiter)
        if (at >= 0) waiting.splice(at, 1)
        granted.reject(new BudgetWaitStopped())
        serve(state)
      }
      const waiter: Waiter = {
        commands,
        go() {
          signal.removeEventListener('abort', onAbort)
          granted.resolve()
        },
      }
      signal.addEventListener('abort', onAbort, { once: true })
      waiting.push(waiter)
      serve(state)
      return granted.promise
    },
  }
}
