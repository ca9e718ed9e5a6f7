import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { promisify } from 'node:util'

import type { DataVolume } from '../data-volume.ts'
import { complained, said, type Printed, type ProgramStandIn } from './programs.ts'

const run = promisify(execFile)

/** What a folder of ours has no limit of; some number must stand there. */
const inodes = 16_384

interface Form {
  isPortable: boolean
  isHuman: boolean
  ofInodes: boolean
}

/**
 * `df` of a machine on which the volume is a file system of its own: the real one's words for all
 * others. Of its options those are known that look at the volume in the forms that are in use.
 */
export function createDf(volume: DataVolume): ProgramStandIn {
  const isOnVolume = async (path: string) => {
    const [there, root] = await Promise.all([realpath(path), realpath(volume.path)])
    return there === root || there.startsWith(root + sep)
  }
  return async ({ args, folder }): Promise<Printed> => {
    const { options, paths } = wordsOf(args)
    const places = await Promise.all(
      paths.map(async (path) => ({
        path,
        isOurs: await isOnVolume(resolve(folder, path)).catch(() => false),
      })),
    )
    const ours = places.filter(({ isOurs }) => isOurs)
    const others = places.flatMap(({ path, isOurs }) => (isOurs ? [] : [path]))
    if (paths.length > 0 && ours.length === 0) return realDf(args, folder)
    const form = formOf(options)
    if (!form) return complained(`df: not understood here: ${options.join(' ')}`)
    const lines = [await lineOf(volume, form)]
    if (ours.length > 1) lines.push(...ours.slice(1).map(() => lines[0] ?? ''))
    if (paths.length > 0 && others.length === 0) return said([headerOf(form), ...lines].join('\n'))
    const real = await realDf([...options, ...(others.length > 0 ? ['--', ...others] : [])], folder)
    return real.on === 'stdout' ? { ...real, text: [real.text, ...lines].join('\n') } : real
  }
}

function wordsOf(args: readonly string[]) {
  const end = args.indexOf('--')
  const before = end === -1 ? args : args.slice(0, end)
  const after = end === -1 ? [] : args.slice(end + 1)
  return {
    options: before.filter((word) => word.startsWith('-')),
    paths: [...before.filter((word) => !word.startsWith('-')), ...after],
  }
}

function formOf(options: readonly string[]): Form | undefined {
  if (!options.every((option) => /^-[Pkhil]+$/.test(option))) return undefined
  const letters = options.join('')
  return {
    isPortable: letters.includes('P'),
    isHuman: letters.includes('h'),
    ofInodes: letters.includes('i'),
  }
}

/** Both of its streams may have something to say; where one line of the table came, that is it. */
async function realDf(args: readonly string[], cwd: string): Promise<Printed> {
  const options = { cwd, env: { ...process.env, LC_ALL: 'C' } }
  try {
    const { stdout } = await run('df', args, options)
    return said(stdout.trimEnd())
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string }
    const exitCode = typeof code === 'number' ? code : 1
    return stdout
      ? { exitCode, on: 'stdout', text: stdout.trimEnd() }
      : complained(stderr?.trimEnd() ?? String(error), exitCode)
  }
}

function headerOf({ isPortable, isHuman, ofInodes }: Form): string {
  if (ofInodes) return 'Filesystem           Inodes   IUsed   IFree IUse% Mounted on'
  const share = isPortable ? 'Capacity' : 'Use%'
  if (isHuman) return `Filesystem            Size  Used Avail ${share} Mounted on`
  const blocks = isPortable ? '1024-blocks' : '1K-blocks'
  return `Filesystem        ${blocks}     Used Available ${share} Mounted on`
}

async function lineOf(volume: DataVolume, { isHuman, ofInodes }: Form): Promise<string> {
  const { bytes, files } = await volume.used()
  const [all, used] = ofInodes
    ? [inodes, files]
    : [Math.floor(volume.bytes / 1024), Math.ceil(bytes / 1024)]
  const free = Math.max(0, all - used)
  const written = isHuman && !ofInodes ? humanSize : String
  const share = `${Math.ceil((100 * used) / Math.max(1, used + free))}%`
  const numbers = [written(all), written(used), written(free), share]
  const columns = numbers.map((text) => text.padStart(8)).join(' ')
  return `/dev/medquiz-data ${columns} ${volume.path}`
}

/** As `df -h` has it: rounded up, a decimal only below ten. */
function humanSize(kibibytes: number): string {
  if (kibibytes === 0) return '0'
  const [unit, size] =
    kibibytes < 1024 ? (['K', kibibytes] as const) : (['M', kibibytes / 1024] as const)
  return size < 10
    ? `${(Math.ceil(size * 10) / 10).toFixed(1)}${unit}`
    : `${Math.ceil(size)}${unit}`
}
