import { createBrowserLink } from './browser-link.ts'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { createElectronLink } from './electron-link.ts'

/** The window's engine: by ports in the desktop window, by WebSocket in a browser. */
export function connect(): Client {
  return createClient(window.warroom ? createElectronLink(window.warroom) : createBrowserLink())
}
