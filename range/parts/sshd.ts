import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Part } from './part.ts'
import { createTemporaryFolder, onFreePort, startServer } from './process.ts'
import { findProgram } from './programs.ts'
import { startRestartable, type Restartable } from './restartable.ts'

const run = promisify(execFile)

/** Taken down, its sessions are cut and nobody can log in. */
export interface SshdPart extends Part, Restartable {
  readonly host: string
  readonly port: number
  /** Who may log in: the user we run as, where no other was asked for. */
  readonly user: string
  /** An accepted private key without a passphrase. */
  readonly identityFile: string
  /** An accepted private key under `passphrase`, where one was asked for. */
  readonly encryptedIdentityFile?: string
  readonly passphrase?: string
  /** Holds this server's key, and only that, as `[127.0.0.1]:port`. */
  readonly knownHostsFile: string
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly hostPublicKey: string
  /** Ours alone, removed at the end. */
  readonly folder: string
  output(): string
  stop(): Promise<void>
}

export interface SshdOptions {
  hostKeyType?: 'ed25519' | 'rsa' | 'ecdsa'
  /** Also makes a client key that needs this passphrase. */
  passphrase?: string
  /** A fixed port, so that another server (with another host key) can stand in the same place. */
  port?: number
  /** Somebody else of this machine who may log in, which only root can offer. */
  user?: string
  /** Set in every session. */
  environment?: Record<string, string>
  /** A folder of programs that every session finds before all others. */
  programs?: string
}

/** What OpenSSH gives to a session of its own accord; none of it is kept where PATH is set. */
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

async function createKey(file: string, type: string, passphrase: string): Promise<string> {
  await run(findProgram('ssh-keygen'), ['-q', '-t', type, '-N', passphrase, '-C', '', '-f', file])
  const [kind = '', key = ''] = (await readFile(`${file}.pub`, 'utf8')).trim().split(' ')
  return `${kind} ${key}`
}

/** Only the first SetEnv counts: all in one line, quoted. */
function environmentLine(environment: Record<string, string>): string {
  const pairs = Object.entries(environment).map(([name, value]) => `"${name}=${value}"`)
  return `SetEnv ${pairs.join(' ')}`
}

/** Without PAM, sshd refuses an account whose password is locked, even to a key. */
async function isLocked(user: string): Promise<boolean> {
  try {
    const shadow = await readFile('/etc/shadow', 'utf8')
    return shadow.split('\n').some((line) => line.startsWith(`${user}:!`))
  } catch {
    return false
  }
}

/** Newer servers ban an address after failed logins: on loopback that would be ourselves. */
async function canWaivePenalties(sshd: string, configFile: string): Promise<boolean> {
  try {
    await run(sshd, ['-t', '-f', configFile, '-o', 'PerSourcePenalties=no'])
    return true
  } catch {
    return false
  }
}

/** A real OpenSSH server of this machine on a free loopback port. Throws MissingProgram. */
export async function startSshd(options: SshdOptions = {}): Promise<SshdPart> {
  const sshd = findProgram('sshd')
  await using opened = new AsyncDisposableStack()
  const temporary = opened.use(await createTemporaryFolder('warroom-sshd'))
  const folder = temporary.path
  const user = options.user ?? userInfo().username
  const host = '127.0.0.1'
  const { passphrase } = options
  const isRoot = process.getuid?.() === 0
  // The folder of an sshd that root starts; the system's own service makes it in the same way.
  if (isRoot && process.platform === 'linux')
    await mkdir('/run/sshd', { recursive: true, mode: 0o755 })

  const hostKeyFile = join(folder, 'host_key')
  const identityFile = join(folder, 'client_key')
  const encryptedIdentityFile = join(folder, 'encrypted_client_key')
  const hostPublicKey = await createKey(hostKeyFile, options.hostKeyType ?? 'ed25519', '')
  const accepted = [await createKey(identityFile, 'ed25519', '')]
  if (passphrase !== undefined) {
    accepted.push(await createKey(encryptedIdentityFile, 'ed25519', passphrase))
  }
  const authorizedKeysFile = join(folder, 'authorized_keys')
  await writeFile(authorizedKeysFile, accepted.map((key) => `${key}\n`).join(''), { mode: 0o600 })

  if (options.user !== undefined) {
    // The server reads the keys as the user that they are of.
    await chmod(folder, 0o711)
    await chmod(authorizedKeysFile, 0o644)
  }

  const home = join(folder, 'home')
  await mkdir(home, { mode: 0o700 })
  const configFile = join(folder, 'sshd_config')
  const config = [
    `HostKey ${hostKeyFile}`,
    `AuthorizedKeysFile ${authorizedKeysFile}`,
    `AllowUsers ${user}`,
    'PidFile none',
    `UsePAM ${isRoot && (await isLocked(user)) ? 'yes' : 'no'}`,
    // The parent of a folder in /tmp is writable by everybody.
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'UseDNS no',
    'PrintMotd no',
    'MaxStartups 200',
    'MaxSessions 100',
    'Subsystem sftp internal-sftp',
    // A session must not run what stands in the shell's start-up files of whoever starts this: it would be
    // slow, and killed in the middle it would leave their locks behind.
    environmentLine({
      HOME: home,
      ...(options.programs !== undefined && { PATH: `${options.programs}:${usualPath}` }),
      ...options.environment,
    }),
  ]
  await writeFile(configFile, `${config.join('\n')}\n`, { mode: 0o600 })
  const penalties = (await canWaivePenalties(sshd, configFile))
    ? ['-o', 'PerSourcePenalties=no']
    : []

  const start = async (port: number) => {
    const server = await startRestartable(() =>
      startServer({
        command: sshd,
        args: ['-D', '-e', '-f', configFile, '-o', `ListenAddress=${host}:${port}`, ...penalties],
        readyWhen: /Server listening on/,
        // A login must not see the secrets of our own environment.
        env: { PATH: process.env['PATH'] },
        folder: temporary,
      }),
    )
    return { server, port }
  }
  const { server, port } = await (options.port === undefined
    ? onFreePort(start)
    : start(options.port))
  opened.use(server)
  const knownHostsFile = join(folder, 'known_hosts')
  await writeFile(knownHostsFile, `[${host}]:${port} ${hostPublicKey}\n`)

  const owned = opened.move()
  const stop = () => owned.disposeAsync()
  return {
    name: 'sshd',
    host,
    port,
    user,
    identityFile,
    ...(passphrase === undefined ? {} : { encryptedIdentityFile, passphrase }),
    knownHostsFile,
    hostPublicKey,
    folder,
    output: () => server.output(),
    ended: server.ended,
    setDown: (down) => server.setDown(down),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
