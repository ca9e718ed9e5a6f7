import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { npmElectronMajor } from './find-electron.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** All that a build is made from. */
const sources = [
  'src',
  'range',
  'resources',
  'scripts/build.ts',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]

export interface Built {
  /** What Electron is told to open. */
  appDir: string
  /** Where main, preload, renderer and node are. */
  outDir: string
  rendererDir: string
}

/**
 * Builds what is stale, for npm's Electron or for an older one (which has a folder of its own).
 * `node` mirrors this repository's own tree, file by file, so that a path from a source file to a
 * resource holds in both; the screens, the preload and main are bundled.
 */
export function build(electronMajor: number = npmElectronMajor): Built {
  const outDir = electronMajor === npmElectronMajor ? 'out' : 'out-compat'
  const built: Built = {
    appDir: outDir === 'out' ? root : join(root, outDir),
    outDir: join(root, outDir),
    rendererDir: join(root, outDir, 'renderer'),
  }
  const stampFile = join(root, outDir, 'stamp')
  const stamp = `${electronMajor} ${stampOf(sources)}`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return built

  process.stdout.write(`Building for Electron ${electronMajor}.\n`)
  rmSync(join(root, outDir), { recursive: true, force: true })
  buildEngine(outDir)
  run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'], {
    ELECTRON_MAJOR_VER: String(electronMajor),
    WARROOM_OUT: outDir,
  })
  if (outDir !== 'out') writeManifest(outDir)
  writeFileSync(stampFile, stamp)
  return built
}

/** Only the types are taken out: the engine stays the files that it is, with their own names. */
function buildEngine(outDir: string): void {
  const node = join(outDir, 'node')
  run('typescript/bin/tsc', ['-p', 'src/engine/tsconfig.build.json', '--outDir', node])
  mkdirSync(join(root, node), { recursive: true })
  cpSync(join(root, 'resources'), join(root, node, 'resources'), { recursive: true })
  cpSync(join(root, 'package.json'), join(root, node, 'package.json'))
}

/** A folder that is not the root needs a manifest of its own to be opened as an application. */
function writeManifest(outDir: string): void {
  const { name, productName, version } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, string>
  const main = existsSync(join(root, outDir, 'main/index.cjs')) ? 'main/index.cjs' : 'main/index.js'
  const manifest = { name, productName, version, type: 'module', main }
  writeFileSync(join(root, outDir, 'package.json'), JSON.stringify(manifest))
}

/** Runs a package's own script, by this Node: what is in `.bin` differs between platforms. */
function run(script: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', script), ...args],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (status !== 0) throw new Error(`${script} failed`, { cause: error })
}

/** Names, sizes and times of all files: quick, and different whenever an editor has written. */
function stampOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const stat = statSync(join(root, path))
    const files = stat.isDirectory()
      ? readdirSync(join(root, path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [join(root, path)]
    for (const file of files) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file}\0${size}\0${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

if (import.meta.main) {
  const major = Number(process.argv[2] ?? npmElectronMajor)
  build(major)
}
