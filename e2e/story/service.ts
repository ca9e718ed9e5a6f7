import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A service that can be stopped and started again on its port, as one that is deployed. */
export async function startService() {
  let server: Server
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((_, answer) => answer.end('ok'))
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    })
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  const port = await listen(0)
  return {
    url: `http://127.0.0.1:${port}/`,
    stop,
    start: () => listen(port),
    async [Symbol.asyncDispose]() {
      if (server.listening) await stop()
    },
  }
}
