import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { RunEventBody } from '../../shared/model/run.ts'
import { createProfileChecks } from '../check/profile-checks.ts'
import { createCommandBudget } from '../probes/command-budget.ts'
import { goLive, idle, openTestRuns, runbookOfText } from '../run/runs.fixture.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createVault } from '../secrets/vault.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { gatherMs } from './notice-book.ts'
import { createNotices } from './notices.ts'
import { createWebhook } from './webhook.ts'

/** A server that takes what Slack takes, and answers as told. */
async function openReceiver() {
  const received: string[] = []
  const paths: string[] = []
  const answers: { status: number; headers?: Record<string, string> }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      if (typeof body !== 'object' || body === null || !('text' in body)) throw new Error('no text')
      received.push(String(body.text))
      paths.push(`${request.method} ${request.url} ${request.headers['content-type']}`)
      const { status, headers } = answers.shift() ?? { status: 200 }
      response.writeHead(status, headers).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it listens')
  return {
    received,
    paths,
    answers,
    url: `http://127.0.0.1:${address.port}/services/T0/B0/hunter2-in-the-path`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function openTestWebhook(dir: string, url: string, levels?: string) {
  const time = createSimulatedTime()
  const { clock, timer } = time
  const file = join(dir, 'slack')
  writeFileSync(file, `${url}\n`)
  const profile = `name: prod-eu
environment: production
secrets:
  slack: { file: ${JSON.stringify(file)} }
notify:
  webhook: \${secrets.slack}
${levels === undefined ? '' : `  levels: ${levels}\n`}`
  const runbookOf = () => runbookOfText(goLive)
  const engine = openTestRuns(dir, {
    clock,
    runbookOf,
    readProfile: () =>
      Promise.resolve({ ok: true, value: { environment: 'production', text: profile } }),
  })
  const { store, runs } = engine
  const { registry } = runs
  const redactor = createRedactor()
  const checks = createProfileChecks({
    store,
    library: { parsed: runbookOf },
    redactor,
    vault: createVault({ file: join(dir, 'vault.json') }),
    clock,
    redisBudget: createCommandBudget({ perSecond: () => 200, clock, timer }),
    logWindow: () => () => undefined,
  })
  valueOf(store.settings.set({ locale: 'en' }))
  const runId = await engine.createRun()
  const append = (body: RunEventBody) =>
    void valueOf(store.events.append(runId, { kind: 'engine' }, [body]))
  const notices = createNotices({ store, registry, runbookOf, clock, timer })
  const webhook = createWebhook({
    store,
    registry,
    notices,
    environment: (run) => checks.environment(run),
    redact: (text) => redactor.redact(text),
    clock,
    timer,
  })
  return {
    ...engine,
    time,
    runId,
    /** Everything that is kept of the run, as text. */
    history: () => JSON.stringify(store.events.read(runId)),
    notes: () =>
      store.events
        .read(runId)
        .flatMap(({ body }) => (body.type === 'engine.note' ? [body.message] : [])),
    monitor: (itemId: string, to: 'up' | 'down') =>
      append({
        type: 'monitor.changed',
        itemId,
        checkId: `${itemId}#1`,
        from: to === 'up' ? 'down' : 'up',
        to,
        reason: { id: 'gate.never-measured' },
        evidenceHashes: [],
      }),
    gate: (to: 'go' | 'no-go') =>
      append({
        type: 'gate.changed',
        gateId: 'go-live',
        title: 'R&D <go>',
        to,
        reason: { id: 'gate.all-hold' },
      }),
    async [Symbol.asyncDispose]() {
      await webhook[Symbol.asyncDispose]()
      notices[Symbol.dispose]()
      await checks[Symbol.asyncDispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

test('what begins and what ends goes out once, gathered, and the address stays inside', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, receiver.url)
  engine.monitor('ready', 'down')
  engine.monitor('migrate', 'down')
  await engine.time.advance(gatherMs)
  await expect.poll(() => receiver.received).toHaveLength(1)
  engine.monitor('ready', 'up')
  engine.monitor('migrate', 'up')
  await expect.poll(() => receiver.received).toHaveLength(2)
  expect(receiver.received).toEqual([
    '▲ *Go-live 4.2 &lt;b&gt;now&lt;/b&gt;* 4.2.0 (production): 2 monitors are down: health/ready answers, Migrations are applied.',
    '✓ *Go-live 4.2 &lt;b&gt;now&lt;/b&gt;*: over: 2 monitors are down: health/ready answers, Migrations are applied.',
  ])
  expect(receiver.paths[0]).toBe(
    'POST /services/T0/B0/hunter2-in-the-path application/json; charset=utf-8',
  )
  expect(engine.history()).not.toContain('hunter2')
  expect(engine.notes()).toEqual([])
})

test('it speaks the language of the settings, and Slack’s own characters are text', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, receiver.url)
  valueOf(engine.store.settings.set({ locale: 'fr' }))
  engine.gate('go')
  await expect.poll(() => receiver.received).toHaveLength(1)
  expect(receiver.received[0]).toContain('« R&amp;D &lt;go&gt; » est prêt')
})

test('only the levels that the profile names', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, receiver.url, '[urgent]')
  engine.gate('go')
  engine.gate('no-go')
  await expect.poll(() => receiver.received).toHaveLength(1)
  expect(receiver.received[0]).toContain('NO-GO')
})

