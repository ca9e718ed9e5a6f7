import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

import { say } from './words.ts'

/** The application menu: what a desktop user expects of any window, and its usual keys. */
export function setApplicationMenu({ onWall }: { onWall: () => void }): void {
  const developerTools: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ role: 'toggleDevTools', label: say('developerTools') }]
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: say('file'),
      submenu: [
        { role: 'close', label: say('close') },
        { type: 'separator' },
        { role: 'quit', label: say('quit') },
      ],
    },
    {
      label: say('edit'),
      submenu: [
        { role: 'undo', label: say('undo') },
        { role: 'redo', label: say('redo') },
        { type: 'separator' },
        { role: 'cut', label: say('cut') },
        { role: 'copy', label: say('copy') },
        { role: 'paste', label: say('paste') },
        { role: 'selectAll', label: say('selectAll') },
      ],
    },
    {
      label: say('view'),
      submenu: [
        { role: 'reload', label: say('reload') },
        ...developerTools,
        { type: 'separator' },
        { role: 'resetZoom', label: say('actualSize') },
        { role: 'zoomIn', label: say('zoomIn') },
        { role: 'zoomOut', label: say('zoomOut') },
        { type: 'separator' },
        { role: 'togglefullscreen', label: say('fullScreen') },
        { type: 'separator' },
        { label: say('wall'), accelerator: 'CmdOrCtrl+Shift+P', click: onWall },
      ],
    },
    {
      label: say('window'),
      submenu: [{ role: 'minimize', label: say('minimize') }],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
