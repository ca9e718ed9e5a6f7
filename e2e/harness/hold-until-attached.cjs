// Loaded into the application before its main script. Playwright loses a window that commits its
// first page while Playwright attaches (its issue 17765): so no window opens before it has.
'use strict'
const { app } = require('electron')

const whenReady = app.whenReady.bind(app)
const attached = new Promise((resolve) => {
  globalThis.playwrightAttached = resolve
})
app.whenReady = () => Promise.all([whenReady(), attached]).then(() => undefined)
