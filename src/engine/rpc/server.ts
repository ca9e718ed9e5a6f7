import { randomUUID } from 'node:crypto'

import type { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import { failure } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { calls, subscriptions } from '../../shared/rpc/contract.ts'
import type { CallName, SubscriptionName } from '../../shared/rpc/contract.ts'
import { protocolVersion } from '../../shared/rpc/frames.ts'
import type { FramePort, ServerFrame } from '../../shared/rpc/frames.ts'
import { parseClientFrame } from './client-frame.ts'
import { createFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import type { KeyedSource } from './keyed-source.ts'
import type { CallContext, Client, EngineService } from './service.ts'

/** The handler of a name known only at run time: its input has passed that name's schema. */
type AnyHandler = (input: unknown, context: CallContext) => Promise<Result<unknown>>
type AnyOpener = (
  input: unknown,
  context: Pick<CallContext, 'client'>,
) => Result<KeyedSource<unknown>>

/**
 * Serves one connection until it closes. Every input is checked here; a handler that throws is a
 * bug, logged and told to the caller, and takes nothing else with it. What is not a frame at all
 * ends the connection: our own clients never send that.
 */
export function serveConnection(
  port: FramePort<ServerFrame, unknown>,
  service: EngineService,
): void {
  const running = new Map<number, AbortController>()
  const feeds = new Map<number, Feed>()
  const gone = new AbortController()
  const client: Client = { id: randomUUID(), gone: gone.signal }
  let open = true

  function send(frame: ServerFrame): void {
    if (open) port.send(frame)
  }

  function bug(name: string, error: unknown) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    service.log.error(service.redactor.redact(`${name}: ${text}`))
    const cause = service.redactor.redact(error instanceof Error ? error.message : String(error))
    return failure('bug', message('failure.bug', { name }), { cause })
  }

  async function runCall(id: number, name: string, input: unknown): Promise<void> {
    const abort = new AbortController()
    running.set(id, abort)
    const result = await answer(name, input, abort.signal)
    running.delete(id)
    send(
      result.ok
        ? { t: 'result', id, value: result.value }
        : { t: 'failure', id, failure: result.failure },
    )
  }

  async function answer(
    name: string,
    input: unknown,
    signal: AbortSignal,
  ): Promise<Result<unknown>> {
    if (!isCallName(name)) return unknownName(name)
    const parsed = calls[name].input.safeParse(input)
    if (!parsed.success) return badInput(name, parsed.error)
    try {
      const handler = service.handlers[name] as AnyHandler
      return await handler(parsed.data, { signal, client })
    } catch (error) {
      if (signal.aborted) return failure('cancelled', message('failure.cancelled'))
      return bug(name, error)
    }
  }

  function subscribe(id: number, name: string, input: unknown): void {
    const source = openSource(name, input)
    if (!source.ok) return send({ t: 'end', id, failure: source.failure })
    feeds.get(id)?.close()
    feeds.set(id, createFeed(id, source.value, send))
  }

  function openSource(name: string, input: unknown): Result<KeyedSource<unknown>> {
    if (!isSubscriptionName(name)) return unknownName(name)
    const parsed = subscriptions[name].input.safeParse(input)
    if (!parsed.success) return badInput(name, parsed.error)
    try {
      const opener = service.sources[name] as AnyOpener
      return opener(parsed.data, { client })
    } catch (error) {
      return bug(name, error)
    }
  }

  port.onFrame((data) => {
    const frame = parseClientFrame(data)
    if (!frame) {
      service.log.error('a connection sent what is not a frame, and was closed')
      return port.close()
    }
    switch (frame.t) {
      case 'call':
        // An id in use is a client's bug; answering it twice would settle the wrong call.
        if (!running.has(frame.id)) void runCall(frame.id, frame.name, frame.input)
        return
      case 'cancel':
        return running.get(frame.id)?.abort()
      case 'subscribe':
        return subscribe(frame.id, frame.name, frame.input)
      case 'unsubscribe':
        feeds.get(frame.id)?.close()
        feeds.delete(frame.id)
        return
      case 'ack':
        return feeds.get(frame.id)?.ack(frame.seq)
    }
  })
  port.onClose(() => {
    open = false
    for (const feed of feeds.values()) feed.close()
    feeds.clear()
    for (const abort of running.values()) abort.abort()
    gone.abort()
  })
  send({ t: 'hello', protocol: protocolVersion, engineId: service.engineId })
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}

function isSubscriptionName(name: string): name is SubscriptionName {
  return Object.hasOwn(subscriptions, name)
}

function unknownName(name: string) {
  return failure('unsupported', message('failure.unknown-call', { name }))
}

/** Names the fields and never repeats a value: it may be a secret. */
function badInput(name: string, error: z.ZodError) {
  return failure('bad-input', message('failure.bad-input', { name }), {
    fields: error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      problem: issue.message,
    })),
  })
}
