import { join } from 'node:path'

import type { ElectronApplication } from '@playwright/test'

import { environment } from '../harness/environment.ts'
import { expect, test } from '../harness/test.ts'

/** Has main record what it would open instead of opening it; gives what it has recorded. */
async function recordOpened(electron: ElectronApplication): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  })
  return () => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

test.describe('bar 2 @electron', () => {
  test('a page that is not ours is refused, with our own preload', async ({ electron, page }) => {
    const opened = await recordOpened(electron)
    const found = environment.read()
    if ('whyNoElectron' in found) throw new Error(found.whyNoElectron)
    const preload = join(found.outDir, 'preload', 'index.cjs')
    const foreign = electron.waitForEvent('window')
    await electron.evaluate(async ({ BrowserWindow }, path) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: path, sandbox: true, contextIsolation: true },
      })
      await window.loadURL('data:text/html,<title>foreign</title>')
    }, preload)
    const foreignPage = await foreign
    // By interval: a hidden window draws no frames to wait by.
    await foreignPage.waitForFunction(() => window.warroom !== undefined, null, { polling: 50 })
    const refused = await foreignPage.evaluate(async () => {
      const bridge = window.warroom
      const ports: unknown[] = []
      window.addEventListener('message', (event) => ports.push(...event.ports))
      let conditions = 0
      bridge?.onEngineCondition(() => conditions++)
      bridge?.connect()
      // Answers come in order: by this one, what connect had to bring would be here.
      const answer = await bridge?.openExternal('https://example.com/foreign')
      return { answer, ports: ports.length, conditions }
    })
    expect(refused).toEqual({ answer: false, ports: 0, conditions: 0 })
    // The same request from our page is taken: it was the sender that was refused.
    const ours = await page.evaluate(() => window.warroom?.openExternal('https://example.com/ours'))
    expect(ours).toBe(true)
    expect(await opened()).toEqual(['https://example.com/ours'])
  })

  test('a child frame is refused, and a frame that is gone', async ({ electron, page }) => {
    await expect(page).toHaveTitle(/Warroom/)
    const answers = await electron.evaluate(({ BrowserWindow, ipcMain }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (!contents) throw new Error('no window')
      const sent: string[] = []
      // Not for a test alone to invent: an event as Electron would give it, but for its frame.
      const postMessage = contents.postMessage.bind(contents)
      contents.postMessage = (...args) => {
        sent.push(args[0])
        postMessage(...args)
      }
      const ask = (senderFrame: unknown) =>
        ipcMain.emit('warroom:connect', { sender: contents, senderFrame })
      ask(null)
      ask({ url: contents.mainFrame.url })
      const refused = [...sent]
      ask(contents.mainFrame)
      return { refused, taken: sent }
    })
    expect(answers).toEqual({ refused: [], taken: ['warroom:engine-port'] })
  })

  test('payloads that fail their schema are refused', async ({ electron, page }) => {
    const opened = await recordOpened(electron)
    const answers = await page.evaluate(async () => {
      const bridge = window.warroom as unknown as {
        openExternal(url: unknown): Promise<boolean>
      }
      const wrong = [
        undefined,
        null,
        7,
        {},
        ['https://example.com'],
        { href: 'https://example.com' },
      ]
      return Promise.all(wrong.map((one) => bridge.openExternal(one)))
    })
    expect(answers).toEqual(Array(6).fill(false))
    expect(await opened()).toEqual([])
  })
})

test.describe('bar 5 @electron', () => {
  test('only https leaves for the system', async ({ electron, page }) => {
    const opened = await recordOpened(electron)
    const hostile = [
      'http://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'blob:https://example.com/1',
      'about:blank',
      'chrome://settings',
      'devtools://devtools',
      'view-source:https://example.com',
      'ms-msdt:/id',
      'ms-officecmd:{}',
      'search-ms:query=x',
      'smb://evil/share',
      'ssh://-oProxyCommand=x/y',
      'telnet://evil',
      'mailto:a@example.com',
      'app://warroom/',
      'intent://evil',
      'steam://run/1',
      'vscode://file/etc/passwd',
      'tel:+33123456789',
      ' https://example.com',
      'https://user@example.com',
      'https:example.com',
    ]
    const answers = await page.evaluate(
      (urls) => Promise.all(urls.map(async (url) => window.warroom?.openExternal(url))),
      [...hostile, 'https://example.com/docs'],
    )
    expect(answers).toEqual([...hostile.map(() => false), true])
    expect(await opened()).toEqual(['https://example.com/docs'])
  })
})
