import type { SylionWorker } from '../stand-ins/sylion/line.ts'
import type { Breakage } from './breakage.ts'
import { startMessageTraffic } from './message-traffic.ts'

interface WorkerCrashLoopOptions {
  worker: SylionWorker
  /** Sylion's address. */
  sylionUrl: string
}

const badVersion = '2.1'
const goodVersion = '2.0'
/** More than this in line is a queue that is not worked off. */
const restingDepth = 10

/** Sylion's worker takes a message, crashes, and starts again a second later; and people write on. */
export function createWorkerCrashLoop({ worker, sylionUrl }: WorkerCrashLoopOptions): Breakage {
  let traffic: AsyncDisposable | undefined
  return {
    async begin() {
      worker.crashing.add(badVersion)
      traffic ??= startMessageTraffic(sylionUrl)
      if (worker.version !== badVersion) await worker.deploy(badVersion)
    },
    async isWhole() {
      const [health, metrics] = await Promise.all([
        textOf(`${sylionUrl}/health`),
        textOf(`${sylionUrl}/metrics`),
      ])
      const waiting = /^sylion_queue_waiting (\d+)$/m.exec(metrics)?.[1]
      return (
        health.includes(`"worker":{"version":"${goodVersion}"}`) &&
        waiting !== undefined &&
        Number(waiting) <= restingDepth
      )
    },
    async mend() {
      await traffic?.[Symbol.asyncDispose]()
      traffic = undefined
      worker.crashing.delete(badVersion)
      if (worker.version !== goodVersion) await worker.deploy(goodVersion)
    },
  }
}

const textOf = (address: string) =>
  fetch(address, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.text(),
    () => '',
  )
