import { parentPort, workerData } from 'node:worker_threads'

import type { FromRange, RangeWorkerData, ToRange } from './messages.ts'
import { startRange, type Range } from './range.ts'

/** What somebody would have wrong with the range, or right again. */
type Wish = Exclude<ToRange, { type: 'stop' }>

/** The range on a thread of its own, for an engine that runs it beside everything else. */
async function run(): Promise<void> {
  if (!parentPort) throw new Error('range/worker.ts is started as a worker')
  const port = parentPort
  const tell = (said: FromRange): void => port.postMessage(said)
  const stop = new AbortController()
  const early: Wish[] = []
  let onWish = (wish: Wish): void => void early.push(wish)
  port.on('message', (asked: ToRange) => {
    if (asked.type === 'stop') stop.abort()
    else onWish(asked)
  })

  const { dataDir } = (workerData ?? {}) as RangeWorkerData
  try {
    await using range = await startRange({
      dataDir,
      signal: stop.signal,
      onPart: (part) => tell({ type: 'part', part }),
    })
    // One after the other: a worker that is on its way back is not sent away meanwhile.
    let done = Promise.resolve()
    onWish = (wish) => {
      done = done.then(() => grant(range, wish, tell))
    }
    early.forEach(onWish)
    const { profileName, profileText, runbooks } = range
    const degradations = [...range.degradations.possible]
    tell({ type: 'ready', profileName, profileText, runbooks: [...runbooks], degradations })
    await aborted(stop.signal)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    if (!stop.signal.aborted) tell({ type: 'failed', detail })
  }
  tell({ type: 'stopped' })
  port.close()
}

async function grant(range: Range, wish: Wish, tell: (said: FromRange) => void): Promise<void> {
  if (wish.type === 'fault') {
    range.services[wish.service].fault = wish.fault
    return
  }
  const { kind, on } = wish
  try {
    await range.degradations.set(kind, on)
    tell({ type: 'degraded', kind, on })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    tell({ type: 'degraded', kind, on, problem })
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

await run()
