import { MessageChannel, type MessagePort } from 'node:worker_threads'

import { expect, test, vi } from 'vitest'

import type { FromRange, ToRange } from '../../../range/messages.ts'
import type { FromEngineFrame } from '../../shared/rpc/host-frames.ts'
import type { TransferredPort } from '../rpc/message-port.ts'
import { createProcessRange } from './process-range.ts'

/** A real channel: Electron’s ports give what was said inside an event, Node’s as it is. */
function openLine() {
  const { port1, port2 } = new MessageChannel()
  const heardBy = new Map<unknown, (said: unknown) => void>()
  const port: TransferredPort = {
    on(event: string, listener: (said: { data: unknown }) => void) {
      const inside = (data: unknown) => listener({ data })
      heardBy.set(listener, inside)
      return port1.on(event as 'message', inside)
    },
    off: (event: string, listener: unknown) =>
      port1.off(event as 'message', heardBy.get(listener) ?? (() => undefined)),
    postMessage: (said) => port1.postMessage(said),
    start: () => port1.start(),
    close: () => port1.close(),
  }
  const say = (said: FromRange) => port2.postMessage(said)
  return { port, far: port2, say }
}

function listenTo(far: MessagePort): ToRange[] {
  const heard: ToRange[] = []
  far.on('message', (said: ToRange) => heard.push(said))
  return heard
}

function open() {
  const frames: FromEngineFrame[] = []
  const heard: FromRange[] = []
  return { frames, heard, range: createProcessRange((frame) => frames.push(frame)) }
}

const part: FromRange = { type: 'part', part: { name: 'redis', state: 'up' } }

test('a range is asked of main; what is said before its port is there waits for it', async () => {
  const { frames, heard, range } = open()
  const channel = range.host.start({ dataDir: '/data' })
  channel.onMessage((said) => heard.push(said))
  channel.post({ type: 'hello', enginePid: 1 })
  expect(frames).toEqual([{ t: 'range-start', dataDir: '/data' }])

  const { port, far, say } = openLine()
  range.started(port)
  const told = listenTo(far)
  say(part)
  await vi.waitFor(() => expect(heard).toEqual([part]))
  await vi.waitFor(() => expect(told).toEqual([{ type: 'hello', enginePid: 1 }]))
  far.close()
})

test('one that outlived the engine before is there from the start, with what it says meanwhile', async () => {
  const { frames, heard, range } = open()
  expect(range.host.left?.()).toBeUndefined()
  const { port, far, say } = openLine()
  range.takeOver(port)
  const told = listenTo(far)
  say(part)

  const channel = range.host.left?.()
  channel?.post({ type: 'hello', enginePid: 1 })
  channel?.onMessage((said) => heard.push(said))
  await vi.waitFor(() => expect(heard).toEqual([part]))
  await vi.waitFor(() => expect(told).toEqual([{ type: 'hello', enginePid: 1 }]))
  expect(frames).toEqual([])
  far.close()
})

test('its end, told by main, waits for its last word, which is acknowledged by closing', async () => {
  const { heard, range } = open()
  const channel = range.host.start({})
  channel.onMessage((said) => heard.push(said))
  const { port, far, say } = openLine()
  range.started(port)
  const closed = new Promise((resolve) => far.once('close', resolve))
  range.ended('the range ended with code 1')
  say({ type: 'failed', detail: 'no disk' })
  say({ type: 'stopped' })
  expect(await channel.exited).toEqual({ problem: 'the range ended with code 1' })
  expect(heard).toEqual([{ type: 'failed', detail: 'no disk' }, { type: 'stopped' }])
  await closed
})

test('one that was killed has no last word; one is not waited for', async () => {
  const { frames, range } = open()
  const channel = range.host.start({})
  channel.onMessage(() => undefined)
  const { port, far } = openLine()
  range.started(port)
  channel.kill()
  expect(frames.at(-1)).toEqual({ t: 'range-kill' })
  far.close()
  range.ended(undefined)
  expect(await channel.exited).toEqual({ problem: undefined })
})
