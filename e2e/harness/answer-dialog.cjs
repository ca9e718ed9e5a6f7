// Loaded into the application before its main script: nobody sits before its dialogs. Presses the
// button whose number is in WARROOM_E2E_BUTTON and says what was asked.
'use strict'
const { dialog } = require('electron')

dialog.showMessageBox = async ({ message, buttons }) => {
  process.stdout.write(`asked: ${message} [${buttons.join(' | ')}]\n`)
  return { response: Number(process.env.WARROOM_E2E_BUTTON), checkboxChecked: false }
}
