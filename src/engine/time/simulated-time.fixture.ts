import type { Clock } from './clock.ts'
import type { Timer } from './timer.ts'

interface Pending {
  dueMs: number
  order: number
  fire: () => void
  isOver: boolean
}

/** Time that passes only when told to: the two clocks and the timers of a machine that may sleep. */
export function createSimulatedTime(start = '2026-11-21T08:00:00.000Z') {
  let wallMs = Date.parse(start)
  let monotonicMs = 1_000_000
  let order = 0
  const heap: Pending[] = []

  let written = { ms: NaN, text: '' }

  const clock: Clock = {
    now() {
      if (written.ms !== wallMs) written = { ms: wallMs, text: new Date(wallMs).toISOString() }
      return written.text
    },
    monotonicMs: () => monotonicMs,
  }
  const isBefore = (a: Pending, b: Pending) =>
    a.dueMs === b.dueMs ? a.order < b.order : a.dueMs < b.dueMs
  const swap = (a: number, b: number) => {
    const [left, right] = [heap[a], heap[b]]
    if (left && right) [heap[a], heap[b]] = [right, left]
  }
  const push = (pending: Pending) => {
    let at = heap.push(pending) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const [mine, parent] = [heap[at], heap[above]]
      if (!mine || !parent || !isBefore(mine, parent)) return
      swap(at, above)
      at = above
    }
  }
  const pop = (): Pending | undefined => {
    const top = heap[0]
    const last = heap.pop()
    if (!top || !last || heap.length === 0) return top
    heap[0] = last
    let at = 0
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = at
      for (const child of [left, right]) {
        const [candidate, best] = [heap[child], heap[least]]
        if (candidate && best && isBefore(candidate, best)) least = child
      }
      if (least === at) return top
      swap(at, least)
      at = least
    }
  }
  const timer: Timer = {
    after(delayMs, fire) {
      const pending = { dueMs: monotonicMs + delayMs, order: order++, fire, isOver: false }
      push(pending)
      return () => {
        pending.isOver = true
      }
    },
  }
  /** Lets everything that waits for nothing but its turn have it. */
  const settle = async () => {
    // The longest chain of promises in a look, and some; a turn of the event loop would be dearer.
    for (let turn = 0; turn < 30; turn++) await Promise.resolve()
  }

  return {
    clock,
    timer,
    settle,
    wallMs: () => wallMs,
    wait: (delayMs: number) => new Promise<void>((resolve) => void timer.after(delayMs, resolve)),
    /** Runs all that is due in the meantime, each at its time. */
    async advance(byMs: number) {
      const untilMs = monotonicMs + byMs
      for (;;) {
        const next = heap[0]
        if (!next || next.dueMs > untilMs) break
        pop()
        if (next.isOver) continue
        if (next.dueMs > monotonicMs) {
          wallMs += next.dueMs - monotonicMs
          monotonicMs = next.dueMs
        }
        next.fire()
        await settle()
      }
      wallMs += Math.max(0, untilMs - monotonicMs)
      monotonicMs = Math.max(monotonicMs, untilMs)
    },
    /** The machine sleeps, or its clock is set: the monotonic clock stands still, as on Linux. */
    jump(byMs: number) {
      wallMs += byMs
    },
    /** It sleeps and both clocks go on, as on macOS and Windows; or the process stood still. */
    freeze(byMs: number) {
      wallMs += byMs
      monotonicMs += byMs
    },
  }
}
