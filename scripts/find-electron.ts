import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** An Electron that can open a window here, or why there is none, in one line. */
export type ElectronFound = { executable: string; major: number } | { why: string }

const downloadWithinMs = 300_000
const answerWithinMs = 30_000
const electronPackage = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** The major that `npm ci` brings, and that a build is made for unless told otherwise. */
export const npmElectronMajor = Number.parseInt(
  (JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')) as { version: string })
    .version,
  10,
)

/** The one that `WARROOM_ELECTRON` names, else npm's, downloaded if it is not there yet. */
export function findElectron(env: NodeJS.ProcessEnv = process.env): ElectronFound {
  const noDisplay = process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
  if (noDisplay) return { why: 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)' }
  if (env.WARROOM_ELECTRON) return namedElectron(env.WARROOM_ELECTRON)
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { why: 'Electron keeps its sandbox only for ordinary users, and this is root' }
  }
  return npmElectron()
}

function namedElectron(executable: string): ElectronFound {
  if (!existsSync(executable)) return { why: `WARROOM_ELECTRON names no file: ${executable}` }
  const probe = fileURLToPath(new URL('electron-version.cjs', import.meta.url))
  const run = spawnSync(executable, [probe], { encoding: 'utf8', timeout: answerWithinMs })
  const major = Number(/^electron=(\d+)/m.exec(run.stdout)?.[1])
  if (!major) return { why: `WARROOM_ELECTRON does not start: ${lastLine(run.stderr)}` }
  return { executable, major }
}

function npmElectron(): ElectronFound {
  const installed = npmExecutable()
  if (installed) return { executable: installed, major: npmElectronMajor }
  process.stdout.write(`Downloading Electron ${npmElectronMajor}, once.\n`)
  const run = spawnSync(process.execPath, [join(electronPackage, 'install.js')], {
    encoding: 'utf8',
    timeout: downloadWithinMs,
  })
  const executable = npmExecutable()
  if (executable) return { executable, major: npmElectronMajor }
  const cause =
    run.error?.message ?? /^\w*Error: .*$/m.exec(run.stderr)?.[0] ?? lastLine(run.stderr)
  return { why: `Electron ${npmElectronMajor} could not be downloaded (${cause})` }
}

function npmExecutable(): string | undefined {
  const pathFile = join(electronPackage, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const executable = join(electronPackage, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : undefined
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
