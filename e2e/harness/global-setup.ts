import { build } from '../../scripts/build.ts'
import { findElectron } from '../../scripts/find-electron.ts'
import { startDisplay } from './display.ts'
import { environment } from './environment.ts'

/** Builds once for both hosts, and makes a display where there is none. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes nothing else
export default async function setUp(): Promise<() => void> {
  const display = await startDisplay()
  if (display) process.env.DISPLAY = display.name
  const electron = findElectron()
  build()
  if ('why' in electron) {
    environment.write({ whyNoElectron: electron.why })
  } else {
    const { appDir, outDir } = build(electron.major)
    environment.write({ executable: electron.executable, appDir, outDir })
  }
  return () => display?.stop()
}
