import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'

import { startSshd } from '../../../range/parts/sshd.ts'
import type { SshdPart } from '../../../range/parts/sshd.ts'
import type { CommandOutcome, Shell, ShellCommand, ShellRunOptions } from './shell.ts'
import { systemSshDefaults } from './ssh-config.ts'
import type { SshDefaults, SshHostSettings, SshTarget } from './ssh-config.ts'
import { connectSsh } from './ssh-connection.ts'
import type { HostKeyJudge } from './ssh-host-key.ts'
import { createSshPool } from './ssh-pool.ts'
import { createSshShell } from './ssh-shell.ts'

const execute = promisify(execFile)

let sshd: SshdPart
let folder = ''
let defaults: SshDefaults
beforeAll(async () => {
  sshd = await startSshd({ passphrase: 'correct horse' })
  folder = await mkdtemp(join(tmpdir(), 'warroom-ssh-'))
  defaults = {
    homeDir: folder,
    userName: systemSshDefaults().userName,
    configFiles: [],
    globalKnownHostsFiles: [],
  }
})
afterAll(async () => {
  await sshd.stop()
  await rm(folder, { recursive: true, force: true })
})

const settingsFor = (part: SshdPart): SshHostSettings => ({
  host: part.host,
  port: part.port,
  user: part.user,
  identityFile: part.identityFile,
  knownHostsFile: part.knownHostsFile,
})

function open(
  settings: SshHostSettings = settingsFor(sshd),
  more: { idleCloseMs?: number; defaults?: SshDefaults } = {},
) {
  const pool = createSshPool({ defaults, ...more })
  onTestFinished(() => pool[Symbol.asyncDispose]())
  return createSshShell(pool, settings, 'prod-1')
}

const run = (shell: Shell, command: ShellCommand, options: Partial<ShellRunOptions> = {}) =>
  shell.run(command, { signal: new AbortController().signal, timeoutMs: 15_000, ...options })

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

const pidsOf = (outcome: CommandOutcome) =>
  (outcome.kind === 'not-run' ? '' : outcome.stdout).split(/\s+/).filter(Boolean).map(Number)

