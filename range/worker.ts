import { parentPort, workerData } from 'node:worker_threads'

import type { FromRange, RangeWorkerData, ToRange } from './messages.ts'
import { startRange } from './range.ts'

/** The range on a thread of its own, for an engine that runs it beside everything else. */
async function run(): Promise<void> {
  if (!parentPort) throw new Error('range/worker.ts is started as a worker')
  const port = parentPort
  const tell = (said: FromRange): void => port.postMessage(said)
  const stop = new AbortController()
  const faults: Extract<ToRange, { type: 'fault' }>[] = []
  let onFault = (fault: Extract<ToRange, { type: 'fault' }>): void => void faults.push(fault)
  port.on('message', (asked: ToRange) => {
    if (asked.type === 'stop') stop.abort()
    else onFault(asked)
  })

  const { dataDir } = (workerData ?? {}) as RangeWorkerData
  try {
    await using range = await startRange({
      dataDir,
      signal: stop.signal,
      onPart: (part) => tell({ type: 'part', part }),
    })
    onFault = ({ service, fault }) => {
      range.services[service].fault = fault
    }
    faults.forEach(onFault)
    const { profileName, profileText, runbooks } = range
    tell({ type: 'ready', profileName, profileText, runbooks: [...runbooks] })
    await aborted(stop.signal)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    if (!stop.signal.aborted) tell({ type: 'failed', detail })
  }
  tell({ type: 'stopped' })
  port.close()
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

await run()
