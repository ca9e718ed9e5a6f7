import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type {
  CallInput,
  CallName,
  CallOutput,
  SubscriptionEntry,
  SubscriptionInput,
  SubscriptionName,
} from '../../shared/rpc/contract.ts'
import type { ServerFrame } from '../../shared/rpc/frames.ts'
import { createConnectionStore } from './connection.ts'
import type { Connection } from './connection.ts'
import type { EnginePort, Link } from './link.ts'
import { createMirror } from './mirror.ts'
import type { Mirror, MirrorFeed } from './mirror.ts'
import type { Observable } from './observable.ts'

/** The engine, as a window sees it. */
export interface Client {
  /**
   * Asks the engine. Never rejects: a failure is data. While the first connection is being made the
   * call waits for it; afterwards, with no engine there, it fails at once as `unavailable`.
   */
  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    options?: { signal?: AbortSignal },
  ): Promise<Result<CallOutput<N>>>
  /**
   * A live mirror of a collection, for `useSyncExternalStore`. Equal name and input give the same
   * mirror; it is fed while anybody is subscribed, and again after a reconnect.
   */
  collection<N extends SubscriptionName>(
    name: N,
    input: SubscriptionInput<N>,
  ): Observable<Mirror<SubscriptionEntry<N>>>
  /** {@link collection} as one function: the listener is called with what is known, then on change. */
  subscribe<N extends SubscriptionName>(
    name: N,
    input: SubscriptionInput<N>,
    listener: (mirror: Mirror<SubscriptionEntry<N>>) => void,
  ): () => void
  connection: Observable<Connection>
  close(): void
}

interface PendingCall {
  name: CallName
  input: unknown
  sent: boolean
  settle(result: Result<unknown>): void
}

const engineGone = () => failure('unavailable', message('failure.engine-gone'))

export function createClient(link: Link): Client {
  const connection = createConnectionStore()
  const calls = new Map<number, PendingCall>()
  const feeds = new Map<number, MirrorFeed>()
  const mirrors = new Map<string, Observable<Mirror<unknown>>>()
  let nextId = 1
  let port: EnginePort | undefined
  /** The port that has said hello: only then is anything sent on it. */
  let live: EnginePort | undefined

  function sendCall(id: number, pending: PendingCall): void {
    pending.sent = true
    live?.send({ t: 'call', id, name: pending.name, input: pending.input })
  }

  function failCalls(which: (pending: PendingCall) => boolean): void {
    for (const [id, pending] of calls) {
      if (!which(pending)) continue
      calls.delete(id)
      pending.settle(engineGone())
    }
  }

  function dropPort(): void {
    const old = port
    port = undefined
    live = undefined
    for (const feed of feeds.values()) feed.lost()
    failCalls((pending) => pending.sent)
    old?.close()
  }

  function onFrame(from: EnginePort, frame: ServerFrame): void {
    if (from !== port) return
    switch (frame.t) {
      case 'hello':
        live = from
        connection.live(frame.engineId)
        for (const [id, pending] of calls) sendCall(id, pending)
        for (const [id, feed] of feeds) from.send(feed.frame(id))
        return
      case 'result':
        return settle(frame.id, ok(frame.value))
      case 'failure':
        return settle(frame.id, { ok: false, failure: frame.failure })
      case 'snapshot':
        feeds.get(frame.id)?.snapshot(frame.entries)
        return from.send({ t: 'ack', id: frame.id, seq: frame.seq })
      case 'change':
        feeds.get(frame.id)?.change(frame.set, frame.removed)
        return from.send({ t: 'ack', id: frame.id, seq: frame.seq })
      case 'end':
        feeds.get(frame.id)?.end(frame.failure)
        return
    }
  }

  function settle(id: number, result: Result<unknown>): void {
    const pending = calls.get(id)
    calls.delete(id)
    pending?.settle(result)
  }

  const closeLink = link.open((event) => {
    switch (event.kind) {
      case 'port': {
        dropPort()
        const fresh = event.port
        port = fresh
        fresh.onFrame((frame) => onFrame(fresh, frame))
        fresh.onClose(() => {
          if (fresh === port) dropPort()
        })
        return
      }
      case 'down':
        dropPort()
        return connection.down(event.phase)
      case 'stopped':
        dropPort()
        failCalls(() => true)
        return connection.stopped(event.stopped)
    }
  })

  const client: Client = {
    connection: connection.observable,
    call(name, input, { signal } = {}) {
      if (signal?.aborted) {
        return Promise.resolve(failure('cancelled', message('failure.cancelled')))
      }
      if (!live && connection.observable.get().phase !== 'connecting') {
        return Promise.resolve(engineGone())
      }
      return new Promise((resolve) => {
        const id = nextId++
        const onAbort = () => {
          if (pending.sent) return live?.send({ t: 'cancel', id })
          settle(id, failure('cancelled', message('failure.cancelled')))
        }
        const pending: PendingCall = {
          name,
          input,
          sent: false,
          settle(result) {
            signal?.removeEventListener('abort', onAbort)
            // The contract types what the engine answers; the frame carries it untyped.
            resolve(result as Result<CallOutput<typeof name>>)
          },
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        calls.set(id, pending)
        if (live) sendCall(id, pending)
      })
    },
    collection<N extends SubscriptionName>(name: N, input: SubscriptionInput<N>) {
      const key = `${name} ${JSON.stringify(input)}`
      const known = mirrors.get(key)
      if (known) return known as Observable<Mirror<SubscriptionEntry<N>>>
      const mirror = createMirror(name, input, (feed) => {
        const id = nextId++
        feeds.set(id, feed)
        mirrors.set(key, mirror)
        live?.send(feed.frame(id))
        return () => {
          feeds.delete(id)
          if (mirrors.get(key) === mirror) mirrors.delete(key)
          live?.send({ t: 'unsubscribe', id })
        }
      })
      mirrors.set(key, mirror)
      return mirror as Observable<Mirror<SubscriptionEntry<N>>>
    },
    subscribe(name, input, listener) {
      const collection = client.collection(name, input)
      const unsubscribe = collection.subscribe(() => listener(collection.get()))
      listener(collection.get())
      return unsubscribe
    },
    close() {
      closeLink()
      dropPort()
      failCalls(() => true)
    },
  }
  return client
}
