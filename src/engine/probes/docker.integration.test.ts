import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { startDockerd } from '../../../range/parts/dockerd.ts'
import { writeImage } from '../../../range/parts/image.ts'
import { createTemporaryFolder } from '../../../range/parts/process.ts'
import type { Shell } from '../shell/shell.ts'
import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import { causeOf, factsOf } from './conformance-facts.ts'

const run = promisify(execFile)

/** A container engine of our own can only be started by root. */
describe.skipIf(process.getuid?.() !== 0)('docker, a real one', () => {
  const opened = new AsyncDisposableStack()
  let dockerHost = ''
  let bench: SshTestBench
  const docker = async (...args: string[]) => (await run('docker', args)).stdout.trim()

  beforeAll(async () => {
    const dockerd = opened.use(await startDockerd())
    dockerHost = dockerd.dockerHost
    vi.stubEnv('DOCKER_HOST', dockerHost)
    bench = opened.use(await openSshTestBench())
    const folder = opened.use(await createTemporaryFolder('warroom-test'))
    const { file } = await writeImage('redis', folder.path)
    await docker('import', file, 'sylion/api:2.4.1')
  }, 120_000)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await opened.disposeAsync()
  })

  const server = ['sylion/api:2.4.1', 'redis-server', '--save', '']
  const start = (name: string, ...options: string[]) =>
    docker('run', '--detach', '--network', 'none', '--name', name, ...options)

  it('tells its state, image, limits and since when, and nothing of its environment', async () => {
    const limits = ['--restart', 'unless-stopped', '--memory', '64m']
    await start('api', '--env', 'KEY=s3cr3t', ...limits, ...server)
    const facts = await factsOf('docker', { container: 'api' })
    expect(facts).toMatchObject({
      found: true,
      running: true,
      state: 'running',
      health: 'none',
      restarts: 0,
      image: 'sylion/api:2.4.1',
      restart_policy: 'unless-stopped',
      memory_limit_bytes: 64 * 1024 * 1024,
      state_error: '',
      oom_killed: false,
      error: '',
    })
    expect(facts.image_id).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(facts.uptime_s).toBeLessThan(60)
    expect(Date.parse(facts.started_at as string)).toBeGreaterThan(Date.now() - 60_000)
    expect(facts).not.toHaveProperty('exit_code')
    expect(facts).not.toHaveProperty('image_digest')
    expect(facts).not.toHaveProperty('finished_at')
    expect(JSON.stringify(facts)).not.toContain('s3cr3t')
  })

  it('tells what its health check says', async () => {
    const check = ['--health-cmd', 'echo no table duels; exit 1', '--health-interval', '100ms']
    await start('sick', ...check, '--health-retries', '2', ...server)
    const health = async () => (await factsOf('docker', { container: 'sick' })).health
    await expect.poll(health, { timeout: 20_000 }).toBe('unhealthy')
    const facts = await factsOf('docker', { container: 'sick' })
    expect(facts.health_output).toBe('no table duels')
    expect(facts.health_failures).toBeGreaterThanOrEqual(2)
  })

  it('tells how it ended', async () => {
    await docker(
      'run',
      '--name',
      'crashed',
      '--network',
      'none',
      'sylion/api:2.4.1',
      'sh',
      '-c',
      'exit 3',
    ).catch(() => {})
    const facts = await factsOf('docker', { container: 'crashed' })
    expect(facts).toMatchObject({ running: false, state: 'exited', exit_code: 3 })
    expect(facts).toHaveProperty('finished_at')
    expect(facts).not.toHaveProperty('uptime_s')
  })

  it('a container that is not there is a fact; an engine that does not answer is not', async () => {
    expect(await factsOf('docker', { container: 'nope' })).toMatchObject({
      found: false,
      running: false,
      error: '',
    })
    vi.stubEnv('DOCKER_HOST', 'unix:///nonexistent/docker.sock')
    const measurement = await causeOf('docker', { container: 'api' })
    vi.stubEnv('DOCKER_HOST', dockerHost)
    expect(measurement).toMatchObject({ kind: 'unmeasurable', cause: 'missing-program' })
    expect(await causeOf('docker', { container: 'api', engine: 'podman' })).toMatchObject({
      cause: 'missing-program',
    })
  })

  it('works over SSH, on the connection of that host', async () => {
    const ssh = bench.open()
    // Docker's client there needs to know where the engine of this test is.
    const there: Shell = {
      label: ssh.label,
      run: (command, options) => ssh.run(command, { ...options, env: { DOCKER_HOST: dockerHost } }),
      follow: (command, options) => ssh.follow(command, options),
      [Symbol.asyncDispose]: () => ssh[Symbol.asyncDispose](),
    }
    const shell = () => Promise.resolve({ ok: true as const, shell: there })
    const measurement = await causeOf('docker', { container: 'api', on: 'prod-1' }, { shell })
    expect(measurement).toMatchObject({
      kind: 'measured',
      target: 'prod-1 › api',
      facts: { running: true, image: 'sylion/api:2.4.1' },
    })
    await factsOf('docker', { container: 'api', on: 'prod-1' }, { shell })
    expect(bench.logins()).toBe(1)
  })
})
