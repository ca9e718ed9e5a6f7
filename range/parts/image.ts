import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { findPostgresFolder, findProgram } from './programs.ts'

const run = promisify(execFile)

/** What a person, or Warroom's shell, expects to find in any container. */
const everyday = [
  '/bin/sh',
  '/bin/cat',
  '/bin/ls',
  '/bin/grep',
  '/bin/sleep',
  '/bin/rm',
  '/bin/mkdir',
  '/usr/bin/env',
  '/usr/bin/id',
  '/usr/bin/head',
  '/usr/bin/tail',
  '/usr/bin/wc',
]

export type ImageKind = 'postgres' | 'redis'

/** The shared libraries, and the loader, that a program needs: the absolute paths that `ldd` names. */
export function parseLdd(output: string): string[] {
  return [...output.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map(([, file = '']) => file)
}

async function librariesOf(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    // A static program has none, and ldd says so by failing.
    files.map((file) =>
      run('ldd', [file]).then(
        ({ stdout }) => parseLdd(stdout),
        () => [],
      ),
    ),
  )
  return found.flat()
}

async function redisFiles(): Promise<{ programs: string[]; data: string[]; path: string }> {
  const server = findProgram('redis-server')
  return { programs: [server, server.replace(/-server$/, '-cli')], data: [], path: '/usr/bin:/bin' }
}

async function postgresFiles(): Promise<{ programs: string[]; data: string[]; path: string }> {
  const folder = findPostgresFolder()
  const { stdout } = await run(join(folder, 'pg_config'), ['--sharedir', '--pkglibdir'])
  const [share = '', modules = ''] = stdout.trim().split('\n')
  const names = ['initdb', 'postgres', 'psql', 'pg_isready', 'createdb']
  // The just-in-time compiler drags in all of LLVM.
  const loadable = (await readdir(modules)).filter(
    (name) => name.endsWith('.so') && !name.startsWith('llvm'),
  )
  const shared = (await readdir(share)).filter((name) => name !== 'man')
  return {
    programs: [
      ...names.map((name) => join(folder, name)),
      ...loadable.map((name) => join(modules, name)),
    ],
    data: shared.map((name) => join(share, name)),
    path: `/usr/bin:/bin:${folder}`,
  }
}

/**
 * Writes, as a tar for `docker import`, the smallest file system in which this machine's own
 * PostgreSQL or Redis runs: there may be no registry to pull an image from. Gives the PATH to run it
 * with. Throws MissingProgram.
 */
export async function writeImage(
  kind: ImageKind,
  folder: string,
): Promise<{ file: string; path: string }> {
  const { programs, data, path } = await (kind === 'postgres' ? postgresFiles() : redisFiles())
  const all = [...programs, ...everyday]
  const files = new Set([...all, ...(await librariesOf(all)), ...data])
  const stage = join(folder, `${kind}-stage`)
  // A folder that the archive does not name is made private to root.
  const folders = new Set(['/etc', '/tmp', ...[...files].map((name) => dirname(name))])
  for (const each of folders) await mkdir(join(stage, each), { recursive: true })
  // A tmpfs takes the mode of the folder it covers.
  await chmod(join(stage, 'tmp'), 0o1777)
  await writeFile(
    join(stage, 'etc/passwd'),
    'root:x:0:0:root:/:/bin/sh\npostgres:x:999:999::/tmp:/bin/sh\nredis:x:998:998::/tmp:/bin/sh\n',
  )
  await writeFile(join(stage, 'etc/group'), 'root:x:0:\npostgres:x:999:\nredis:x:998:\n')
  const list = join(folder, `${kind}-files`)
  await writeFile(list, [...files].map((name) => `${name.slice(1)}\n`).join(''))
  const file = join(folder, `${kind}.tar`)
  const form = ['--dereference', '--numeric-owner', '--owner=0', '--group=0', '--mode=a+rX']
  const content = ['--directory', stage, '.', '--directory', '/', '--files-from', list]
  await run('tar', ['--create', '--file', file, ...form, ...content])
  return { file, path }
}
