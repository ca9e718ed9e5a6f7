/** The whole of Electron's IPC here. What is not in this list is not listened to. */
export const channels = {
  /** Window to main: I want a port to the engine. */
  connect: 'warroom:connect',
  /** Window to main: start the stopped engine again. */
  restartEngine: 'warroom:restart-engine',
  /** Window to main: show the wall. */
  openWall: 'warroom:open-wall',
  /** Window to main, with an answer. */
  openExternal: 'warroom:open-external',
  /** Main to window, with the port. */
  enginePort: 'warroom:engine-port',
  /** Main to window. */
  engineCondition: 'warroom:engine-condition',
} as const

/** Where the desktop serves its own screens from. Never `file:`. */
export const appScheme = 'app'
export const appHost = 'warroom'
export const appOrigin = `${appScheme}://${appHost}`
