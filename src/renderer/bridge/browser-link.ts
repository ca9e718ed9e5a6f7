import type { ServerFrame } from '../../shared/rpc/frames.ts'
import type { EnginePort, Link } from './link.ts'

const firstRetryMs = 500
const lastRetryMs = 5_000

/**
 * The way to the engine in browser mode: a WebSocket under a session cookie. The token that the
 * terminal printed comes in the fragment; it is exchanged for the cookie and cleared from the
 * address bar before anything else can read or keep it.
 */
export function createBrowserLink(location: Location = window.location): Link {
  return {
    open(onEvent) {
      const closed = new AbortController()
      void run(location, onEvent, closed.signal)
      return () => closed.abort()
    },
  }
}

async function run(
  location: Location,
  onEvent: Parameters<Link['open']>[0],
  signal: AbortSignal,
): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null) {
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  let unsentToken = token
  let retryMs = firstRetryMs
  while (!signal.aborted) {
    const session = await openSession(unsentToken)
    if (signal.aborted) return
    if (session === 'denied') {
      return onEvent({ kind: 'stopped', stopped: { reason: 'denied', log: '' } })
    }
    if (session === 'open') {
      unsentToken = null
      const opened = await serveOneSocket(location, onEvent, signal)
      if (opened) retryMs = firstRetryMs
    }
    if (signal.aborted) return
    onEvent({ kind: 'down', phase: 'lost' })
    await delay(retryMs, signal)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
  }
}

/** Exchanges the token, or asks whether the cookie of an earlier exchange still holds. */
async function openSession(token: string | null): Promise<'open' | 'denied' | 'lost'> {
  try {
    const answer = await fetch(
      '/session',
      token === null ? { method: 'GET' } : { method: 'POST', body: token },
    )
    return answer.ok ? 'open' : answer.status === 403 ? 'denied' : 'lost'
  } catch {
    return 'lost'
  }
}

/** Resolves when the socket is gone: true if it had been open. */
function serveOneSocket(
  location: Location,
  onEvent: Parameters<Link['open']>[0],
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/engine`)
    const onAbort = () => socket.close()
    let opened = false
    socket.addEventListener('open', () => {
      opened = true
      onEvent({ kind: 'port', port: createPort(socket) })
    })
    socket.addEventListener('close', () => {
      signal.removeEventListener('abort', onAbort)
      resolve(opened)
    })
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

function createPort(socket: WebSocket): EnginePort {
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    onFrame(listener) {
      const onMessage = (event: MessageEvent<string>) =>
        listener(JSON.parse(event.data) as ServerFrame)
      socket.addEventListener('message', onMessage)
      return () => socket.removeEventListener('message', onMessage)
    },
    onClose(listener) {
      socket.addEventListener('close', listener)
      return () => socket.removeEventListener('close', listener)
    },
    close: () => socket.close(),
  }
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
