import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

import { startSshd } from '../../../range/parts/sshd.ts'
import { run } from './shell-test-bench.ts'
import type { SshTarget } from './ssh-config.ts'
import { connectSsh } from './ssh-connection.ts'
import type { HostKeyJudge } from './ssh-host-key.ts'
import { openSshTestBench, settingsFor } from './ssh-test-bench.ts'
import type { SshTestBench } from './ssh-test-bench.ts'

const execute = promisify(execFile)

let bench: SshTestBench
beforeAll(async () => {
  bench = await openSshTestBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

describe('bar 7: host keys', () => {
  it('known as [host]:port, and hashed by ssh-keygen', async () => {
    const hashed = await bench.knownHostsWith(await readFile(bench.sshd.knownHostsFile, 'utf8'))
    await execute('ssh-keygen', ['-q', '-H', '-f', hashed])
    expect(await readFile(hashed, 'utf8')).toMatch(/^\|1\|/)
    for (const knownHostsFile of [bench.sshd.knownHostsFile, hashed]) {
      const outcome = await run(bench.open({ ...bench.settings, knownHostsFile }), {
        script: 'echo in',
      })
      expect(outcome).toMatchObject({ kind: 'exited', stdout: 'in\n' })
    }
  })

  it('unknown: refused with the fingerprint, and the way to add it works', async () => {
    const knownHostsFile = await bench.knownHostsWith('')
    const settings = { ...bench.settings, knownHostsFile }
    const outcome = await run(bench.open(settings), { script: 'echo in' })
    if (outcome.kind !== 'not-run') throw new Error('an unknown key was accepted')
    expect(outcome).toMatchObject({
      cause: 'host-key-unknown',
      message: { id: 'shell.host-key.unknown' },
      mayStillRun: false,
    })
    const { stdout } = await execute('ssh-keygen', ['-l', '-f', bench.sshd.knownHostsFile])
    expect(stdout).toContain(String(outcome.message.values?.['fingerprint']))
    await execute('sh', ['-c', String(outcome.message.values?.['command'])])
    expect(await run(bench.open(settings), { script: 'echo in' })).toMatchObject({
      kind: 'exited',
      stdout: 'in\n',
    })
  })

  it('changed: another server in its place is refused', async () => {
    const first = await startSshd()
    const { port } = first
    const knownHostsFile = await bench.knownHostsWith(await readFile(first.knownHostsFile, 'utf8'))
    await first.stop()
    await using second = await startSshd({ port })
    const outcome = await run(bench.open({ ...settingsFor(second), knownHostsFile }), {
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
      () =>
        `[127.0.0.1]:${bench.sshd.port} ${bench.sshd.hostPublicKey}\n@revoked * ${bench.sshd.hostPublicKey}\n`,
      'host-key-revoked',
      'shell.host-key.revoked',
    ],
    [
      'known by an authority only',
      () => `@cert-authority * ${bench.sshd.hostPublicKey}\n`,
      'host-key-unknown',
      'shell.host-key.ca-only',
    ],
  ])('%s: refused', async (_name, lines, cause, id) => {
    const knownHostsFile = await bench.knownHostsWith(lines())
    const outcome = await run(bench.open({ ...bench.settings, knownHostsFile }), {
      script: 'echo in',
    })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id } })
  })

  const target = (): SshTarget => ({
    name: 'prod-1',
    host: bench.sshd.host,
    port: bench.sshd.port,
    user: bench.sshd.user,
    identityFiles: [{ path: bench.sshd.identityFile, named: true }],
    knownHostsFiles: [bench.sshd.knownHostsFile],
    jumps: [],
  })

  it('a verifier that throws is refused', async () => {
    const accepted = bench.sshd.output().split('Accepted').length
    const judge: HostKeyJudge = () => {
      throw new Error('the file vanished')
    }
    const connected = await connectSsh(target(), {
      judge,
      knownKeyTypes: [],
      signal: new AbortController().signal,
    })
    expect(connected).toMatchObject({
      ok: false,
      cause: 'host-key-unknown',
      detail: 'the file vanished',
    })
    expect(bench.sshd.output().split('Accepted').length).toBe(accepted)
  })

  it('a verifier that promises does not compile, and is refused', async () => {
    // @ts-expect-error a promise is no lookup
    const judge: HostKeyJudge = () => Promise.resolve({ status: 'known' })
    const connected = await connectSsh(target(), {
      judge,
      knownKeyTypes: [],
      signal: new AbortController().signal,
    })
    expect(connected).toMatchObject({ ok: false, cause: 'host-key-unknown' })
  })

  it.each(['rsa', 'ecdsa'] as const)('a server with only a key of type %s', async (hostKeyType) => {
    await using server = await startSshd({ hostKeyType })
    expect(await run(bench.open(settingsFor(server)), { script: 'echo in' })).toMatchObject({
      stdout: 'in\n',
    })
  })

  it('asks a server with several keys for the one on record', async () => {
    const rsaKey = join(bench.folder, 'host_rsa')
    await execute('ssh-keygen', ['-q', '-t', 'rsa', '-N', '', '-f', rsaKey])
    const port = await bench.startVariant([`HostKey=${rsaKey}`])
    for (const key of [bench.sshd.hostPublicKey, await readFile(`${rsaKey}.pub`, 'utf8')]) {
      const knownHostsFile = await bench.knownHostsWith(`[127.0.0.1]:${port} ${key}\n`)
      const outcome = await run(bench.open({ ...bench.settings, port, knownHostsFile }), {
        script: 'echo in',
      })
      expect(outcome).toMatchObject({ stdout: 'in\n' })
    }
  })

  it('a server with nothing but SHA-1 is not spoken to', async () => {
    const port = await bench.startVariant(['KexAlgorithms=diffie-hellman-group14-sha1'])
    const outcome = await run(bench.open(await bench.atPort(port)), { script: 'true' })
    expect(outcome).toMatchObject({
      kind: 'not-run',
      cause: 'unsupported',
      message: { id: 'shell.ssh.handshake' },
    })
  })
})

