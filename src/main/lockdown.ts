import { app, session } from 'electron'
import type { Session } from 'electron'

import { appOrigin } from '../shared/rpc/channels.ts'

/** Copying text to the clipboard, by a click; a notification of the system: nothing else. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write', 'notifications']

/** Holds for every page that this process will ever show, whoever opens it. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  app.on('session-created', lockSession)
}

/** After `app` is ready: the default session exists before anything can listen for it. */
export function lockDefaultSession(): void {
  lockSession(session.defaultSession)
}

function lockSession(locked: Session): void {
  const isOurs = (origin: string) => origin === appOrigin || origin.startsWith(`${appOrigin}/`)
  locked.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const isAllowed = allowedPermissions.includes(permission) && details.isMainFrame
    decide(isAllowed && isOurs(details.requestingUrl))
  })
  locked.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      // Whether a notification may be shown is also asked for no frame in particular. We have one.
      allowedPermissions.includes(permission) &&
      (details.isMainFrame || permission === 'notifications') &&
      isOurs(origin),
  )
  locked.setDevicePermissionHandler(() => false)
  locked.on('will-download', (event, item) => {
    // Reports and exported runs, made by the page itself; nothing comes from anywhere else.
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault()
  })
}
