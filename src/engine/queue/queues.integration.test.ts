import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { createEngine } from '../create-engine.ts'
import type { Engine } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 25_000, interval: 50 }
const host = { log: { error: () => undefined }, onPower: () => () => undefined }

let server: RedisPart
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server[Symbol.asyncDispose]())

const check = (id: string, config: string, more: readonly string[] = []) =>
  [`- [ ] ${id} {#${id}}`, '  ```yaml check', `  queue: ${config}`]
    .concat(
      more.map((line) => `  ${line}`),
      ['  every: 1s', '  ```'],
    )
    .join('\n')

const runbook = (parts: readonly string[]) => `# Go-live\n\n${parts.join('\n')}\n`

async function openRun(dir: string, text: string) {
  mkdirSync(join(dir, 'profiles'), { recursive: true })
  const profile = `name: here\nenvironment: practice\nredis:\n  main: { url: '${server.url}' }\n`
  writeFileSync(join(dir, 'profiles', 'here.yaml'), profile)
  const engine = valueOf(await createEngine({ dataDir: dir, host }))
  const { handlers } = engine.service
  const base64 = Buffer.from(text).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const run = { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] }
  const { runId } = valueOf(await handlers['run.create'](run, idle))
  return { engine, runId, ...follow(engine, runId) }
}

function follow({ service: { sources } }: Engine, runId: string) {
  const queues = valueOf(sources.queues({ runId }))
  return {
    queue: (key: string) => queues.get(key),
    keys: () => [...queues.entries()].map(([key]) => key),
    alarms: () =>
      [...valueOf(sources.timeline({ runId })).entries()].flatMap(([, { body }]) =>
        body.type === 'queue.alarm'
          ? [`${body.key} ${body.alarm ?? 'over'} ${body.reason.id}`]
          : [],
      ),
  }
}
it('a real queue: it grows with nobody there, is drained in the foretold time, and again has nobody', async () => {
  using folder = temporaryFolder()
  await using opened = new AsyncDisposableStack()
  const connection = { host: server.host, port: server.port, maxRetriesPerRequest: null }
  const mails = new Queue('mail', { connection })
  opened.defer(() => mails.close())
  await mails.waitUntilReady()
  const add = (count: number) =>
    mails.addBulk(Array.from({ length: count }, () => ({ name: 'send', data: {} })))
  await add(1)

  const text = runbook([
    check('mail', '{ on: main, name: mail, window: 5 }', ['expect: depth <= 100']),
    check('all', '{ on: main }'),
  ])
  const { engine, runId, queue, alarms, keys } = await openRun(folder.dir, text)
  opened.defer(() => engine.dispose())
  let growing: NodeJS.Timeout | undefined = setInterval(() => void add(20), 200)
  opened.defer(() => clearInterval(growing))

  await vi.waitFor(() => expect(queue('mail#1')?.alarm?.kind).toBe('nobody-works'), soon)
  expect(queue('mail#1')).toMatchObject({
    name: 'mail',
    source: 'bullmq',
    workers: { count: 0 },
    limit: { value: 100, of: 'depth', from: 'check' },
    rates: { basis: 'events', outPerSecond: 0 },
    alarm: { reason: { id: 'queue.alarm.no-workers' } },
  })
  await vi.waitFor(() => expect(queue('mail#1')?.forecast.trend).toBe('growing'), soon)
  expect(queue('mail#1')?.forecast.emptyInSeconds).toBeUndefined()
  expect(keys()).toEqual(['mail#1', 'all#1›mail'])
  await vi.waitFor(() => expect(queue('all#1›mail')?.forecast.trend).toBe('growing'), soon)
  clearInterval(growing)
  growing = undefined

  // One at a time, with a limit: some 40 a second.
  const depth = await mails.getWaitingCount()
  const openWorker = () => {
    const worker = new Worker('mail', async () => undefined, {
      connection: { ...connection },
      limiter: { max: 20, duration: 500 },
    })
    worker.on('error', () => undefined)
    return worker
  }
  const worker = openWorker()
  opened.defer(() => worker.close(true))
  const startedMs = Date.now()
  await vi.waitFor(() => expect(queue('mail#1')?.forecast.trend).toBe('draining'), soon)
  // From the second half on, all that the rate is made of was seen while it is drained.
  await vi.waitFor(() => expect(queue('mail#1')?.depth).toBeLessThan(depth / 2), soon)
  const foretold = queue('mail#1')
  const toldMs = Date.parse(foretold?.at ?? '')
  expect(foretold?.alarm).toBeUndefined()
  expect(foretold?.workers?.count).toBe(1)
  expect(foretold?.rates?.outPerSecond).toBeGreaterThan(2)
  await vi.waitFor(() => expect(queue('mail#1')?.forecast.trend).toBe('empty'), soon)
  const emptyMs = Date.parse(queue('mail#1')?.at ?? '')
  const tookSeconds = (emptyMs - toldMs) / 1000
  // A look sees it up to a second late.
  const { likely = NaN } = foretold?.forecast.emptyInSeconds ?? {}
  expect(Math.abs(tookSeconds - likely)).toBeLessThan(2 + likely * 0.3)
  expect(depth / 40).toBeLessThan((emptyMs - startedMs) / 1000 + 2)

  await worker.close(true)
  growing = setInterval(() => void add(5), 200)
  await vi.waitFor(() => expect(queue('mail#1')?.alarm?.kind).toBe('nobody-works'), soon)
  await vi.waitFor(
    () =>
      expect(alarms().filter((line) => line.startsWith('mail#1'))).toEqual([
        'mail#1 nobody-works queue.alarm.no-workers',
        'mail#1 over queue.alarm.worked-on',
        'mail#1 nobody-works queue.alarm.no-workers',
      ]),
    soon,
  )
  clearInterval(growing)
  growing = undefined

  // Another engine over the same folder knows the alarm and draws on where this one stopped.
  const drawn = queue('mail#1')?.trend.length ?? 0
  const { since } = queue('mail#1')?.alarm ?? {}
  await engine.dispose()
  const again = valueOf(await createEngine({ dataDir: folder.dir, host }))
  opened.defer(() => again.dispose())
  const restored = follow(again, runId).queue('mail#1')
  expect(restored).toMatchObject({ stale: true, alarm: { kind: 'nobody-works' } })
  const apartMs = Date.parse(restored?.alarm?.since ?? '') - Date.parse(since ?? '')
  // The history has it when it was written, a moment later.
  expect(Math.abs(apartMs)).toBeLessThan(1000)
  expect(restored?.trend.length).toBeGreaterThanOrEqual(drawn - 1)
}, 90_000)

