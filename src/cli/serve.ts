import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { serveBrowserMode } from './browser-mode.ts'
import { CommandEnd } from './terminal.ts'

const root = new URL('../../', import.meta.url)

/** Browser mode from the command line. In a checkout, the screens are built first if they are stale. */
export async function serve(options: {
  port?: number
  data?: string
  open: boolean
}): Promise<void> {
  const builder = fileURLToPath(new URL('scripts/build.ts', root))
  if (existsSync(builder)) {
    const { status } = spawnSync(process.execPath, [builder], { stdio: 'inherit' })
    if (status !== 0) throw new CommandEnd(1, 'the screens could not be built')
  }
  await serveBrowserMode({
    rendererDir: fileURLToPath(new URL('out/renderer', root)),
    dataDir: options.data,
    port: options.port ?? 0,
    open: options.open,
  })
}
