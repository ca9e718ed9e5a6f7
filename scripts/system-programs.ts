import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program that tests drive for real, and the Debian package that brings it. */
export interface SystemProgram {
  name: string
  package: string
  /** The part of the tests that cannot run without it. */
  part: 'integration' | 'e2e'
  present(): boolean
}

function onPath(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function postgresInstalled(): boolean {
  const versions = '/usr/lib/postgresql'
  if (onPath('postgres')) return true
  return (
    existsSync(versions) &&
    readdirSync(versions).some((v) => existsSync(join(versions, v, 'bin/postgres')))
  )
}

export const systemPrograms: SystemProgram[] = [
  { name: 'PostgreSQL', package: 'postgresql', part: 'integration', present: postgresInstalled },
  {
    name: 'Redis',
    package: 'redis-server',
    part: 'integration',
    present: () => onPath('redis-server'),
  },
  {
    name: 'OpenSSH server',
    package: 'openssh-server',
    part: 'integration',
    present: () => onPath('sshd'),
  },
  {
    name: 'Docker engine',
    package: 'docker.io',
    part: 'integration',
    present: () => onPath('dockerd'),
  },
  {
    name: 'Prometheus',
    package: 'prometheus',
    part: 'integration',
    present: () => onPath('prometheus'),
  },
  {
    name: 'Alertmanager',
    package: 'prometheus-alertmanager',
    part: 'integration',
    present: () => onPath('prometheus-alertmanager') || onPath('alertmanager'),
  },
  { name: 'Chromium', package: 'chromium', part: 'e2e', present: () => onPath('chromium') },
  { name: 'Xvfb', package: 'xvfb', part: 'e2e', present: () => onPath('Xvfb') },
  { name: 'xauth', package: 'xauth', part: 'e2e', present: () => onPath('xauth') },
  {
    name: 'BusyBox',
    package: 'busybox-static',
    part: 'integration',
    present: () => onPath('busybox'),
  },
  { name: 'OpenSSL', package: 'openssl', part: 'integration', present: () => onPath('openssl') },
  { name: 'curl', package: 'curl', part: 'integration', present: () => onPath('curl') },
  { name: 'ps', package: 'procps', part: 'integration', present: () => onPath('ps') },
]

/**
 * Installs what is missing where that can be done unasked (Debian or Ubuntu, as root or by sudo
 * without a password); elsewhere says what to install. Gives what is still missing.
 */
export function provideSystemPrograms(): SystemProgram[] {
  const missing = systemPrograms.filter((program) => !program.present())
  if (missing.length === 0) return []
  const packages = missing.map((program) => program.package)
  const words = `apt-get install -y ${packages.join(' ')}`
  const isRoot = process.getuid?.() === 0
  const sudo = !isRoot && onPath('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0
  if (!onPath('apt-get') || !(isRoot || sudo)) {
    process.stdout.write(
      `missing: ${missing.map((program) => program.name).join(', ')}. ` +
        `On Debian or Ubuntu: sudo ${words}. Tests that need them are skipped and counted.\n`,
    )
    return missing
  }
  process.stdout.write(`installing ${packages.join(', ')}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['-n', '-E', 'apt-get', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
  return systemPrograms.filter((program) => !program.present())
}
