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
import { wallOf } from './wall/wall-address.ts'
import { WallApp } from './wall/wall-app.tsx'

/** Draws Warroom into an element, fed by an engine: its screens, or the wall. */
export function start(element: HTMLElement, client: Client, host: WindowHost): void {
  const wall = wallOf(window.location)
  // A wall looks at nothing but its run: it neither recalls nor keeps what a person looked at.
  const session = createSession(client, host, wall ? undefined : window.sessionStorage)
  createRoot(element).render(
    <StrictMode>
      <SessionContext value={session}>
        {wall ? <WallApp wanted={wall.runId} /> : <App />}
      </SessionContext>
    </StrictMode>,
  )
}