/** The same server with other options, which come first and therefore hold. */
async function startVariant(options: readonly string[]): Promise<number> {
  const port = await freePort()
  const settings = [...options, `ListenAddress=127.0.0.1:${port}`].flatMap((text) => ['-o', text])
  const server = spawn('/usr/sbin/sshd', [
    '-D',
    '-e',
    '-f',
    join(sshd.folder, 'sshd_config'),
    ...settings,
  ])
  onTestFinished(() => void server.kill())
  for await (const chunk of server.stderr) {
    if (String(chunk).includes('Server listening')) break
  }
  return port
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A link that can be made a black hole: open, and nothing comes through any more. */
async function startLink(toPort: number) {
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1')
    sockets.push(near, far)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      socket.on('error', () => {})
      onTestFinished(() => void socket.destroy())
    }
  })
  const port = await listen(server)
  return {
    port,
    freeze() {
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function knownHostsWith(text: string): Promise<string> {
  const file = join(await mkdtemp(join(folder, 'known-')), 'known_hosts')
  await writeFile(file, text)
  return file
}

/** Through any port of this machine: the bare name counts for all of them. */
const anyPort = () => knownHostsWith(`127.0.0.1 ${sshd.hostPublicKey}\n`)

describe('a command over SSH', () => {
  it('gives its status, both streams, and reads input, environment and folder', async () => {
    const shell = open()
    expect(await run(shell, { script: 'echo café; echo oops >&2; exit 3' })).toMatchObject({
      kind: 'exited',
      exitCode: 3,
      stdout: 'café\n',
      stderr: 'oops\n',
    })
    expect(
      await run(
        shell,
        { script: 'printf %s "$WORD"; cat; pwd' },
        { stdin: 'in', env: { WORD: "l'été\n" }, cwd: '/tmp' },
      ),
    ).toMatchObject({ stdout: "l'été\nin/tmp\n" })
    expect(await run(shell, { argv: ['printf', '%s|', '$HOME', "'", '*'] })).toMatchObject({
      stdout: "$HOME|'|*|",
    })
    expect(await run(shell, { script: 'kill -s KILL $$' })).toMatchObject({
      exitCode: 137,
      signal: 'SIGKILL',
    })
  })

  it('carries large input and output, capped', async () => {
    const stdin = 'é'.repeat(1_000_000)
    expect(await run(open(), { argv: ['wc', '-c'] }, { stdin })).toMatchObject({
      stdout: '2000000\n',
    })
    const outcome = await run(open(), { argv: ['cat'] }, { stdin, maxOutputBytes: 1001 })
    expect(outcome).toMatchObject({ stdout: 'é'.repeat(500), truncated: true, exitCode: 0 })
  })

  it('says what is missing, and when a login may run nothing', async () => {
    expect(await run(open(), { argv: ['no-such-program'] })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-program',
      message: { values: { program: 'no-such-program', place: 'prod-1' } },
    })
    expect(await run(open(), { script: 'true' }, { cwd: '/no/such/folder' })).toMatchObject({
      cause: 'missing-file',
    })
    const port = await startVariant(['ForceCommand=echo this account is for mail only; exit 1'])
    const settings = { ...settingsFor(sshd), port, knownHostsFile: await anyPort() }
    expect(await run(open(settings), { script: 'true' })).toMatchObject({
      kind: 'not-run',
      cause: 'denied',
      detail: 'this account is for mail only',
      mayStillRun: false,
    })
  })

  it('puts neither script nor environment on a command line there', async () => {
    const outcome = await run(
      open(),
      { script: 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; : s3cret-in-script' },
      { env: { TOKEN: 's3cret-in-env' } },
    )
    if (outcome.kind !== 'exited') throw new Error('it did not run')
    expect(outcome.stdout).toContain('IFS= read -r warroom')
    expect(outcome.stdout).not.toContain('s3cret')
  })
})

describe('bar 7: host keys', () => {
  it('known as [host]:port, and hashed by ssh-keygen', async () => {
    const hashed = await knownHostsWith(await readFile(sshd.knownHostsFile, 'utf8'))
    await execute('ssh-keygen', ['-q', '-H', '-f', hashed])
    expect(await readFile(hashed, 'utf8')).toMatch(/^\|1\|/)
    for (const knownHostsFile of [sshd.knownHostsFile, hashed]) {
      const outcome = await run(open({ ...settingsFor(sshd), knownHostsFile }), {
        script: 'echo in',
      })
      expect(outcome).toMatchObject({ kind: 'exited', stdout: 'in\n' })
    }
  })

  it('unknown: refused with the fingerprint, and the way to add it works', async () => {
    const knownHostsFile = await knownHostsWith('')
    const settings = { ...settingsFor(sshd), knownHostsFile }
    const outcome = await run(open(settings), { script: 'echo in' })
    if (outcome.kind !== 'not-run') throw new Error('an unknown key was accepted')
    expect(outcome).toMatchObject({
      cause: 'host-key-unknown',
      message: { id: 'shell.host-key.unknown' },
      mayStillRun: false,
    })
    const { stdout } = await execute('ssh-keygen', ['-l', '-f', sshd.knownHostsFile])
    expect(stdout).toContain(String(outcome.message.values?.['fingerprint']))
    await execute('sh', ['-c', String(outcome.message.values?.['command'])])
    expect(await run(open(settings), { script: 'echo in' })).toMatchObject({
      kind: 'exited',
      stdout: 'in\n',
    })
  })

  it('changed: another server in its place is refused', async () => {
    const first = await startSshd()
    const { port } = first
    const knownHostsFile = await knownHostsWith(await readFile(first.knownHostsFile, 'utf8'))
    await first.stop()
    await using second = await startSshd({ port })
    const outcome = await run(open({ ...settingsFor(second), knownHostsFile }), {
      script: 'echo in',
    })
    expect(outcome).toMatchObject({
      kind: 'not-run',
      cause: 'host-key-changed',
      message: { id: 'shell.host-key.changed', values: { file: knownHostsFile, line: 1 } },
    })
    expect(second.output()).not.toContain('Accepted')
  })

  it.each([
    [
      'revoked',
      () => `[127.0.0.1]:${sshd.port} ${sshd.hostPublicKey}\n@revoked * ${sshd.hostPublicKey}\n`,
      'host-key-revoked',
      'shell.host-key.revoked',
    ],
    [
      'known by an authority only',
      () => `@cert-authority * ${sshd.hostPublicKey}\n`,
      'host-key-unknown',
      'shell.host-key.ca-only',
    ],
  ])('%s: refused', async (_name, lines, cause, id) => {
    const knownHostsFile = await knownHostsWith(lines())
    const outcome = await run(open({ ...settingsFor(sshd), knownHostsFile }), { script: 'echo in' })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id } })
  })

  const target = (): SshTarget => ({
    name: 'prod-1',
    host: sshd.host,
    port: sshd.port,
    user: sshd.user,
    identityFiles: [{ path: sshd.identityFile, named: true }],
    knownHostsFiles: [sshd.knownHostsFile],
    jumps: [],
  })

  it('a verifier that throws is refused', async () => {
    const accepted = sshd.output().split('Accepted').length
    const judge: HostKeyJudge = () => {
      throw new Error('the file vanished')
    }
    const connected = await connectSsh(target(), { judge, knownKeyTypes: [] })
    expect(connected).toMatchObject({
      ok: false,
      cause: 'host-key-unknown',
      detail: 'the file vanished',
    })
    expect(sshd.output().split('Accepted').length).toBe(accepted)
  })

  it('a verifier that promises does not compile, and is refused', async () => {
    // @ts-expect-error a promise is no lookup
    const judge: HostKeyJudge = () => Promise.resolve({ status: 'known' })
    const connected = await connectSsh(target(), { judge, knownKeyTypes: [] })
    expect(connected).toMatchObject({ ok: false, cause: 'host-key-unknown' })
  })

  it.each(['rsa', 'ecdsa'] as const)('a server with only a key of type %s', async (hostKeyType) => {
    await using server = await startSshd({ hostKeyType })
    expect(await run(open(settingsFor(server)), { script: 'echo in' })).toMatchObject({
      stdout: 'in\n',
    })
  })

  it('asks a server with several keys for the one on record', async () => {
    const rsaKey = join(folder, 'host_rsa')
    await execute('ssh-keygen', ['-q', '-t', 'rsa', '-N', '', '-f', rsaKey])
    const port = await startVariant([`HostKey=${rsaKey}`])
    for (const key of [sshd.hostPublicKey, await readFile(`${rsaKey}.pub`, 'utf8')]) {
      const knownHostsFile = await knownHostsWith(`[127.0.0.1]:${port} ${key}\n`)
      const outcome = await run(open({ ...settingsFor(sshd), port, knownHostsFile }), {
        script: 'echo in',
      })
      expect(outcome).toMatchObject({ stdout: 'in\n' })
    }
  })

  it('a server with nothing but SHA-1 is not spoken to', async () => {
    const port = await startVariant(['KexAlgorithms=diffie-hellman-group14-sha1'])
    const outcome = await run(
      open({ ...settingsFor(sshd), port, knownHostsFile: await anyPort() }),
      { script: 'true' },
    )
    expect(outcome).toMatchObject({
      kind: 'not-run',
      cause: 'unsupported',
      message: { id: 'shell.ssh.handshake' },
    })
  })
})