describe('login', () => {
  it('by an encrypted key with its passphrase', async () => {
    const { encryptedIdentityFile: identityFile, passphrase } = bench.sshd
    const settings = { ...bench.settings, identityFile, passphrase }
    expect(await run(bench.open(settings), { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
  })

  it.each([
    [
      'a wrong passphrase',
      () => ({ identityFile: bench.sshd.encryptedIdentityFile, passphrase: 'wrong' }),
      'auth-failed',
      'shell.ssh.passphrase-wrong',
    ],
    [
      'no passphrase',
      () => ({ identityFile: bench.sshd.encryptedIdentityFile }),
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
      () => ({ identityFile: `${bench.sshd.identityFile}.pub` }),
      'auth-failed',
      'shell.ssh.key-unsupported',
    ],
    ['another user', () => ({ user: 'nobody' }), 'auth-failed', 'shell.ssh.auth-refused'],
  ])('with %s is refused in clear words', async (_name, change, cause, id) => {
    const outcome = await run(bench.open({ ...bench.settings, ...change() }), { script: 'true' })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id }, mayStillRun: false })
    expect(JSON.stringify(outcome)).not.toContain('correct horse')
  })

  it('by the agent', async () => {
    const agentSocket = join(bench.folder, 'agent')
    const agent = spawn('ssh-agent', ['-D', '-a', agentSocket])
    onTestFinished(() => void agent.kill())
    await once(agent.stdout, 'data')
    const withoutKey = { ...bench.settings, identityFile: undefined }
    const withAgent = { ...bench.defaults, agentSocket }
    expect(
      await run(bench.open(withoutKey, { defaults: withAgent }), { script: 'true' }),
    ).toMatchObject({
      cause: 'auth-failed',
    })
    await execute('ssh-add', ['-q', bench.sshd.identityFile], {
      env: { ...process.env, SSH_AUTH_SOCK: agentSocket },
    })
    expect(
      await run(bench.open(withoutKey, { defaults: withAgent }), { script: 'echo in' }),
    ).toMatchObject({ stdout: 'in\n' })
    expect(
      await run(bench.open({ ...withoutKey, agent: false }, { defaults: withAgent }), {
        script: 'true',
      }),
    ).toMatchObject({ cause: 'auth-failed' })
  })

  it('falls back to the key where the agent is gone', async () => {
    const gone = { ...bench.defaults, agentSocket: join(bench.folder, 'no-agent') }
    const outcome = await run(
      bench.open({ ...bench.settings, identityFile: undefined }, { defaults: gone }),
      { script: 'true' },
    )
    expect(outcome).toMatchObject({ cause: 'auth-failed' })
    const home = await mkdtemp(join(bench.folder, 'home-'))
    await execute('mkdir', [join(home, '.ssh')])
    await copyFile(bench.sshd.identityFile, join(home, '.ssh', 'id_ed25519'))
    const shell = bench.open(
      { ...bench.settings, identityFile: undefined },
      { defaults: { ...gone, homeDir: home } },
    )
    expect(await run(shell, { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
  })
})
