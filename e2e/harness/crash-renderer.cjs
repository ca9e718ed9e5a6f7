// Loaded into the application before its main script: crashes the first window's renderer once it
// has loaded, and says how often it loaded. Without Playwright, which does not outlive the crash.
'use strict'
const { app } = require('electron')

app.once('browser-window-created', (_event, window) => {
  let loads = 0
  window.webContents.on('render-process-gone', (_gone, { reason }) => {
    process.stdout.write(`gone: ${reason}\n`)
  })
  window.webContents.on('did-finish-load', () => {
    loads += 1
    process.stdout.write(`load ${loads}\n`)
    if (loads === 1) window.webContents.forcefullyCrashRenderer()
    else app.quit()
  })
})
