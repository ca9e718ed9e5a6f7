import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import 'uplot/dist/uPlot.min.css'
import './styles/index.css'
import { App } from './app.tsx'
import type { Client } from './bridge/client.ts'
import type { WindowHost } from './bridge/host.ts'
import { createSession, SessionContext } from './state/session.ts'

/** Draws Warroom into an element, fed by an engine. */
export function start(element: HTMLElement, client: Client, host: WindowHost): void {
  const session = createSession(client, host, window.sessionStorage)
  createRoot(element).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  )
}
