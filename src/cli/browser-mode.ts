import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { openBrowserMode } from '../engine/serve/browser-mode.ts'
import { endOfFailure } from './terminal.ts'

export interface BrowserModeOptions {
  rendererDir: string
  dataDir?: string
  port: number
  open: boolean
}

/** The engine and its screens for browsers on this machine, until a signal ends it. */
export async function serveBrowserMode(options: BrowserModeOptions): Promise<void> {
  const started = await openBrowserMode(options)
  if (!started.ok) {
    const end = endOfFailure(started.failure)
    process.stderr.write(`${end.message}\n`)
    process.exitCode = end.exitCode
    return
  }
  await using stack = new AsyncDisposableStack()
  const mode = stack.use(started.value)
  const ended = endSignal()
  process.stdout.write(
    `Warroom: ${mode.url}\nOnly browsers on this machine can open it. Ctrl+C ends it.\n`,
  )
  if (options.open && hasDesktop()) stack.use(openInBrowser(mode.url))
  await ended
}

/** Resolves when the user or the system asks this process to end. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve())
    }
  })
}

function hasDesktop(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY)
}

/**
 * Opens a page that leads to the address, from a file that only this user can read: on a command
 * line everybody on the machine could read the token.
 */
function openInBrowser(url: string): AsyncDisposable {
  const folder = mkdtempSync(join(tmpdir(), 'warroom-open-'))
  const file = join(folder, 'warroom.html')
  const html = `<!doctype html><meta http-equiv="refresh" content="0; url=${url}">`
  writeFileSync(file, html, { mode: 0o600 })
  const openers = {
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  } as Partial<Record<NodeJS.Platform, [string, ...string[]]>>
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, pathToFileURL(file).href], {
    stdio: 'ignore',
    detached: true,
  })
  // No opener here: the address has been printed.
  child.on('error', () => undefined)
  child.unref()
  return {
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
