import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** Where a server that behaves badly listens. */
export interface FaultServer extends AsyncDisposable {
  host: string
  port: number
  /** Application bytes that clients sent, all together. */
  received: () => string
  /** Bytes that its clients took, or that are on their way to them. */
  sent: () => number
}

const host = '127.0.0.1'

/** A server that does with each connection as it is told. For tests. */
export async function startFaultServer(
  onConnection: (socket: Socket) => void,
): Promise<FaultServer> {
  const sockets = new Set<Socket>()
  const chunks: Buffer[] = []
  let gone = 0
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => {
      gone += socket.bytesWritten
      sockets.delete(socket)
    })
    onConnection(socket)
  })
  server.listen(0, host)
  await once(server, 'listening')
  return {
    host,
    port: (server.address() as AddressInfo).port,
    received: () => Buffer.concat(chunks).toString('latin1'),
    sent: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, gone),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Takes connections and never says a word. */
export const startSilentServer = () => startFaultServer(() => {})

/** Resets each connection, at once or at its first byte. */
export const startResettingServer = (when: 'connected' | 'asked') =>
  startFaultServer((socket) => {
    if (when === 'connected') socket.resetAndDestroy()
    else socket.once('data', () => socket.resetAndDestroy())
  })

/** Closes each connection politely, with nothing said. */
export const startClosingServer = () => startFaultServer((socket) => socket.end())

/** Says its beginning, and then a byte a second for ever. */
export const startDrippingServer = (beginning: string | Buffer) =>
  startFaultServer((socket) => {
    socket.write(beginning)
    const timer = setInterval(() => socket.write('x'), 1000)
    socket.on('close', () => clearInterval(timer))
  })

/** Says its beginning, and then as much as is taken, up to a gigabyte. */
export const startFloodingServer = (beginning: string | Buffer) =>
  startFaultServer((socket) => {
    const chunk = Buffer.alloc(256 * 1024, 0x78)
    let left = 1024 * 1024 * 1024
    const pour = () => {
      while (left > 0 && !socket.destroyed) {
        left -= chunk.length
        if (!socket.write(chunk)) return
      }
      socket.end()
    }
    socket.on('drain', pour)
    socket.write(beginning)
    pour()
  })

/** A port that nobody listens on. */
export async function findRefusingPort(): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const neverAccepts = `
const server = require('node:net').createServer()
server.listen(0, '${host}', 1, () => {
  process.stdout.write(String(server.address().port))
})`

/**
 * A port where connecting hangs: its process is stopped, and its queue of connections is full. What
 * comes then is dropped by the system, as behind a firewall. Linux.
 */
export async function startHangingPort(): Promise<FaultServer> {
  const child = spawn(process.execPath, ['-e', neverAccepts], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(first.toString())
  child.kill('SIGSTOP')
  const fillers: Socket[] = []
  let isFull = false
  while (!isFull) {
    const filler = connect(port, host)
    filler.on('error', () => {})
    fillers.push(filler)
    isFull = !(await connectsWithin(filler, 200))
  }
  return {
    host,
    port,
    received: () => '',
    sent: () => 0,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy()
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

async function connectsWithin(socket: Socket, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), ms)
  try {
    return await Promise.race([once(socket, 'connect').then(() => true), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
