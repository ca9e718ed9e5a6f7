import { enginePortMark } from '../../shared/rpc/desktop.ts'
import type { DesktopBridge } from '../../shared/rpc/desktop.ts'
import type { ServerFrame } from '../../shared/rpc/frames.ts'
import type { EnginePort, Link } from './link.ts'

/** The way to the engine through ports that main hands to the preload, and the preload to us. */
export function createElectronLink(desktop: DesktopBridge): Link {
  return {
    open(onEvent) {
      const onMessage = (event: MessageEvent) => {
        const [port] = event.ports
        if (event.source !== window || event.data !== enginePortMark || !port) return
        onEvent({ kind: 'port', port: createPort(port) })
      }
      window.addEventListener('message', onMessage)
      const stopListening = desktop.onEngineCondition((condition) => {
        if (condition.phase === 'restarting') onEvent({ kind: 'down', phase: 'restarting' })
        if (condition.phase === 'stopped') onEvent({ kind: 'stopped', stopped: condition })
      })
      desktop.connect()
      return () => {
        window.removeEventListener('message', onMessage)
        stopListening()
      }
    },
  }
}

function createPort(port: MessagePort): EnginePort {
  const listening = new AbortController()
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      const onMessage = (event: MessageEvent) => listener(event.data as ServerFrame)
      port.addEventListener('message', onMessage, { signal: listening.signal })
      port.start()
      return () => port.removeEventListener('message', onMessage)
    },
    // Older Chromium never fires it; there the news of the engine's death comes from main.
    onClose(listener) {
      port.addEventListener('close', listener, { signal: listening.signal })
      return () => port.removeEventListener('close', listener)
    },
    close() {
      listening.abort()
      port.close()
    },
  }
}
