import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program that tests drive for real, and the Debian package that brings it. */
export interface SystemProgram {
  name: string
  package: string
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
  { name: 'PostgreSQL', package: 'postgresql', present: postgresInstalled },
  { name: 'Redis', package: 'redis-server', present: () => onPath('redis-server') },
  { name: 'OpenSSH server', package: 'openssh-server', present: () => onPath('sshd') },
  { name: 'Docker engine', package: 'docker.io', present: () => onPath('dockerd') },
  { name: 'Prometheus', package: 'prometheus', present: () => onPath('prometheus') },
  {
    name: 'Alertmanager',
    package: 'prometheus-alertmanager',
    present: () => onPath('prometheus-alertmanager') || onPath('alertmanager'),
  },
  { name: 'Chromium', package: 'chromium', present: () => onPath('chromium') },
  { name: 'Xvfb', package: 'xvfb', present: () => onPath('Xvfb') },
  { name: 'xauth', package: 'xauth', present: () => onPath('xauth') },
  { name: 'BusyBox', package: 'busybox-static', present: () => onPath('busybox') },
  { name: 'OpenSSL', package: 'openssl', present: () => onPath('openssl') },
  { name: 'curl', package: 'curl', present: () => onPath('curl') },
  { name: 'ps', package: 'procps', present: () => onPath('ps') },
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
