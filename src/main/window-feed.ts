import type { WebContents } from 'electron'

import { channels } from '../shared/rpc/channels.ts'
import type { EngineCondition } from '../shared/rpc/desktop.ts'
import type { EngineProcess } from './engine-process.ts'

/** Brings the engine to the windows that asked for it: its ports, and how it is. */
export function createWindowFeed() {
  const connected = new Set<WebContents>()

  function handPort(window: WebContents, engine: EngineProcess): void {
    const port = engine.openPort()
    if (port) window.postMessage(channels.enginePort, null, [port])
  }

  return {
    connect(window: WebContents, engine: EngineProcess): void {
      if (!connected.has(window)) {
        connected.add(window)
        window.once('destroyed', () => connected.delete(window))
      }
      window.send(channels.engineCondition, engine.condition)
      handPort(window, engine)
    },
    tell(condition: EngineCondition): void {
      for (const window of connected) window.send(channels.engineCondition, condition)
    },
    handPorts(engine: EngineProcess): void {
      for (const window of connected) handPort(window, engine)
    },
  }
}
