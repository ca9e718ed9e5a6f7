import type { Progress } from './run-registry.ts'

interface Job {
  runId: string
  itemId: string
  checkId: string
  /** It changes its target: nothing else of its run goes on meanwhile, and order is kept. */
  alone: boolean
  run(signal: AbortSignal): Promise<void>
}

/** Checks waiting and running, over all runs, so many at once and each at most once at a time. */
export interface CheckQueue extends AsyncDisposable {
  /** Takes a check's place; false when it already waits or runs. */
  reserve(runId: string, checkId: string): boolean
  /** Gives back a place that no job was added for. */
  release(runId: string, checkId: string): void
  add(job: Job): void
  /** Of these items, or of all: waiting ones are dropped, running ones are aborted. */
  cancel(runId: string, itemIds?: ReadonlySet<string>): void
  cancelWaiting(runId: string): void
}

export function createCheckQueue(options: {
  concurrency(): number
  onProgress(runId: string, progress: Progress): void
}): CheckQueue {
  const reserved = new Set<string>()
  let waiting: Job[] = []
  const running = new Map<Job, { abort: AbortController; ended: Promise<void> }>()
  /** Of each run: how many of the present batch have ended. */
  const done = new Map<string, number>()
  let stopping = false

  const key = (runId: string, checkId: string) => `${runId} ${checkId}`
  const release = (runId: string, checkId: string) => void reserved.delete(key(runId, checkId))
  const runningOf = (runId: string) => [...running.keys()].filter((job) => job.runId === runId)

  const report = (runId: string) => {
    const active = runningOf(runId)
    const left = active.length + waiting.filter((job) => job.runId === runId).length
    const ended = done.get(runId) ?? 0
    options.onProgress(runId, {
      total: ended + left,
      done: ended,
      running: [...new Set(active.map((job) => job.itemId))],
    })
    // The next check begins a new batch.
    if (left === 0) done.delete(runId)
  }

  const mayStart = (job: Job) => {
    const others = runningOf(job.runId)
    return job.alone ? others.length === 0 : !others.some((other) => other.alone)
  }

  const start = (job: Job) => {
    const abort = new AbortController()
    const finish = () => {
      running.delete(job)
      release(job.runId, job.checkId)
      done.set(job.runId, (done.get(job.runId) ?? 0) + 1)
      report(job.runId)
      pump()
    }
    // Registered before it runs, so that whatever it does first already counts it.
    const begin = Promise.withResolvers<void>()
    const ended = begin.promise.then(() => job.run(abort.signal)).finally(finish)
    running.set(job, { abort, ended })
    report(job.runId)
    begin.resolve()
  }

  const pump = () => {
    while (running.size < options.concurrency()) {
      const next = waiting[0]
      if (stopping || !next || !mayStart(next)) return
      waiting.shift()
      start(next)
    }
  }

  const drop = (isDropped: (job: Job) => boolean) => {
    for (const job of waiting) if (isDropped(job)) release(job.runId, job.checkId)
    waiting = waiting.filter((job) => !isDropped(job))
  }

  return {
    reserve(runId, checkId) {
      const place = key(runId, checkId)
      if (reserved.has(place)) return false
      reserved.add(place)
      return true
    },
    release,
    add(job) {
      waiting.push(job)
      report(job.runId)
      pump()
    },
    cancel(runId, itemIds) {
      const isMeant = (job: Job) =>
        job.runId === runId && (itemIds === undefined || itemIds.has(job.itemId))
      drop(isMeant)
      for (const [job, { abort }] of running) if (isMeant(job)) abort.abort()
      report(runId)
      pump()
    },
    cancelWaiting(runId) {
      drop((job) => job.runId === runId)
      report(runId)
    },
    async [Symbol.asyncDispose]() {
      stopping = true
      drop(() => true)
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}
