import { parentPort, workerData } from 'node:worker_threads'

import type { RangeWorkerData, ToRange } from './messages.ts'
import { serveRange } from './serve-range.ts'

/** The range on a thread of its own, for an engine that runs it beside everything else. */
async function run(): Promise<void> {
  if (!parentPort) throw new Error('range/worker.ts is started as a worker')
  const port = parentPort
  const range = serveRange((workerData ?? {}) as RangeWorkerData, (said) => port.postMessage(said))
  port.on('message', (asked: ToRange) => range.take(asked))
  await range.ended
  port.close()
}

await run()
