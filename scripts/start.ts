import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { serveBrowserMode } from '../src/cli/browser-mode.ts'
import { build } from './build.ts'
import { findElectron } from './find-electron.ts'
import { withPinnedNode } from './pinned-node.ts'

/** `npm start`: builds what is stale, opens the window, or says why not and serves browsers. */
const usage = `npm start -- [--browser] [--data DIR] [--port N] [--no-open]

  --browser    serve browsers on this machine instead of opening a window
  --data DIR   keep everything in DIR instead of your data folder
  --port N     browser mode: listen on port N (default: any free one)
  --no-open    browser mode: print the address and do not open it
`
/** A window that ends sooner than this, badly, never opened. */
const openedAfterMs = 10_000

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        data: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const port = values.port === undefined ? 0 : Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new TypeError(`--port takes a number from 0 to 65535, not “${values.port}”`)
    }
    return { ...values, port, data: values.data === undefined ? undefined : resolve(values.data) }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exitCode = 3
    return undefined
  }
}

type Options = NonNullable<ReturnType<typeof readOptions>>

/** Resolves with why the window did not open, or never: the process ends with the window. */
function openWindow(executable: string, appDir: string, options: Options): Promise<string> {
  return new Promise((giveUp) => {
    const startedMs = performance.now()
    const data = options.data === undefined ? [] : ['--data', options.data]
    const child = spawn(executable, [appDir, ...data], { stdio: 'inherit', env: withPinnedNode() })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => child.kill(signal))
    }
    child.on('error', (error) => giveUp(error.message))
    child.on('exit', (code, signal) => {
      const failed = code !== 0 && performance.now() - startedMs < openedAfterMs
      const asked = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP'
      if (failed && !asked) giveUp(`Electron ended at once with ${signal ?? `code ${code}`}`)
      else process.exit(code ?? 0)
    })
  })
}

async function start(): Promise<void> {
  const options = readOptions()
  if (!options) return
  if (options.help) {
    process.stdout.write(usage)
    return
  }
  if (!options.browser) {
    const electron = findElectron()
    const why =
      'why' in electron
        ? electron.why
        : await openWindow(electron.executable, build(electron.major).appDir, options)
    process.stdout.write(`No window: ${why}. Serving browsers on this machine instead.\n`)
  }
  const { rendererDir } = build()
  await serveBrowserMode({
    rendererDir,
    dataDir: options.data,
    port: options.port,
    open: !options['no-open'],
  })
}

await start()
