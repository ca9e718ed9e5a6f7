import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'

/** A target that answers at once, on a thread of its own, so that it does not weigh on the watcher. */
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end('{"status":"ok"}')
})
server.listen(0, '127.0.0.1', () => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage((server.address() as AddressInfo).port)
})
