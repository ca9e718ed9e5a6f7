import type { FromEngineFrame, ToEngineFrame } from '../shared/rpc/host-frames.ts'
import { createEngine } from './create-engine.ts'
import { createProcessRange } from './practice/process-range.ts'
import { createRemoteKeyring } from './rpc/keyring.ts'
import { createMessagePort } from './rpc/message-port.ts'
import type { TransferredPort } from './rpc/message-port.ts'
import { serveConnection } from './rpc/server.ts'
import type { Engine, EngineLog } from './rpc/service.ts'

/**
 * The engine's process inside Electron: started by main, told what to do over `parentPort`, and
 * talking to each window over that window's own port. What it writes to stderr is its log: main
 * keeps the tail and shows it where the engine dies.
 */
interface ParentPort {
  on(
    event: 'message',
    listener: (event: { data: ToEngineFrame; ports: TransferredPort[] }) => void,
  ): void
  postMessage(frame: FromEngineFrame): void
}

const { parentPort } = process as typeof process & { parentPort?: ParentPort }
if (!parentPort) throw new Error('this module is the entry of a utility process')

const log: EngineLog = { error: (text) => void process.stderr.write(`${text}\n`) }
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
const send = (frame: FromEngineFrame) => parentPort.postMessage(frame)
const keyring = createRemoteKeyring(send)
const range = createProcessRange(send)
const powerListeners = new Set<(event: 'suspend' | 'resume') => void>()
/** Ports that come while the engine starts wait for it. */
const waitingPorts: TransferredPort[] = []
let engine: Engine | undefined

async function start(
  frame: Extract<ToEngineFrame, { t: 'start' }>,
  rangeLeft: TransferredPort | undefined,
): Promise<void> {
  if (rangeLeft) range.takeOver(rangeLeft)
  const created = await createEngine({
    dataDir: frame.dataDir,
    host: {
      log,
      protector: frame.keyring ? keyring.protector : undefined,
      onPower(listener) {
        powerListeners.add(listener)
        return () => powerListeners.delete(listener)
      },
      range: range.host,
    },
  })
  if (!created.ok) return send({ t: 'failed', failure: created.failure })
  engine = created.value
  send({ t: 'ready' })
  for (const port of waitingPorts.splice(0)) serve(port)
}

function serve(port: TransferredPort): void {
  if (engine) serveConnection(createMessagePort(port), engine.service)
  else waitingPorts.push(port)
}

async function stop(): Promise<void> {
  await engine?.dispose()
  process.exit(0)
}

function die(error: unknown): never {
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
}

// Since Electron 37 an unhandled rejection in a utility process only warns. A bug that may have
// left the engine in half a state ends it instead: main starts a clean one and says so.
process.on('unhandledRejection', die)
process.on('uncaughtException', die)

parentPort.on('message', ({ data: frame, ports }) => {
  switch (frame.t) {
    case 'start':
      start(frame, frame.rangeLeft ? ports[0] : undefined).catch(die)
      return
    case 'port':
      return ports.forEach(serve)
    case 'power':
      for (const listener of powerListeners) listener(frame.event)
      return
    case 'answer':
      return keyring.answer(frame.id, frame.result)
    case 'range':
      return ports.forEach(range.started)
    case 'range-ended':
      return range.ended(frame.problem)
    case 'stop':
      stop().catch(die)
  }
})
