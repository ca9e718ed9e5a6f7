import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { MissingProgram } from './part.ts'

/** Where distributions keep servers that they leave out of a user's PATH. */
const serverFolders = [
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
]

/** Debian, Homebrew on ARM, Homebrew on Intel: one folder a major version. */
const postgresFolders = [
  '/usr/lib/postgresql/*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
]

const packages = {
  postgres: { apt: 'postgresql', brew: 'postgresql@17' },
  'redis-server': { apt: 'redis-server', brew: 'redis' },
  sshd: { apt: 'openssh-server', brew: 'openssh' },
  'ssh-keygen': { apt: 'openssh-client', brew: 'openssh' },
  docker: { apt: 'docker.io', brew: '--cask docker' },
  dockerd: { apt: 'docker.io', brew: '--cask docker' },
  prometheus: { apt: 'prometheus', brew: 'prometheus' },
  alertmanager: { apt: 'prometheus-alertmanager', brew: 'alertmanager' },
} as const

export type Program = keyof typeof packages

/** The command that installs a program on this kind of machine. */
export function installHint(program: Program): string {
  return process.platform === 'darwin'
    ? `brew install ${packages[program].brew}`
    : `sudo apt-get install -y ${packages[program].apt}`
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Debian prefixes what belongs to Prometheus. */
const otherNames: Partial<Record<Program, string>> = { alertmanager: 'prometheus-alertmanager' }

/** The program's absolute path. Throws {@link MissingProgram}. */
export function findProgram(program: Program): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...serverFolders]
  const found = folders
    .filter((folder) => folder !== '')
    .flatMap((folder) =>
      [program, otherNames[program] ?? program].map((name) => join(folder, name)),
    )
    .find(isExecutable)
  if (found === undefined) throw new MissingProgram(program, installHint(program))
  return found
}

/** The folder of the newest PostgreSQL's programs. Throws {@link MissingProgram}. */
export function findPostgresFolder(): string {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const byVersion = postgresFolders
    .flatMap((pattern) => globSync(pattern))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  const found = [...byVersion, ...onPath].find((folder) => isExecutable(join(folder, 'initdb')))
  if (found === undefined) throw new MissingProgram('postgres', installHint('postgres'))
  return found
}
