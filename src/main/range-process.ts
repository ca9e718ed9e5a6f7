import { MessageChannelMain, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'

import type { ToRangeProcessFrame } from '../shared/rpc/host-frames.ts'

const stopWithinMs = 10_000

export interface RangeProcessOptions {
  entry: string
  /** The one that was there ended; not told of one that `stop` was asked to end. */
  onEnded(problem: string | undefined): void
}

/**
 * The practice range in a utility process, so that it outlives an engine that dies. Main starts and
 * ends it, and hands over ports; what is said on them is between the engine and the range.
 */
export interface RangeProcess {
  /** Gives the engine's port to it. */
  start(dataDir: string | undefined): MessagePortMain
  /** For a new engine: a port to the range that is there; undefined where there is none. */
  openPort(): MessagePortMain | undefined
  kill(): void
  /** Lets it put everything away; ends it after 10 s if it has not. */
  stop(): Promise<void>
}

export function createRangeProcess(options: RangeProcessOptions): RangeProcess {
  let current: UtilityProcess | undefined
  /** Those on their way out as well: the application ends after all of them. */
  const ends = new Map<UtilityProcess, Promise<void>>()

  function connect(child: UtilityProcess, frame: ToRangeProcessFrame): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage(frame, [port1])
    return port2
  }

  async function end(child: UtilityProcess): Promise<void> {
    const timer = setTimeout(() => child.kill(), stopWithinMs)
    child.postMessage({ t: 'stop' } satisfies ToRangeProcessFrame, [])
    await ends.get(child)
    clearTimeout(timer)
  }

  return {
    start(dataDir) {
      current?.kill()
      const child = utilityProcess.fork(options.entry, [], {
        stdio: 'pipe',
        serviceName: 'Warroom practice range',
      })
      current = child
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => void process.stderr.write(chunk))
      }
      const gone = new Promise<void>((resolve) => {
        child.on('exit', (code) => {
          ends.delete(child)
          resolve()
          if (child !== current) return
          current = undefined
          options.onEnded(code === 0 ? undefined : `the range ended with code ${code}`)
        })
      })
      ends.set(child, gone)
      return connect(child, { t: 'start', dataDir })
    },
    openPort: () => current && connect(current, { t: 'engine' }),
    kill: () => void current?.kill(),
    async stop() {
      current = undefined
      await Promise.all([...ends.keys()].map(end))
    },
  }
}
