import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'

import { expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'

import { profileSchema } from '../src/shared/model/profile.ts'
import type { FromRange, PartStatus, ToRange } from './messages.ts'
import { ContainerUnavailable } from './parts/docker.ts'
import { startDockerd } from './parts/dockerd.ts'
import { MissingProgram } from './parts/part.ts'
import { createTemporaryFolder } from './parts/process.ts'
import { realStarters, startRange, type Range, type Starters } from './range.ts'
import { mapquizBehaviours } from './stand-ins/mapquiz-live.ts'
import { medquizBehaviours } from './stand-ins/medquiz-behaviours.ts'
import { rightSylion } from './stand-ins/sylion/behaviours.ts'
import { eventually, leftoversOf } from './testing/leftovers.ts'
import { onTheBox, profileOf } from './testing/on-the-box.ts'

const run = promisify(execFile)

/** A container engine of our own can only be started by root. */
const canRunContainers = process.getuid?.() === 0

/** Without containers: most of these tests are not about them, and they take seconds. */
const withoutContainers: Starters = {
  ...realStarters,
  startContainer: () => Promise.reject(new MissingProgram('docker', 'install docker')),
}

const withNothing: Starters = {
  startPostgres: () => Promise.reject(new MissingProgram('postgres', 'install postgres')),
  startRedis: () => Promise.reject(new MissingProgram('redis-server', 'install redis')),
  startSshd: () => Promise.reject(new MissingProgram('sshd', 'install sshd')),
  startContainer: () => Promise.reject(new MissingProgram('docker', 'install docker')),
  startPrometheus: () => Promise.reject(new MissingProgram('prometheus', 'install prometheus')),
  startAlertmanager: () => Promise.reject(new MissingProgram('alertmanager', 'install it')),
}

/** What the systems do right, each of which can be switched off. */
const behaviours = [
  ...medquizBehaviours.map((name) => `medquiz.${name}`),
  ...mapquizBehaviours.map((name) => `mapquiz.${name}`),
  ...Object.keys(rightSylion()).map((name) => `sylion.${name}`),
]

const statesOf = (parts: readonly PartStatus[]) =>
  Object.fromEntries(parts.map(({ name, state }) => [name, state]))

/** Every folder that a range made: its own, and those of its parts that the profile names. */
async function foldersOf(range: Range): Promise<string[]> {
  const box = (await profileOf(range)).hosts['box']
  const key = box && 'ssh' in box ? box.ssh.identityFile : undefined
  return [range.folder, ...(key === undefined ? [] : [key.replace(/\/client_key$/, '')])]
}

const textOf = async (url: string) => (await fetch(url)).text()

test('with every program installed, everything stands and behaves as the runbooks say', async () => {
  const seen: PartStatus[] = []
  await using range = await startRange({
    starters: withoutContainers,
    onPart: (part) => seen.push(part),
  })
  expect(seen).toEqual(range.parts)
  expect(statesOf(range.parts)).toEqual({
    postgres: 'up',
    redis: 'up',
    sshd: 'up',
    'sylion-postgres': 'missing',
    'sylion-redis': 'missing',
    medquiz: 'up',
    site: 'up',
    mapquiz: 'up',
    sylion: 'up',
    alertmanager: 'up',
    prometheus: 'up',
  })

  const profile = await profileOf(range)
  expect(profile.name).toBe(range.profileName)
  const secret = async (name: string) => {
    const source = profile.secrets[name]
    if (!source || !('file' in source)) throw new Error(`${name} is in a file`)
    expect((await stat(source.file)).mode & 0o777).toBe(0o600)
    return (await readFile(source.file, 'utf8')).trim()
  }
  for (const name of Object.keys(profile.secrets)) {
    expect(range.profileText).not.toContain(await secret(name))
  }

  const { api, sylion, mapquiz } = profile.endpoints
  expect(await (await fetch(`${api}/v1/health/ready`)).json()).toMatchObject({ status: 'ready' })
  expect(await (await fetch(`${mapquiz}/health`)).json()).toMatchObject({ database: 'connected' })
  expect(await (await fetch(`${sylion}/health`)).json()).toMatchObject({ redis: 'up' })
  const token = await secret('whatsapp_verify_token')
  const query = `hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=c`
  expect(await (await fetch(`${sylion}/api/v1/whatsapp/webhook?${query}`)).text()).toBe('c')

  // The first seed's own command, its placeholder filled in.
  const { host = '' } = profile.variables
  expect(await onTheBox(range, `curl -fsS https://${host}/v1/health/live`)).toContain('ok')
  expect(await onTheBox(range, 'echo "$WHATSAPP_VERIFY_TOKEN"')).toBe(token)

  const folders = await foldersOf(range)
  await range.stop()
  expect(await leftoversOf(folders)).toEqual([])
})

test('each degradation is seen where it should be, and goes away again', async () => {
  await using range = await startRange({ starters: withoutContainers })
  const { degradations } = range
  expect(degradations.possible).toEqual([
    'slow',
    'errors',
    'backlog',
    'alert',
    'muted',
    ...behaviours,
  ])
  const { medquiz, sylion } = range.services
  const { prometheus = '', alertmanager = '' } = (await profileOf(range)).endpoints
  const ready = async () => (await fetch(`${medquiz.url}/v1/health/ready`)).status
  const waiting = async () =>
    Number(/^sylion_queue_waiting (\d+)$/m.exec(await textOf(`${sylion.url}/metrics`))?.[1])
  const firing = async () => {
    const alerts = JSON.parse(await textOf(`${alertmanager}/api/v2/alerts`)) as {
      labels: { alertname: string }
    }[]
    return alerts.map(({ labels }) => labels.alertname)
  }
  const isMuted = (url: string) =>
    fetch(`${url}/-/healthy`, { signal: AbortSignal.timeout(500) }).then(
      () => false,
      () => true,
    )

  await degradations.set('errors', true)
  expect(await ready()).toBe(500)
  await degradations.set('errors', false)
  expect(await ready()).toBe(200)

  await degradations.set('slow', true)
  const startedMs = performance.now()
  expect(await ready()).toBe(200)
  expect(performance.now() - startedMs).toBeGreaterThan(700)
  await degradations.set('slow', false)

  await degradations.set('backlog', true)
  expect(await waiting()).toBeGreaterThanOrEqual(400)
  await degradations.set('backlog', false)
  expect(await eventually(waiting, (depth) => depth === 0)).toBe(0)

  await degradations.set('alert', true)
  const raised = await eventually(firing, (names) => names.includes('PushProviderDown'))
  expect(raised).toContain('PushProviderDown')
  await degradations.set('alert', false)
  const lowered = await eventually(firing, (names) => !names.includes('PushProviderDown'))
  expect(lowered).not.toContain('PushProviderDown')

  const mute = () => Promise.all([prometheus, alertmanager].map(isMuted))
  await degradations.set('muted', true)
  expect(await eventually(mute, (muted) => muted.every(Boolean))).toEqual([true, true])
  await degradations.set('muted', false)
  expect(await eventually(mute, (muted) => !muted.some(Boolean))).toEqual([false, false])

  await degradations.set('sylion.checksToken', true)
  const wrong = 'hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=c'
  const verify = async () => (await fetch(`${sylion.url}/api/v1/whatsapp/webhook?${wrong}`)).status
  expect(await verify()).toBe(200)
  await degradations.set('sylion.checksToken', false)
  expect(await verify()).toBe(403)

  // It ends as quickly while its parts stand still.
  await degradations.set('muted', true)
  const folders = await foldersOf(range)
  await range.stop()
  expect(await leftoversOf(folders)).toEqual([])
}, 60_000)

test('its script stops and starts its servers where they were, and makes it worse and better', async () => {
  await using range = await startRange({
    starters: {
      ...withNothing,
      startPostgres: realStarters.startPostgres,
      startRedis: realStarters.startRedis,
    },
  })
  const { variables } = await profileOf(range)
  const sh = (command = '') => run('sh', ['-c', command])
  const health = async (): Promise<unknown> =>
    (await fetch(`${range.services.sylion.url}/health`)).json()
  const post = async (id: string) => {
    const messages = [{ from: '33612345678', id, type: 'text' }]
    const changes = [{ field: 'messages', value: { messages } }]
    const answer = await fetch(`${range.services.sylion.url}/api/v1/whatsapp/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes }] }),
    })
    return answer.status
  }
  const stateOf = (name: string) => statesOf(range.parts)[name]

  await sh(variables['stop_redis'])
  expect(await health()).toMatchObject({ status: 'ok', database: 'up', redis: 'down' })
  expect(stateOf('redis')).toBe('down')
  expect(await post('wamid.1')).toBe(200)
  await sh(variables['stop_redis'])
  await sh(variables['start_redis'])
  await eventually(health, (seen) => (seen as { redis: string }).redis === 'up')
  expect(stateOf('redis')).toBe('up')

  await sh(variables['stop_postgres'])
  expect(await health()).toMatchObject({ database: 'down', redis: 'up' })
  await sh(variables['start_postgres'])
  // What it had on its disk is there.
  expect(await health()).toMatchObject({ status: 'ok', database: 'up', redis: 'up' })
  expect(await post('wamid.2')).toBe(200)

  const script = `sh ${range.controlScript}`
  await sh(`${script} worse errors`)
  expect([...range.degradations.active]).toEqual(['errors'])
  await sh(`${script} better errors`)
  expect([...range.degradations.active]).toEqual([])
  for (const words of ['worse backlogs', 'worse alert', 'stop sshd', 'stop', 'sing errors'])
    await expect(sh(`${script} ${words}`)).rejects.toThrow('404')
  const { controlScript } = range
  const [, address = ''] = /"(http:[^$]+)/.exec(await readFile(controlScript, 'utf8')) ?? []
  expect((await fetch(`${address}stop/redis`, { method: 'POST' })).status).toBe(401)
  expect(await health()).toMatchObject({ redis: 'up' })
}, 30_000)

test('a part that ends by itself is told of, and one that is stopped is not', async () => {
  const seen: PartStatus[] = []
  let redis: { stop(): Promise<void> } | undefined
  await using range = await startRange({
    onPart: (part) => seen.push(part),
    starters: {
      ...withNothing,
      startRedis: async (options) => (redis = await realStarters.startRedis(options)),
    },
  })
  const stateOf = () => Promise.resolve(statesOf(range.parts)['redis'])
  expect(await stateOf()).toBe('up')
  await redis?.stop()
  expect(await eventually(stateOf, (state) => state === 'down')).toBe('down')
  expect(seen.at(-1)).toEqual({ name: 'redis', state: 'down', message: { id: 'range.ended' } })
  const told = seen.length
  await range.stop()
  expect(seen).toHaveLength(told)
})

test('the site is trusted by who trusts its authority, and by nobody else', async () => {
  await using range = await startRange({ starters: withNothing })
  const { ca_file: file = '' } = (await profileOf(range)).variables
  const ca = await readFile(file, 'utf8')
  const status = (options: { ca?: string }) => {
    const asked = request(`${range.services.site.url}/v1/health/live`, { ...options, agent: false })
    asked.end()
    return once(asked, 'response').then(([answer]) => (answer as { statusCode: number }).statusCode)
  }
  expect(await status({ ca })).toBe(200)
  await expect(status({})).rejects.toThrow(/unable to verify|self.signed/)
})

test('with nothing installed it still stands, and names what is missing', async () => {
  await using range = await startRange({ starters: withNothing })
  expect(statesOf(range.parts)).toEqual({
    postgres: 'up',
    redis: 'missing',
    sshd: 'missing',
    'sylion-postgres': 'missing',
    'sylion-redis': 'missing',
    medquiz: 'up',
    site: 'up',
    mapquiz: 'up',
    sylion: 'up',
    alertmanager: 'missing',
    prometheus: 'missing',
  })
  const byName = new Map(range.parts.map((part) => [part.name, part.message]))
  expect(byName.get('postgres')?.id).toBe('range.embedded-postgres')
  expect(byName.get('redis')).toEqual({
    id: 'range.missing-program',
    values: { program: 'redis-server', command: 'install redis' },
  })
  expect((await fetch(`${range.services.medquiz.url}/v1/health/ready`)).status).toBe(200)

  const profile = await profileOf(range)
  expect(Object.keys(profile.postgres)).toEqual(['medquiz', 'sylion'])
  expect(profile.redis).toEqual({})
  expect(Object.keys(profile.hosts)).toEqual(['local'])
  const runbook = await readFile(range.runbooks[0]?.path ?? '', 'utf8')
  expect(runbook).toContain('install redis')
  expect(runbook).toContain('install prometheus')
  expect(runbook).not.toContain('redis:\n')
  expect(runbook).toContain('```yaml gate')
  expect(range.degradations.possible).toEqual(['slow', 'errors', ...behaviours])
  await expect(range.degradations.set('muted', true)).rejects.toThrow('not possible')
})

test.skipIf(!canRunContainers)(
  'where a container engine answers, the commands of the fourth seed work as written',
  async () => {
    await using dockerd = await startDockerd()
    vi.stubEnv('DOCKER_HOST', dockerd.dockerHost)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const docker = async (...args: string[]) => (await run('docker', args)).stdout.trim()
    await using range = await startRange()
    expect(new Set(range.parts.map(({ state }) => state))).toEqual(new Set(['up']))

    const seed = (command: string) => onTheBox(range, command)
    expect(await seed('docker exec -i sylion-redis redis-cli ping')).toBe('PONG')
    expect(await seed('docker exec -i sylion-postgres pg_isready -U sylion')).toContain(
      'accepting connections',
    )
    expect(
      await seed('docker exec -i sylion-redis redis-cli info memory | grep used_memory_human'),
    ).toMatch(/^used_memory_human:/)
    expect(await seed('docker exec -i sylion-redis redis-cli config get maxmemory-policy')).toBe(
      'maxmemory-policy\nvolatile-lru',
    )
    const extensions = await seed(
      `docker exec -i sylion-postgres psql -U sylion -At -c "SELECT extname FROM pg_extension"`,
    )
    const available = await seed(
      `docker exec -i sylion-postgres psql -U sylion -At -c "SELECT name FROM pg_available_extensions"`,
    )
    expect(extensions.includes('vector')).toBe(available.includes('vector'))

    // A second range would find the names taken, and leaves the first one's containers alone.
    await expect(realStarters.startContainer('sylion-redis')).rejects.toMatchObject({
      reason: 'name-taken',
    })
    expect(await seed('docker exec -i sylion-redis redis-cli ping')).toBe('PONG')

    await range.stop()
    expect(await docker('ps', '--all', '--quiet')).toBe('')
    expect(await docker('images', '--all', '--quiet')).toBe('')
    expect(await docker('volume', 'ls', '--quiet')).toBe('')
  },
  90_000,
)

test('a part that cannot be had says why, and the rest stands', async () => {
  const reasons = { 'sylion-postgres': 'name-taken', 'sylion-redis': 'no-engine' } as const
  await using range = await startRange({
    starters: {
      ...realStarters,
      startRedis: () => Promise.reject(new Error('no memory')),
      startContainer: (name) => Promise.reject(new ContainerUnavailable(reasons[name], 'a detail')),
    },
  })
  const messages = new Map(range.parts.map(({ name, message }) => [name, message]))
  expect(messages.get('sylion-postgres')).toEqual({
    id: 'range.name-taken',
    values: { name: 'sylion-postgres' },
  })
  expect(messages.get('sylion-redis')).toEqual({
    id: 'range.no-engine',
    values: { detail: 'a detail' },
  })
  expect(messages.get('redis')).toEqual({
    id: 'range.not-started',
    values: { detail: 'no memory' },
  })
  // Sylion is fail-open: it stands without its Redis.
  const health = await fetch(`${range.services.sylion.url}/health`)
  expect(await health.json()).toMatchObject({ status: 'ok', redis: 'down' })
})

test('given up while it starts, it leaves nothing', async () => {
  await using parent = await createTemporaryFolder('warroom-test')
  const giveUp = new AbortController()
  const started = startRange({
    dataDir: parent.path,
    starters: withoutContainers,
    signal: giveUp.signal,
    onPart: ({ name }) => {
      if (name === 'sshd') giveUp.abort(new Error('given up'))
    },
  })
  await expect(started).rejects.toThrow('given up')
  expect(await readdir(parent.path)).toEqual([])
})

/** `npm run range` in a process of its own, once it says that it stands. */
async function startMain(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['range/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LC_ALL: 'C', ...env },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  await eventually(
    () => Promise.resolve(output),
    (text) => text.includes('Ctrl-C'),
    30_000,
  )
  const [, folder = ''] = /profile +(\S+)\/practice\.yaml/.exec(output) ?? []
  const profile = profileSchema.parse(parse(await readFile(`${folder}/practice.yaml`, 'utf8')))
  const box = profile.hosts['box']
  const key = box && 'ssh' in box ? (box.ssh.identityFile ?? '') : ''
  return { child, output, folders: [folder, key.replace(/\/client_key$/, '')] }
}

test('npm run range names its parts and files, and Ctrl-C leaves nothing', async () => {
  const { child, output, folders } = await startMain()
  expect(output).toMatch(/● postgres +up/)
  expect(output).toMatch(/runbook +\S+\.md/)
  child.kill('SIGINT')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
  expect(await leftoversOf(folders)).toEqual([])
})

test('npm run range killed with -9 leaves nothing either', async () => {
  const { child, folders } = await startMain()
  expect((await leftoversOf(folders)).length).toBeGreaterThan(folders.length)
  child.kill('SIGKILL')
  const left = await eventually(
    () => leftoversOf(folders),
    (seen) => seen.length === 0,
  )
  expect(left).toEqual([])
})

/** As a channel rather than a window: a worker has no origin to name. */
function tell(port: Pick<Worker, 'postMessage'>, asked: ToRange): void {
  port.postMessage(asked)
}

test('as a worker it tells its parts, is ready, misbehaves on demand, and stops', async () => {
  await using parent = await createTemporaryFolder('warroom-test')
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { dataDir: parent.path },
  })
  const said: FromRange[] = []
  thread.on('message', (message: FromRange) => said.push(message))
  const of = <T extends FromRange['type']>(type: T) =>
    said.filter((one): one is Extract<FromRange, { type: T }> => one.type === type)

  await eventually(
    () => Promise.resolve(of('ready').length),
    (count) => count === 1,
    30_000,
  )
  expect(of('part').map(({ part }) => part.name)).toContain('medquiz')
  const [ready] = of('ready')
  const profile = profileSchema.parse(parse(ready?.profileText ?? ''))
  expect(ready?.profileName).toBe('practice')
  expect(await readFile(ready?.runbooks[0]?.path ?? '', 'utf8')).toContain('# Exercice')
  expect(ready?.runbooks[0]?.path.startsWith(`${parent.path}/`)).toBe(true)

  const status = async () => (await fetch(`${profile.endpoints['api']}/v1/health/live`)).status
  expect(await status()).toBe(200)
  tell(thread, { type: 'fault', service: 'medquiz', fault: { kind: 'down' } })
  expect(await eventually(status, (seen) => seen === 503)).toBe(503)
  tell(thread, { type: 'fault', service: 'medquiz', fault: { kind: 'none' } })
  tell(thread, { type: 'degrade', kind: 'errors', on: true })
  expect(await eventually(status, (seen) => seen === 500)).toBe(500)
  tell(thread, { type: 'degrade', kind: 'errors', on: false })
  expect(await eventually(status, (seen) => seen === 200)).toBe(200)
  expect(of('degraded')).toEqual([
    { type: 'degraded', kind: 'errors', on: true },
    { type: 'degraded', kind: 'errors', on: false },
  ])

  // Who comes later is told all that stands, and how the drill goes.
  tell(thread, {
    type: 'drill',
    drillId: 'd1',
    kind: 'bad-release',
    afterMs: 0,
    enginePid: process.pid,
  })
  const drillState = () => Promise.resolve(of('drill').at(-1)?.state)
  expect(await eventually(drillState, (state) => state === 'broken')).toBe('broken')
  const parts = new Map(of('part').map(({ part }) => [part.name, part]))
  const again = [
    ...[...parts.values()].map((part) => ({ type: 'part', part })),
    ready,
    of('drill').at(-1),
  ]
  const told = said.length
  tell(thread, { type: 'hello', enginePid: process.pid })
  await eventually(
    () => Promise.resolve(said.length),
    (count) => count >= told + again.length,
  )
  expect(said.slice(told)).toEqual(again)
  tell(thread, { type: 'end-drill', drillId: 'd1' })
  expect(await eventually(drillState, (state) => state === 'whole')).toBe('whole')

  tell(thread, { type: 'stop' })
  await once(thread, 'exit')
  expect(said.at(-1)).toEqual({ type: 'stopped' })
  expect(await readdir(parent.path)).toEqual([])
  expect((await readdir(tmpdir())).filter((name) => parent.path.endsWith(name))).toHaveLength(1)
})

test('a worker that is stopped at once never becomes ready', async () => {
  const thread = new Worker(new URL('./worker.ts', import.meta.url))
  const said: FromRange[] = []
  thread.on('message', (message: FromRange) => said.push(message))
  tell(thread, { type: 'stop' })
  await once(thread, 'exit')
  expect(said.map(({ type }) => type)).not.toContain('ready')
  expect(said.map(({ type }) => type)).not.toContain('failed')
  expect(said.at(-1)).toEqual({ type: 'stopped' })
})
