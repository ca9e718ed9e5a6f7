import type { WebSocket } from 'ws'

import type { FramePort, ServerFrame } from '../../shared/rpc/frames.ts'

/** A browser's WebSocket as one end of a connection. Frames are JSON texts. */
export function createWebSocketPort(socket: WebSocket): FramePort<ServerFrame, unknown> {
  // Told also by `close`, which always follows; unheard it would end the process.
  socket.on('error', () => socket.terminate())
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
    },
    onFrame(listener) {
      const onMessage = (data: Buffer, isBinary: boolean) =>
        listener(isBinary ? undefined : parseJson(data.toString('utf8')))
      socket.on('message', onMessage)
      return () => void socket.off('message', onMessage)
    },
    onClose(listener) {
      socket.on('close', listener)
      return () => void socket.off('close', listener)
    },
    close: () => socket.close(1008),
  }
}

/** What is not JSON is undefined, which is not a frame either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
