import { Worker } from 'node:worker_threads'

import type { FromRange } from '../../../range/messages.ts'
import type { RangeChannel, RangeHost } from './range-host.ts'

/** Sources run as they are; a build has taken the types out, and the ending with them. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const workerFile = new URL(`../../../range/worker.${ending}`, import.meta.url)

/** The range on a thread of the engine: it ends with it. */
export const threadRange: RangeHost = {
  outlivesEngine: false,
  start(data): RangeChannel {
    const worker = new Worker(workerFile, { workerData: data })
    const exited = Promise.withResolvers<{ problem?: string }>()
    let problem: string | undefined
    worker.on('error', (error) => {
      problem = error instanceof Error ? error.message : String(error)
    })
    worker.once('exit', () => exited.resolve({ problem }))
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      post: (said) => worker.postMessage(said),
      onMessage: (listener) => void worker.on('message', (said: FromRange) => listener(said)),
      kill: () => void worker.terminate(),
      exited: exited.promise,
    }
  },
}
