import { MessageChannelMain, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'

import type { EngineCondition } from '../shared/rpc/desktop.ts'
import type { FromEngineFrame, ToEngineFrame } from '../shared/rpc/host-frames.ts'
import type { Keyring } from './keyring.ts'
import { createLogTail } from './log-tail.ts'
import { createRangeProcess } from './range-process.ts'
import { createRestartPolicy } from './restart-policy.ts'

const stopWithinMs = 5_000

export interface EngineProcessOptions {
  entry: string
  /** Of the practice range's process. */
  rangeEntry: string
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
  /** Lets the engine put everything away; ends it after 5 s if it has not. Then the range. */
  stop(): Promise<void>
}

export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const policy = createRestartPolicy()
  let condition: EngineCondition = { phase: 'starting' }
  let child: UtilityProcess | undefined
  let log = createLogTail()
  let stopping = false
  const range = createRangeProcess({
    entry: options.rangeEntry,
    onEnded: (problem) => send({ t: 'range-ended', problem }),
  })

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
      const { dataDir, keyring } = options
      const port = range.openPort()
      const frame = { dataDir, keyring: keyring.available, rangeLeft: port !== undefined }
      send({ t: 'start', ...frame }, port && [port])
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
      void range.stop()
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
        void range.stop()
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
      case 'range-start':
        return send({ t: 'range' }, [range.start(frame.dataDir)])
      case 'range-kill':
        return range.kill()
    }
  }

  function end(leaving: UtilityProcess): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => leaving.kill(), stopWithinMs)
      leaving.on('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      send({ t: 'stop' })
    })
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
    async stop() {
      stopping = true
      if (child) await end(child)
      await range.stop()
    },
  }
  start()
  return engine
}
