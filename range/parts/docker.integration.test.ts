import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { eventually } from '../testing/leftovers.ts'
import { startContainer } from './docker.ts'
import { startDockerd, type DockerdPart } from './dockerd.ts'
import { writeImage } from './image.ts'
import { createTemporaryFolder } from './process.ts'

const run = promisify(execFile)

/** A container engine of our own can only be started by root. */
describe.skipIf(process.getuid?.() !== 0)('containers', () => {
  let dockerd: DockerdPart
  const opened = new AsyncDisposableStack()
  const environment = () => ({ ...process.env, DOCKER_HOST: dockerd.dockerHost })
  const docker = async (...args: string[]) =>
    (await run('docker', args, { env: environment() })).stdout.trim()
  const containers = () => docker('ps', '--all', '--format', '{{.Names}} {{.State}}')

  beforeAll(async () => {
    dockerd = opened.use(await startDockerd())
    const folder = opened.use(await createTemporaryFolder('warroom-test'))
    const { file } = await writeImage('redis', folder.path)
    await docker('import', file, 'stranger')
  })
  afterAll(() => opened.disposeAsync())

  test('a stranger’s container of that name is left alone, even a stopped one', async () => {
    await docker('create', '--name', 'sylion-redis', 'stranger', '/bin/sh')
    const start = startContainer('sylion-redis', { dockerHost: dockerd.dockerHost })
    await expect(start).rejects.toMatchObject({ reason: 'name-taken' })
    expect(await containers()).toBe('sylion-redis created')
    await docker('rm', 'sylion-redis')
  })

  test('one of ours that a lost machine left stopped is replaced', async () => {
    const mine = ['--name', 'sylion-redis', '--label', 'warroom.range=1']
    await docker('create', ...mine, 'stranger', '/bin/sh')
    await using container = await startContainer('sylion-redis', {
      dockerHost: dockerd.dockerHost,
    })
    expect(await containers()).toBe('sylion-redis running')
    expect(await docker('exec', container.name, 'redis-cli', 'ping')).toBe('PONG')
  })

  test('a container runs on no network but its own loopback, and not as root', async () => {
    await using container = await startContainer('sylion-redis', {
      dockerHost: dockerd.dockerHost,
    })
    expect(await docker('exec', container.name, 'ls', '/sys/class/net')).toBe('lo')
    expect(await docker('exec', container.name, 'id', '-un')).toBe('redis')
  })

  test('kill -9 of its owner takes the container and its image away', async () => {
    const owner = spawn(process.execPath, ['range/testing/container-owner.ts'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(owner.stdout, 'data')
    expect(await containers()).toBe('sylion-redis running')
    owner.kill('SIGKILL')
    expect(await eventually(containers, (seen) => seen === '')).toBe('')
    const images = () => docker('images', '--format', '{{.Repository}}')
    expect(await eventually(images, (seen) => seen === 'stranger')).toBe('stranger')
  })

  test('an engine that does not answer is said to be so', async () => {
    const start = startContainer('sylion-redis', { dockerHost: 'unix:///nonexistent/docker.sock' })
    await expect(start).rejects.toMatchObject({ reason: 'no-engine' })
  })
})
