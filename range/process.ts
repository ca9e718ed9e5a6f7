import { setTimeout as delay } from 'node:timers/promises'

import type { ToRangeProcessFrame } from '../src/shared/rpc/host-frames.ts'
import type { FromRange, ToRange } from './messages.ts'
import { serveRange, type ServedRange } from './serve-range.ts'

/**
 * The range in a process of its own inside Electron: started by main, and talking to the engine over
 * a port that main hands over. When that engine dies the range goes on, and the next one gets a port.
 */
interface EnginePort {
  on(event: 'message', listener: (event: { data: ToRange }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(said: FromRange): void
  start(): void
}

interface ParentPort {
  on(
    event: 'message',
    listener: (event: { data: ToRangeProcessFrame; ports: EnginePort[] }) => void,
  ): void
}

/** An engine that heard the last word closes its port. */
const heardWithinMs = 1_000

const { parentPort } = process as typeof process & { parentPort?: ParentPort }
if (!parentPort) throw new Error('this module is the entry of a utility process')

let engine: { port: EnginePort; gone: Promise<void> } | undefined
let served: ServedRange | undefined

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
const tell = (said: FromRange): void => engine?.port.postMessage(said)

function listenTo(port: EnginePort): void {
  const gone = new Promise<void>((resolve) => {
    port.on('close', () => {
      resolve()
      if (engine?.port !== port) return
      engine = undefined
      // Its number may be another program's by the time that a drill would kill it.
      served?.engineIsGone()
    })
  })
  served?.engineIsGone()
  engine = { port, gone }
  port.on('message', ({ data }) => served?.take(data))
  port.start()
}

async function run(dataDir: string | undefined): Promise<void> {
  served = serveRange({ dataDir }, tell)
  const { problem } = await served.ended
  if (problem !== undefined) process.stderr.write(`${problem}\n`)
  await leave(problem === undefined ? 0 : 1)
}

async function leave(code: number): Promise<never> {
  await Promise.race([engine?.gone, delay(heardWithinMs)])
  process.exit(code)
}

/** A bug: the servers end with us, whatever they are doing. */
function die(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  tell({ type: 'failed', detail: error instanceof Error ? error.message : String(error) })
  tell({ type: 'stopped' })
  void leave(1)
}

process.on('unhandledRejection', die)
process.on('uncaughtException', die)

parentPort.on('message', ({ data: frame, ports: [port] }) => {
  if (port) listenTo(port)
  if (frame.t === 'start') void run(frame.dataDir)
  else if (frame.t === 'stop') served?.take({ type: 'stop' })
})