test('in quiet hours only what may pass goes out', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, receiver.url)
  // Whatever the zone of this machine: all of the day but its last minute.
  const quietHours = { from: '00:00', to: '23:59', letUrgentThrough: false }
  valueOf(engine.store.settings.set({ quietHours }))
  engine.gate('no-go')
  engine.gate('go')
  valueOf(engine.store.settings.set({ quietHours: { ...quietHours, letUrgentThrough: true } }))
  engine.monitor('ready', 'down')
  await engine.time.advance(gatherMs)
  await expect.poll(() => receiver.received).toHaveLength(1)
  expect(receiver.received[0]).toContain('health/ready answers is down')
})

test('a server in trouble is tried again, later each time; what came meanwhile goes in one message', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, receiver.url)
  receiver.answers.push({ status: 503 }, { status: 429, headers: { 'retry-after': '9' } })
  engine.monitor('ready', 'down')
  await engine.time.advance(gatherMs)
  await expect.poll(() => receiver.received).toHaveLength(1)
  engine.monitor('drop', 'down')
  await engine.time.advance(gatherMs)
  await expect.poll(() => receiver.received).toHaveLength(2)
  engine.gate('no-go')
  // It asked for nine seconds, and gets them.
  await expect
    .poll(async () => {
      await engine.time.advance(1000)
      return receiver.received.length
    })
    .toBe(4)
  expect(receiver.received[2]).toBe(receiver.received[0])
  expect(receiver.received[3]?.split('\n')).toHaveLength(2)
  expect(engine.notes()).toEqual([])
})

test('a failure is noted once, without the address, and again only after a success', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, receiver.url)
  receiver.answers.push({ status: 404 }, { status: 404 })
  engine.gate('no-go')
  await expect
    .poll(engine.notes)
    .toEqual([{ id: 'notice.webhook-failed', values: { attempts: 1, why: 'HTTP 404' } }])
  engine.gate('go')
  // The NO-GO was counted as told, so its end goes out too.
  await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(2)
  expect(engine.notes()).toHaveLength(1)
  expect(engine.history()).not.toMatch(/hunter2|services/)
})

test('nobody listening: tried four times, then noted', async () => {
  using folder = temporaryFolder()
  const gone = await openReceiver()
  await gone[Symbol.asyncDispose]()
  await using engine = await openTestWebhook(folder.dir, gone.url)
  engine.gate('no-go')
  await expect
    .poll(async () => {
      await engine.time.advance(5000)
      return engine.notes()
    })
    .toEqual([{ id: 'notice.webhook-failed', values: { attempts: 4, why: 'ECONNREFUSED' } }])
})

test('a secret without a value is said, and a closed run sends nothing', async () => {
  using folder = temporaryFolder()
  await using receiver = await openReceiver()
  await using engine = await openTestWebhook(folder.dir, 'not an address')
  engine.gate('no-go')
  await expect.poll(engine.notes).toEqual([{ id: 'notice.webhook-unusable' }])

  using other = temporaryFolder()
  await using closed = await openTestWebhook(other.dir, receiver.url)
  const { runId } = closed
  valueOf(await closed.runs.handlers['run.close']({ runId, note: '' }, idle))
  closed.gate('no-go')
  closed.monitor('ready', 'down')
  await closed.time.advance(gatherMs)
  expect(receiver.received).toEqual([])
})
