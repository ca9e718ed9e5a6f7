import { setTimeout as delay } from 'node:timers/promises'

import type { FromRange, ToRange } from '../../../range/messages.ts'
import type { FromEngineFrame } from '../../shared/rpc/host-frames.ts'
import type { TransferredPort } from '../rpc/message-port.ts'
import type { RangeChannel, RangeHost } from './range-host.ts'

/** Main hears of a range's end by another way than we hear its last word. */
const lastWordWithinMs = 1_000

interface Followed {
  channel: RangeChannel
  connect(port: TransferredPort): void
  ended(problem: string | undefined): void
}

/** The range in a process of its own, which Electron's main process starts and ends for us. */
export function createProcessRange(send: (frame: FromEngineFrame) => void) {
  let current: Followed | undefined
  let left: RangeChannel | undefined

  function follow(): Followed {
    current = createFollowed(() => send({ t: 'range-kill' }))
    return current
  }

  const host: RangeHost = {
    outlivesEngine: true,
    start(data) {
      const { channel } = follow()
      send({ t: 'range-start', dataDir: data.dataDir })
      return channel
    },
    left: () => left,
  }
  return {
    host,
    /** Before the engine is made: the range of the one that died. */
    takeOver(port: TransferredPort): void {
      const followed = follow()
      followed.connect(port)
      left = followed.channel
    },
    started: (port: TransferredPort) => current?.connect(port),
    ended: (problem: string | undefined) => current?.ended(problem),
  }
}

function createFollowed(kill: () => void): Followed {
  const early: ToRange[] = []
  let port: TransferredPort | undefined
  let listener: ((said: FromRange) => void) | undefined
  const quiet = Promise.withResolvers<void>()
  const exited = Promise.withResolvers<{ problem?: string }>()

  /** A port keeps what was said until it is started. */
  function listen(given: TransferredPort, hear: (said: FromRange) => void): void {
    given.on('message', ({ data }) => {
      const said = data as FromRange
      hear(said)
      if (said.type !== 'stopped') return
      // It ends once it knows that its last word was heard.
      quiet.resolve()
      given.close()
    })
    given.on('close', () => quiet.resolve())
    given.start()
  }

  const channel: RangeChannel = {
    post(said) {
      if (port) port.postMessage(said)
      else early.push(said)
    },
    onMessage(heard) {
      listener = heard
      if (port) listen(port, heard)
    },
    kill,
    exited: exited.promise,
  }

  return {
    channel,
    connect(given) {
      port = given
      for (const said of early.splice(0)) channel.post(said)
      if (listener) listen(given, listener)
    },
    ended(problem) {
      const heard = Promise.race([quiet.promise, delay(lastWordWithinMs)])
      void heard.then(() => exited.resolve({ problem }))
    },
  }
}
