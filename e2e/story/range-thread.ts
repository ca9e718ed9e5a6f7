import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import type { DegradationKind } from '../../range/degradations.ts'
import type { FromRange, RangeWorkerData, ToRange } from '../../range/messages.ts'

type Ready = Extract<FromRange, { type: 'ready' }>

/** The practice range on a thread of its own, as Home has it, to be made worse and better. */
export async function startRangeThread(dataDir: string) {
  const workerData: RangeWorkerData = { dataDir }
  const thread = new Worker(new URL('../../range/worker.ts', import.meta.url), { workerData })
  const exited = once(thread, 'exit')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const tell = (said: ToRange) => thread.postMessage(said)
  const heard = <T extends FromRange>(isIt: (said: FromRange) => said is T) =>
    new Promise<T>((resolve, reject) => {
      const onMessage = (said: FromRange) => {
        if (said.type === 'failed') reject(new Error(said.detail))
        if (!isIt(said)) return
        thread.off('message', onMessage)
        thread.off('error', reject)
        resolve(said)
      }
      thread.on('message', onMessage)
      thread.once('error', reject)
    })
  const ready = await heard((said): said is Ready => said.type === 'ready')
  return {
    ready,
    async degrade(kind: DegradationKind, on: boolean) {
      const answer = heard((said) => said.type === 'degraded')
      tell({ type: 'degrade', kind, on })
      const { problem } = await answer
      if (problem !== undefined) throw new Error(problem)
    },
    async [Symbol.asyncDispose]() {
      tell({ type: 'stop' })
      await exited
    },
  }
}
