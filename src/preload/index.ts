import { contextBridge, ipcRenderer, webUtils } from 'electron'

import { channels } from '../shared/rpc/channels.ts'
import { enginePortMark } from '../shared/rpc/desktop.ts'
import type { DesktopBridge, EngineCondition } from '../shared/rpc/desktop.ts'

/** The whole bridge between a page and the desktop. No part of Electron itself goes through it. */
const bridge: DesktopBridge = {
  host: 'electron',
  connect: () => ipcRenderer.send(channels.connect),
  onEngineCondition(listener) {
    const onCondition = (_event: unknown, condition: EngineCondition) => listener(condition)
    ipcRenderer.on(channels.engineCondition, onCondition)
    return () => void ipcRenderer.off(channels.engineCondition, onCondition)
  },
  openWall: (runId) => ipcRenderer.send(channels.openWall, runId),
  restartEngine: () => ipcRenderer.send(channels.restartEngine),
  getPathForFile: (file) => (file instanceof File ? pathOf(file) : ''),
  openExternal: async (url) => (await ipcRenderer.invoke(channels.openExternal, url)) === true,
}

/** Before Electron 32 there is no `webUtils`: the path was a property of the file. */
function pathOf(file: File): string {
  return webUtils?.getPathForFile(file) ?? (file as File & { path?: string }).path ?? ''
}

// A port cannot cross the bridge; a window message is the way that Electron gives for it.
ipcRenderer.on(channels.enginePort, (event) => {
  window.postMessage(enginePortMark, window.location.origin, event.ports)
})

contextBridge.exposeInMainWorld('warroom', bridge)