it('a list, a stream with a group, and a paused queue', async () => {
  using folder = temporaryFolder()
  await using opened = new AsyncDisposableStack()
  const redis = new Redis(server.url)
  opened.defer(() => redis.disconnect())
  await redis.rpush('jobs', 'a', 'b', 'c')
  await redis.xgroup('CREATE', 'orders', 'billing', '0', 'MKSTREAM')
  const held = new Queue('held', { connection: { host: server.host, port: server.port } })
  opened.defer(() => held.close())
  await held.add('send', {})
  await held.pause()
  const text = runbook([
    check('jobs', '{ on: main, list: jobs }'),
    check('orders', '{ on: main, stream: orders, group: billing }'),
    check('held', '{ on: main, name: held }'),
    check('gone', '{ on: main, name: nowhere }'),
    check('broken', `{ url: 'redis://127.0.0.1:1', list: jobs }`),
  ])
  const { engine, queue, alarms } = await openRun(folder.dir, text)
  opened.defer(() => engine.dispose())
  const handOver = async () => {
    await redis.xadd('orders', '*', 'n', '1')
    const words = ['GROUP', 'billing', 'one', 'COUNT', 1, 'STREAMS', 'orders', '>'] as const
    const [id] = (await redis.xreadgroup(...words))?.[0]?.[1]?.[0] ?? []
    if (id !== undefined) await redis.xack('orders', 'billing', id)
  }
  const steady = setInterval(() => void handOver(), 100)
  opened.defer(() => clearInterval(steady))

  await vi.waitFor(
    () => expect(queue('jobs#1')?.forecast.reason.id).toBe('queue.forecast.still'),
    soon,
  )
  expect(queue('jobs#1')).toMatchObject({
    name: 'jobs',
    source: 'list',
    depth: 3,
    rates: { basis: 'depth', inPerSecond: 0, outPerSecond: 0 },
    stale: false,
  })
  expect(queue('jobs#1')).not.toHaveProperty('workers.count')
  await redis.lpop('jobs')
  await vi.waitFor(() => expect(queue('jobs#1')?.depth).toBe(2), soon)

  await vi.waitFor(() => expect(queue('orders#1')?.rates?.basis).toBe('counters'), soon)
  const { rates, groups, name } = queue('orders#1') ?? {}
  expect(name).toBe('orders › billing')
  expect(groups).toMatchObject([{ name: 'billing', consumers: 1 }])
  // Ten a second at most; a busy machine hands over fewer.
  expect(rates?.inPerSecond).toBeGreaterThan(1)
  expect(rates?.inPerSecond).toBeLessThan(13)
  expect(rates?.outPerSecond).toBeGreaterThan(1)

  expect(queue('held#1')).toMatchObject({ paused: true, depth: 1, alarm: { kind: 'paused' } })
  await held.resume()
  await vi.waitFor(() => expect(queue('held#1')?.alarm).toBeUndefined(), soon)
  const told = ['held#1 paused queue.alarm.paused', 'held#1 over queue.alarm.resumed']
  await vi.waitFor(() => expect(alarms()).toEqual(told), soon)

  await vi.waitFor(() => expect(queue('gone#1')?.at).toBeDefined(), soon)
  expect(queue('gone#1')).toMatchObject({ found: false, stale: false })
  expect(queue('broken#1')).toMatchObject({
    stale: true,
    counts: {},
    forecast: { trend: 'unknown' },
  })
  expect(queue('broken#1')?.problem).toBeDefined()
}, 60_000)
