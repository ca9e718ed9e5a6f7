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
  let token = tokenIn(location.href)
  if (token !== null) clearFragment(location)
  let retryMs = firstRetryMs
  while (!signal.aborted) {
    const session = await openSession(token)
    if (signal.aborted) return
    if (session === 'denied') {
      onEvent({ kind: 'stopped', stopped: { reason: 'denied', log: '' } })
      token = await nextToken(location, signal)
      continue
    }
    if (session === 'open') {
      token = null
      const opened = await serveOneSocket(location, onEvent, signal)
      if (opened) retryMs = firstRetryMs
    }
    if (signal.aborted) return
    onEvent({ kind: 'down', phase: 'lost' })
    await delay(retryMs, signal)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
  }
}

function tokenIn(address: string): string | null {
  return new URLSearchParams(new URL(address).hash.slice(1)).get('token')
}

function clearFragment(location: Location): void {
  history.replaceState(null, '', `${location.pathname}${location.search}`)
}

/** The link pasted over this very page: only its fragment changes, so the page is not loaded anew. */
function nextToken(location: Location, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const listening = new AbortController()
    const end = (token: string | null) => {
      listening.abort()
      resolve(token)
    }
    const onHashChange = (event: HashChangeEvent) => {
      const token = tokenIn(event.newURL)
      if (token === null) return
      clearFragment(location)
      end(token)
    }
    window.addEventListener('hashchange', onHashChange, { signal: listening.signal })
    signal.addEventListener('abort', () => end(null), { signal: listening.signal })
  })
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
