import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { startDockerd } from '../../../range/parts/dockerd.ts'
import type { DockerdPart } from '../../../range/parts/dockerd.ts'
import { createContainerShell } from './container-shell.ts'
import { makeImage } from './image.fixture.ts'
import { createLocalShell } from './local-shell.ts'
import { createShellProvider } from './shell-provider.ts'
import { isRunning, pidsOf, run, underLoad } from './shell-test-bench.ts'
import type { Shell } from './shell.ts'
import { openSshTestBench } from './ssh-test-bench.ts'
import type { SshTestBench } from './ssh-test-bench.ts'

const execute = promisify(execFile)
const docker = (...args: string[]) => execute('docker', args)

let dockerd: DockerdPart
let bench: SshTestBench
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-container-'))
  ;[dockerd, bench] = await Promise.all([startDockerd(), openSshTestBench()])
  vi.stubEnv('DOCKER_HOST', dockerd.dockerHost)
  const tools = ['cat', 'sleep', 'setsid', 'env', 'pwd'].map((name) => `/usr/bin/${name}`)
  await makeImage(folder, 'with-shell', ['/bin/sh', ...tools])
  await makeImage(folder, 'without-shell', [
    '/usr/bin/cat',
    '/usr/bin/sleep',
    '/usr/bin/env',
    '/usr/bin/pwd',
  ])
  const options = ['run', '--detach', '--network', 'none']
  await docker(...options, '--name', 'sylion-redis', 'with-shell', '/usr/bin/sleep', '1000')
  await docker(...options, '--name', 'distroless', 'without-shell', '/usr/bin/sleep', '1000')
  await docker(...options, '--name', 'paused', 'with-shell', '/usr/bin/sleep', '1000')
  await docker('pause', 'paused')
  await docker('create', '--name', 'stopped', 'with-shell', '/usr/bin/sleep', '1000')
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await dockerd.stop()
  await bench[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const inContainer = (container: string, more: { user?: string } = {}, inner = createLocalShell()) =>
  createContainerShell(inner, { engine: 'docker', container, ...more })

/** Docker’s client there needs to know where the engine of this test is. */
function throughSsh(): Shell {
  const ssh = bench.open()
  return {
    label: ssh.label,
    run: (command, options) =>
      ssh.run(command, { ...options, env: { DOCKER_HOST: dockerd.dockerHost } }),
    follow: (command, options) =>
      ssh.follow(command, { ...options, env: { DOCKER_HOST: dockerd.dockerHost } }),
    [Symbol.asyncDispose]: () => ssh[Symbol.asyncDispose](),
  }
}

/** Process ids of a container, as this machine counts them. */
async function processesOf(container: string): Promise<number[]> {
  const { stdout } = await docker('top', container, '-o', 'pid')
  return stdout.split('\n').slice(1).filter(Boolean).map(Number).filter(isRunning)
}

describe('a command in a container', () => {
  it('gives its status, both streams, and reads input, environment and folder', async () => {
    const shell = inContainer('sylion-redis')
    expect(shell.label).toBe('local › sylion-redis')
    const outcome = await run(
      shell,
      { script: 'printf %s "$WORD"; cat; pwd; echo oops >&2; exit 3' },
      { stdin: 'in', env: { WORD: "l'été\n" }, cwd: '/usr' },
    )
    expect(outcome).toMatchObject({
      kind: 'exited',
      exitCode: 3,
      stdout: "l'été\nin/usr\n",
      stderr: 'oops\n',
    })
    expect(await run(shell, { argv: ['env', "A=$HOME '*'", 'env'] })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("A=$HOME '*'\n"),
    })
    // Built into the shell there, and nowhere to be executed.
    expect(await run(shell, { argv: ['printf', 'x'] })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-program',
      message: { values: { program: 'printf', place: 'local › sylion-redis' } },
    })
  })

  it('nests: a container on a host over SSH', async () => {
    const shell = inContainer('sylion-redis', {}, throughSsh())
    expect(shell.label).toBe('prod-1 › sylion-redis')
    expect(await run(shell, { script: 'cat; echo out' }, { stdin: 'in ' })).toMatchObject({
      kind: 'exited',
      exitCode: 0,
      stdout: 'in out\n',
    })
  })

  it('is followed, there too, and held back', async () => {
    const shell = inContainer('sylion-redis', {}, throughSsh())
    let text = ''
    const outcome = await shell.follow(
      { script: 'i=0; while [ $i -lt 50 ]; do echo "line $i"; i=$((i+1)); done; echo why >&2' },
      {
        signal: new AbortController().signal,
        onOutput(stream, piece) {
          if (stream === 'stdout') text += piece
        },
        onFlow(flow) {
          flow.pause()
          setImmediate(() => flow.resume())
        },
      },
    )
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, stdout: '', stderr: 'why\n' })
    expect(text.split('\n')).toHaveLength(51)
  })

  it('without a shell in it, arguments still run', async () => {
    const shell = inContainer('distroless')
    const outcome = await run(shell, { argv: ['env'] }, { env: { WORD: 'it is' }, cwd: '/usr' })
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 })
    expect(outcome.kind === 'exited' && outcome.stdout).toContain('WORD=it is\n')
    expect(await run(shell, { argv: ['pwd'] }, { cwd: '/usr' })).toMatchObject({ stdout: '/usr\n' })
    expect(await run(shell, { argv: ['cat'] }, { stdin: 'in' })).toMatchObject({ stdout: 'in' })
    expect(await run(shell, { argv: ['redis-cli', 'ping'] })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-program',
      message: { values: { program: 'redis-cli', place: 'local › distroless' } },
    })
    expect(await run(shell, { argv: ['pwd'] }, { cwd: '/gone' })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-file',
    })
    expect(await run(shell, { script: 'true' })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-program',
      message: { id: 'shell.container.no-sh' },
    })
  })

  it.each([
    ['no such container', 'absent', {}, 'missing-container', 'shell.container.missing'],
    ['one that does not run', 'stopped', {}, 'missing-container', 'shell.container.stopped'],
    ['one that is paused', 'paused', {}, 'missing-container', 'shell.container.stopped'],
    ['no such user', 'sylion-redis', { user: 'nobody-here' }, 'bad-config', 'shell.container.user'],
    ['a name that reads as an option', '--privileged', {}, 'bad-config', 'shell.container.name'],
  ])('tells %s', async (_name, container, more, cause, id) => {
    const outcome = await run(inContainer(container, more), { script: 'true' })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id }, mayStillRun: false })
  })

  it('tells an engine that does not answer from a client that is not there', async () => {
    const gone = { DOCKER_HOST: `unix://${folder}/gone.sock` }
    const local = createLocalShell()
    const withEnv = (env: Record<string, string>): Shell => ({
      label: local.label,
      run: (command, options) => local.run(command, { ...options, env }),
      follow: (command, options) => local.follow(command, { ...options, env }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
    expect(
      await run(inContainer('sylion-redis', {}, withEnv(gone)), { script: 'true' }),
    ).toMatchObject({ cause: 'missing-target', message: { id: 'shell.container.no-daemon' } })
    expect(
      await run(inContainer('sylion-redis', {}, withEnv({ PATH: folder })), { script: 'true' }),
    ).toMatchObject({ cause: 'missing-program', message: { values: { program: 'docker' } } })
  })

  it('through the provider, by the profile’s names', async () => {
    await using provider = createShellProvider({
      hosts: { here: { local: true }, redis: { container: 'sylion-redis', on: 'here' } },
    })
    const found = await provider.shell('redis')
    if (!found.ok) throw new Error(found.unmeasurable.message.id)
    expect(await run(found.shell, { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
  })
})

describe('bar 10, in a container: after a timeout nothing of it is left inside', () => {
  const scripts: [string, string][] = [
    ['children', 'sleep 300 & sleep 300 & echo started; wait'],
    ['TERM ignored', 'trap "" TERM; (trap "" TERM; sleep 300) & echo started; wait; sleep 300'],
  ]
  it.each(scripts)('on this machine: %s', underLoad, async (_name, script) => {
    const before = await processesOf('sylion-redis')
    const outcome = await run(inContainer('sylion-redis'), { script }, { timeoutMs: 1_500 })
    expect(outcome).toMatchObject({ kind: 'timed-out', stdout: 'started\n', mayStillRun: false })
    expect(outcome.durationMs).toBeLessThan(2_500)
    expect(await processesOf('sylion-redis')).toEqual(before)
  })

  it.each(scripts)('over SSH: %s', underLoad, async (_name, script) => {
    const before = await processesOf('sylion-redis')
    const shell = inContainer('sylion-redis', {}, throughSsh())
    await run(shell, { script: 'true' })
    const outcome = await run(shell, { script }, { timeoutMs: 2_000 })
    expect(outcome).toMatchObject({ kind: 'timed-out', stdout: 'started\n' })
    expect(outcome.durationMs).toBeLessThan(3_000)
    await shell[Symbol.asyncDispose]()
    expect(await processesOf('sylion-redis')).toEqual(before)
  })

  it('without a shell inside it cannot be told: may still run', async () => {
    const before = await processesOf('distroless')
    const shell = inContainer('distroless')
    const outcome = await run(shell, { argv: ['sleep', '300'] }, { timeoutMs: 1_500 })
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
    for (const pid of await processesOf('distroless')) if (!before.includes(pid)) process.kill(pid)
  })

  it('a child in a session of its own: may still run', async () => {
    const before = await processesOf('sylion-redis')
    const outcome = await run(
      inContainer('sylion-redis'),
      { script: 'setsid sleep 300 & echo $!; sleep 300' },
      { timeoutMs: 1_500 },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
    expect(pidsOf(outcome)).toHaveLength(1)
    for (const pid of await processesOf('sylion-redis'))
      if (!before.includes(pid)) process.kill(pid)
  })
})
