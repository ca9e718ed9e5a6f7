import type { FramePort, ServerFrame } from '../../shared/rpc/frames.ts'

/** The part of Electron's `MessagePortMain` that we use: the engine itself knows no Electron. */
export interface TransferredPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  off(event: 'message', listener: (event: { data: unknown }) => void): unknown
  off(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** A port that main handed over, as one end of a connection. */
export function createMessagePort(port: TransferredPort): FramePort<ServerFrame, unknown> {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      const onMessage = (event: { data: unknown }) => listener(event.data)
      port.on('message', onMessage)
      port.start()
      return () => void port.off('message', onMessage)
    },
    onClose(listener) {
      port.on('close', listener)
      return () => void port.off('close', listener)
    },
    close: () => port.close(),
  }
}