describe('login', () => {
  it('by an encrypted key with its passphrase', async () => {
    const { encryptedIdentityFile: identityFile, passphrase } = sshd
    const settings = { ...settingsFor(sshd), identityFile, passphrase }
    expect(await run(open(settings), { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
  })

  it.each([
    [
      'a wrong passphrase',
      () => ({ identityFile: sshd.encryptedIdentityFile, passphrase: 'wrong' }),
      'auth-failed',
      'shell.ssh.passphrase-wrong',
    ],
    [
      'no passphrase',
      () => ({ identityFile: sshd.encryptedIdentityFile }),
      'auth-failed',
      'shell.ssh.passphrase-missing',
    ],
    [
      'a key file that is not there',
      () => ({ identityFile: '/no/such/key' }),
      'missing-file',
      'shell.ssh.key-missing',
    ],
    [
      'a public key instead',
      () => ({ identityFile: `${sshd.identityFile}.pub` }),
      'auth-failed',
      'shell.ssh.key-unsupported',
    ],
    ['another user', () => ({ user: 'nobody' }), 'auth-failed', 'shell.ssh.auth-refused'],
  ])('with %s is refused in clear words', async (_name, change, cause, id) => {
    const outcome = await run(open({ ...settingsFor(sshd), ...change() }), { script: 'true' })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id }, mayStillRun: false })
    expect(JSON.stringify(outcome)).not.toContain('correct horse')
  })

  it('by the agent', async () => {
    const agentSocket = join(folder, 'agent')
    const agent = spawn('ssh-agent', ['-D', '-a', agentSocket])
    onTestFinished(() => void agent.kill())
    await once(agent.stdout, 'data')
    const withoutKey = { ...settingsFor(sshd), identityFile: undefined }
    const withAgent = { ...defaults, agentSocket }
    expect(await run(open(withoutKey, { defaults: withAgent }), { script: 'true' })).toMatchObject({
      cause: 'auth-failed',
    })
    await execute('ssh-add', ['-q', sshd.identityFile], {
      env: { ...process.env, SSH_AUTH_SOCK: agentSocket },
    })
    expect(
      await run(open(withoutKey, { defaults: withAgent }), { script: 'echo in' }),
    ).toMatchObject({ stdout: 'in\n' })
    expect(
      await run(open({ ...withoutKey, agent: false }, { defaults: withAgent }), { script: 'true' }),
    ).toMatchObject({ cause: 'auth-failed' })
  })

  it('falls back to the key where the agent is gone', async () => {
    const gone = { ...defaults, agentSocket: join(folder, 'no-agent') }
    const outcome = await run(
      open({ ...settingsFor(sshd), identityFile: undefined }, { defaults: gone }),
      { script: 'true' },
    )
    expect(outcome).toMatchObject({ cause: 'auth-failed' })
    const home = await mkdtemp(join(folder, 'home-'))
    await execute('mkdir', [join(home, '.ssh')])
    await copyFile(sshd.identityFile, join(home, '.ssh', 'id_ed25519'))
    const shell = open(
      { ...settingsFor(sshd), identityFile: undefined },
      { defaults: { ...gone, homeDir: home } },
    )
    expect(await run(shell, { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
  })
})

describe('one connection a host', () => {
  const accepted = () => sshd.output().split('Accepted publickey').length

  it('is shared by those who come first together', async () => {
    const before = accepted()
    const shell = open()
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => run(shell, { script: `echo ${index}` })),
    )
    expect(outcomes.map((outcome) => outcome.kind === 'exited' && outcome.stdout)).toEqual(
      Array.from({ length: 30 }, (_, index) => `${index}\n`),
    )
    expect(accepted() - before).toBe(1)
  })

  it('adapts to a server that allows few sessions', async () => {
    const port = await startVariant(['MaxSessions=2'])
    const shell = open({ ...settingsFor(sshd), port, knownHostsFile: await anyPort() })
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => run(shell, { script: 'echo in' })),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 12 }, () => 'exited'))
  })

  it('is closed when idle, and opened again', async () => {
    const before = accepted()
    const shell = open(settingsFor(sshd), { idleCloseMs: 20 })
    await run(shell, { script: 'true' })
    await vi.waitFor(
      () => expect(sshd.output()).toMatch(/(Disconnected|Received disconnect)[^]*$/),
      5_000,
    )
    await vi.waitFor(async () => {
      await run(shell, { script: 'true' })
      expect(accepted() - before).toBeGreaterThan(1)
    }, 5_000)
  })

  it('is opened again after a loss, and goes through jumps', async () => {
    const link = await startLink(sshd.port)
    const knownHostsFile = await anyPort()
    const shell = open({ ...settingsFor(sshd), port: link.port, knownHostsFile })
    expect(await run(shell, { script: 'echo 1' })).toMatchObject({ stdout: '1\n' })
    link.cut()
    await vi.waitFor(async () =>
      expect(await run(shell, { script: 'echo 2' })).toMatchObject({ stdout: '2\n' }),
    )
  })

  it('goes through jumps of the SSH configuration, each with its own checks', async () => {
    const config = join(folder, 'jump_config')
    const common = `  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${sshd.user}\n  IdentityFile ${sshd.identityFile}\n`
    await writeFile(
      config,
      `Host gate\n${common}Host middle\n${common}Host inner\n${common}  ProxyJump gate,middle\nHost loop\n  ProxyJump loop\n`,
    )
    const before = accepted()
    const withConfig = { ...defaults, configFiles: [config] }
    const known = await anyPort()
    const shell = open({ host: 'inner', knownHostsFile: known }, { defaults: withConfig })
    expect(await run(shell, { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
    expect(accepted() - before).toBe(3)
    const unknown = open(
      { host: 'inner', knownHostsFile: await knownHostsWith('') },
      { defaults: withConfig },
    )
    expect(await run(unknown, { script: 'true' })).toMatchObject({
      cause: 'host-key-unknown',
      message: { values: { host: 'gate' } },
    })
    expect(
      await run(open({ host: 'loop' }, { defaults: withConfig }), { script: 'true' }),
    ).toMatchObject({ message: { id: 'shell.ssh.jump-circle' } })
  })
})

describe('bar 9: deadlines', () => {
  it.concurrent(
    'a server that takes the connection and says nothing: given up within 10 s',
    { timeout: 20_000 },
    async () => {
      const port = await listen(createServer(() => {}))
      const outcome = await run(
        open({ ...settingsFor(sshd), port }),
        { script: 'true' },
        { timeoutMs: 60_000 },
      )
      expect(outcome).toMatchObject({
        kind: 'not-run',
        cause: 'connect-timeout',
        mayStillRun: false,
      })
      expect(outcome.durationMs).toBeLessThan(11_000)
    },
  )

  it('the command’s own deadline holds while connecting, too', async () => {
    const port = await listen(createServer(() => {}))
    const outcome = await run(
      open({ ...settingsFor(sshd), port }),
      { script: 'true' },
      { timeoutMs: 300 },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: false })
    expect(outcome.durationMs).toBeLessThan(1_300)
  })

  it(
    'a channel on a dead link: given up within 5 s, nothing started',
    { timeout: 20_000 },
    async () => {
      const link = await startLink(sshd.port)
      const shell = open({ ...settingsFor(sshd), port: link.port, knownHostsFile: await anyPort() })
      await run(shell, { script: 'true' })
      link.freeze()
      const outcome = await run(shell, { script: 'true' }, { timeoutMs: 60_000 })
      expect(outcome).toMatchObject({ kind: 'not-run', cause: 'link-lost', mayStillRun: false })
      expect(outcome.durationMs).toBeLessThan(6_000)
      expect(await run(shell, { script: 'echo again' })).toMatchObject({ stdout: 'again\n' })
    },
  )

  it.each([
    ['refused', { port: 1 }, 'denied', 'shell.ssh.refused'],
    [
      'no such name',
      { host: 'no-such-host.invalid' },
      'name-not-found',
      'shell.ssh.name-not-found',
    ],
  ])('%s', async (_name, change, cause, id) => {
    const outcome = await run(open({ ...settingsFor(sshd), ...change }), { script: 'true' })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id }, mayStillRun: false })
  })

  it('something that does not speak SSH', async () => {
    const port = await listen(
      createServer((socket) =>
        socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      ),
    )
    const outcome = await run(open({ ...settingsFor(sshd), port }), { script: 'true' })
    expect(outcome).toMatchObject({
      kind: 'not-run',
      cause: 'link-lost',
      message: { id: 'shell.ssh.not-ssh' },
    })
  })
})

