import type { Result } from '../../shared/result.ts'
import { createEngine } from '../create-engine.ts'
import { startBrowserServer } from './server.ts'
import type { BrowserServer } from './server.ts'

export interface BrowserModeOptions {
  rendererDir: string
  /** Default: the platform's convention. */
  dataDir?: string
  /** Default: any free one. */
  port?: number
}

/** An engine and its server in this process. Disposing ends both, the engine last. */
export async function openBrowserMode(options: BrowserModeOptions): Promise<Result<BrowserServer>> {
  const engine = await createEngine({
    dataDir: options.dataDir,
    host: {
      log: { error: (text) => void process.stderr.write(`${text}\n`) },
      // A plain process is told nothing of sleep; the keyring is Electron's.
      onPower: () => () => undefined,
    },
  })
  if (!engine.ok) return engine
  const server = await startBrowserServer({ ...options, service: engine.value.service })
  if (!server.ok) {
    await engine.value.dispose()
    return server
  }
  return {
    ok: true,
    value: {
      ...server.value,
      async [Symbol.asyncDispose]() {
        await server.value[Symbol.asyncDispose]()
        await engine.value.dispose()
      },
    },
  }
}
