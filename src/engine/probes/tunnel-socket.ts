import type { Socket, SocketConnectOpts } from 'node:net'
import { Duplex } from 'node:stream'

import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from '../shell/job-host.ts'
import type { Tunnel } from '../shell/tunnel.ts'

interface TunnelSocketOptions {
  tunnel: Tunnel
  /** Gives up connecting. Whoever has the socket destroys it. */
  signal: AbortSignal
  /** The way itself failed: the target has no part in what follows. */
  onLost: (reason: ShellCause) => void
}

/**
 * A socket whose connection leaves from another host. Clients take it for one of their own: they
 * connect it, and may speak TLS over it. It is no `net.Socket`: Node's TLS would look for a handle of
 * the system in it, and wait for ever.
 */
export function createTunnelSocket(options: TunnelSocketOptions): Socket {
  return new TunnelSocket(options) as unknown as Socket
}

class TunnelSocket extends Duplex {
  readonly connecting = false
  readonly #options: TunnelSocketOptions
  #far: Duplex | undefined
  #wantsData = false
  #isRead = false

  constructor(options: TunnelSocketOptions) {
    super({ allowHalfOpen: false })
    this.#options = options
  }

  // The link has its own keep-alive, and the attempt its own deadline.
  setNoDelay = () => this
  setKeepAlive = () => this
  setTimeout = () => this
  ref = () => this
  unref = () => this

  connect(first: SocketConnectOpts | number | string, second?: unknown): this {
    const path = typeof first === 'string' ? first : undefined
    const { host, port } =
      typeof first === 'object' && 'port' in first
        ? first
        : { host: typeof second === 'string' ? second : 'localhost', port: Number(first) }
    if (path !== undefined) {
      const text = message('shell.tunnel.socket-file', { path })
      this.#fail({ cause: 'bad-config', message: text })
    } else void this.#open(host ?? 'localhost', port)
    return this
  }

  async #open(host: string, port: number): Promise<void> {
    const { tunnel, signal } = this.#options
    const opened = await tunnel.open(host, port, signal)
    if (this.destroyed) {
      if (opened.ok) letGo(opened.value)
      return
    }
    if (opened.ok) this.#carry(opened.value)
    else if (opened.answer) this.destroy(saidByTarget(opened.answer, opened.detail ?? ''))
    else this.#fail(opened)
  }

  #fail({ cause, message: text, detail }: ShellCause): void {
    this.#options.onLost({ cause, message: text, ...(detail === undefined ? {} : { detail }) })
    this.destroy(new Error(detail ?? cause))
  }

  #carry(far: Duplex): void {
    this.#far = far
    // A link that breaks ends its streams as if the target had: it is asked first.
    const onOver = () => {
      const lost = this.#options.tunnel.lost()
      if (lost) this.#fail(lost)
      else this.push(null)
    }
    far.once('end', onOver)
    far.once('close', onOver)
    far.on('error', (error) => this.destroy(error))
    this.emit('connect')
    // As with a socket of the system: whoever waited for the connection has a turn before any data.
    setImmediate(() => {
      this.#isRead = true
      far.on('data', (chunk: Buffer) => {
        if (!this.push(chunk)) far.pause()
      })
      if (!this.#wantsData) far.pause()
    })
  }

  override _read(): void {
    this.#wantsData = true
    if (this.#isRead) this.#far?.resume()
  }

  override _write(chunk: Uint8Array, _: BufferEncoding, done: (error?: Error | null) => void) {
    if (this.#far) this.#far.write(chunk, done)
    else done(new Error('written to before it was connected'))
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#far?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.#far) letGo(this.#far)
    done(error)
  }
}

function letGo(far: Duplex): void {
  far.on('error', () => {})
  far.destroy()
  // What still comes is read and dropped: the window of an unread channel would stay shut for ever.
  far.resume()
}

/** As a socket of ours would put it. */
function saidByTarget(answer: 'refused' | 'reset', detail: string): Error {
  const code = answer === 'refused' ? 'ECONNREFUSED' : 'ECONNRESET'
  return Object.assign(new Error(detail), { code })
}