describe('bar 10: after a timeout the remote group is gone, or it is said', () => {
  it.each([
    ['children', 'echo $$; sleep 300 & echo $!; sleep 300 & echo $!; wait'],
    ['TERM ignored', 'trap "" TERM; echo $$; (trap "" TERM; sleep 300) & echo $!; wait; sleep 300'],
    ['groups of their own, as timeout(1) makes', 'echo $$; timeout 400 sleep 300 & echo $!; wait'],
    ['input that was read to its end', 'echo $$; cat; sleep 300'],
  ])('%s', async (_name, script) => {
    const shell = open()
    await run(shell, { script: 'true' })
    const outcome = await run(shell, { script }, { timeoutMs: 700 })
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: false })
    expect(outcome.durationMs).toBeLessThan(1_700)
    const pids = pidsOf(outcome)
    expect(pids.length).toBeGreaterThan(0)
    expect(pids.filter(isRunning)).toEqual([])
  })

  it('also when all places of the connection are taken', async () => {
    const shell = open()
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        run(shell, { script: 'echo $$; sleep 300' }, { timeoutMs: 2_500 }),
      ),
    )
    const pids = outcomes.flatMap(pidsOf)
    expect(pids).toHaveLength(8)
    await shell[Symbol.asyncDispose]()
    expect(pids.filter(isRunning)).toEqual([])
  })

  it('a child in a session of its own: may still run', async () => {
    const outcome = await run(
      open(),
      { script: 'setsid sleep 300 & echo $!; sleep 300' },
      { timeoutMs: 1_500 },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
    const [pid = 0] = pidsOf(outcome)
    expect(isRunning(pid)).toBe(true)
    process.kill(pid)
  })

  it('a link that died: may still run, said 1 s after the deadline at most', async () => {
    const link = await startLink(sshd.port)
    const shell = open({ ...settingsFor(sshd), port: link.port, knownHostsFile: await anyPort() })
    const outcome = await run(
      shell,
      { script: 'echo $$; sleep 300' },
      { timeoutMs: 2_000, onOutput: () => link.freeze() },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
    expect(outcome.durationMs).toBeLessThan(3_000)
    const [pid = 0] = pidsOf(outcome)
    expect(isRunning(pid)).toBe(true)
    process.kill(-pid)
  })

  it('a link cut in the middle: lost, and may still run', async () => {
    const link = await startLink(sshd.port)
    const shell = open({ ...settingsFor(sshd), port: link.port, knownHostsFile: await anyPort() })
    let pid = 0
    const outcome = await run(
      shell,
      { script: 'echo $$; sleep 300' },
      {
        onOutput: (_stream, text) => {
          pid = Number(text)
          link.cut()
        },
      },
    )
    expect(outcome).toMatchObject({ kind: 'not-run', cause: 'link-lost', mayStillRun: true })
    expect(isRunning(pid)).toBe(true)
    process.kill(-pid)
  })
})

it('bar 11: a black-holed link is flagged within 20 s', { timeout: 40_000 }, async () => {
  const link = await startLink(sshd.port)
  const shell = open({ ...settingsFor(sshd), port: link.port, knownHostsFile: await anyPort() })
  let frozenMs = 0
  let pid = 0
  const outcome = await run(
    shell,
    { script: 'echo $$; sleep 300' },
    {
      timeoutMs: 120_000,
      onOutput: (_stream, text) => {
        pid = Number(text)
        link.freeze()
        frozenMs = performance.now()
      },
    },
  )
  expect(outcome).toMatchObject({ kind: 'not-run', cause: 'link-lost', mayStillRun: true })
  expect(performance.now() - frozenMs).toBeLessThan(20_000)
  process.kill(-pid)
})
