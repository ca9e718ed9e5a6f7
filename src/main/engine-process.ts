import { MessageChannelMain, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'

import type { EngineCondition } from '../shared/rpc/desktop.ts'
import type { FromEngineFrame, ToEngineFrame } from '../shared/rpc/host-frames.ts'
import type { Keyring } from './keyring.ts'
import { createLogTail } from './log-tail.ts'
import { createRestartPolicy } from './restart-policy.ts'

const stopWithinMs = 5_000

export interface EngineProcessOptions {
  entry: string
  dataDir?: string
  keyring: Keyring
  onCondition(condition: EngineCondition): void
  /** A new engine took the place of an old one: every connection must be made anew. */
  onRestarted(engine: EngineProcess): void
}

/** The engine in a utility process, started again when it dies, until that stops making sense. */
export interface EngineProcess {
  readonly condition: EngineCondition
  /** A fresh connection to the engine; undefined while there is none to connect to. */
  openPort(): MessagePortMain | undefined
  sendPower(event: 'suspend' | 'resume'): void
  /** After `stopped`: try again. */
  restart(): void
  /** Lets the engine put everything away; ends it after 5 s if it has not. */
  stop(): Promise<void>
}

export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const policy = createRestartPolicy()
  let condition: EngineCondition = { phase: 'starting' }
  let child: UtilityProcess | undefined
  let log = createLogTail()
  let stopping = false

  function become(next: EngineCondition): void {
    condition = next
    options.onCondition(next)
  }

  function send(frame: ToEngineFrame, ports: MessagePortMain[] = []): void {
    child?.postMessage(frame, ports)
  }

  function start(): void {
    const started = utilityProcess.fork(options.entry, [], {
      stdio: 'pipe',
      serviceName: 'Warroom engine',
    })
    child = started
    const startedLog = createLogTail()
    log = startedLog
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        startedLog.push(chunk.toString('utf8'))
        process.stderr.write(chunk)
      })
    }
    started.on('spawn', () => {
      send({ t: 'start', dataDir: options.dataDir, keyring: options.keyring.available })
    })
    started.on('message', (frame: FromEngineFrame) => onFrame(started, frame))
    started.on('exit', (code) => {
      startedLog.push(`engine ended with code ${code}\n`)
      if (started === child) onDeath()
    })
  }

  function onDeath(): void {
    child = undefined
    if (stopping) return
    if (policy.onDeath(performance.now()) === 'stop') {
      return become({ phase: 'stopped', reason: 'deaths', log: log.text() })
    }
    become({ phase: 'restarting', log: log.text() })
    start()
    options.onRestarted(engine)
  }

  function onFrame(from: UtilityProcess, frame: FromEngineFrame): void {
    if (from !== child) return
    switch (frame.t) {
      case 'ready':
        return become({ phase: 'running' })
      case 'failed':
        child = undefined
        from.kill()
        return become({
          phase: 'stopped',
          reason: 'failure',
          failure: frame.failure,
          log: log.text(),
        })
      case 'seal':
        return send({ t: 'answer', id: frame.id, result: options.keyring.seal(frame.text) })
      case 'unseal':
        return send({ t: 'answer', id: frame.id, result: options.keyring.unseal(frame.text) })
    }
  }

  const engine: EngineProcess = {
    get condition() {
      return condition
    },
    openPort() {
      if (!child) return undefined
      const { port1, port2 } = new MessageChannelMain()
      send({ t: 'port' }, [port1])
      return port2
    },
    sendPower: (event) => send({ t: 'power', event }),
    restart() {
      if (child || stopping) return
      policy.forgive()
      become({ phase: 'restarting', log: log.text() })
      start()
      options.onRestarted(engine)
    },
    stop() {
      stopping = true
      const leaving = child
      if (!leaving) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(() => leaving.kill(), stopWithinMs)
        leaving.on('exit', () => {
          clearTimeout(timer)
          resolve()
        })
        send({ t: 'stop' })
      })
    },
  }
  start()
  return engine
}
