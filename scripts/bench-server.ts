import { openBrowserMode } from '../src/engine/serve/browser-mode.ts'

/** The engine and its server alone, as a process that is started cold: no build is checked first. */
const [rendererDir = '', dataDir] = process.argv.slice(2)
const started = await openBrowserMode({ rendererDir, dataDir })
if (!started.ok) throw new Error(JSON.stringify(started.failure))
process.once('SIGTERM', () => void started.value[Symbol.asyncDispose]().then(() => process.exit()))
process.stdout.write(`${started.value.url}\n`)
