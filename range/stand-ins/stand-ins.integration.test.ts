import { expect, test } from 'vitest'

import { startPostgres } from '../parts/postgres.ts'
import { openDatabase, type Database } from './database.ts'
import { createMapQuiz } from './mapquiz.ts'
import { createMedQuiz } from './medquiz.ts'
import { startService } from './service.ts'
import { rightSylion, type Incoming } from './sylion/behaviours.ts'
import { createSylionWebhook } from './sylion/webhook.ts'

const noDatabase: Database = {
  answers: () => Promise.resolve(false),
  [Symbol.asyncDispose]: () => Promise.resolve(),
}

const message = (id: string) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      changes: [
        {
          field: 'messages',
          value: { messages: [{ from: '33612345678', id, type: 'text', text: { body: 'Test' } }] },
        },
      ],
    },
  ],
})

const post = (url: string, body: string, contentType = 'application/json') =>
  fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body })

test('MedQuiz and MapQuiz tell when their database goes and comes back', async () => {
  await using first = await startPostgres()
  await using database = openDatabase(first.url)
  const handler = createMedQuiz({ database, metricsToken: 'metrics-token-0001' })
  await using medquiz = await startService({ name: 'medquiz', handler })
  await using mapquiz = await startService({ name: 'mapquiz', handler: createMapQuiz(database) })
  const ready = () => fetch(`${medquiz.url}/v1/health/ready`)

  expect((await ready()).status).toBe(200)
  expect(await (await fetch(`${mapquiz.url}/health`)).json()).toMatchObject({
    database: 'connected',
  })

  await first.stop()
  const unready = await ready()
  expect(unready.status).toBe(503)
  expect(await unready.json()).toEqual({
    status: 'not_ready',
    dependencies: { database: 'down' },
  })
  expect((await fetch(`${mapquiz.url}/health`)).status).toBe(503)
  expect((await fetch(`${medquiz.url}/v1/health/live`)).status).toBe(200)
})

test('MedQuiz shows its figures only to who has the token', async () => {
  const handler = createMedQuiz({ database: noDatabase, metricsToken: 'metrics-token-0001' })
  await using medquiz = await startService({ name: 'medquiz', handler })
  const observe = (what: string, token?: string) =>
    fetch(`${medquiz.url}/v1/observability/${what}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
  for (const what of ['slo', 'metrics']) {
    expect((await observe(what)).status).toBe(401)
    expect((await observe(what, 'another')).status).toBe(401)
  }
  const slo = await observe('slo', 'metrics-token-0001')
  expect(await slo.json()).toMatchObject({ requests: 4, availabilityPct: 100, withinTargets: true })
  const metrics = await observe('metrics', 'metrics-token-0001')
  expect(metrics.headers.get('content-type')).toContain('version=0.0.4')
  const text = await metrics.text()
  expect(text).toContain('http_requests_total{route="/v1/observability/slo",status="401"} 2')
  expect(text).toContain('dependency_up{dependency="database"} 0')
})

test('Sylion echoes the challenge only for its token, refuses what is not a message, and its old address is gone', async () => {
  const received: Incoming[] = []
  const handler = createSylionWebhook({
    verifyToken: 'right',
    behaviours: rightSylion(),
    receive: (message) => Promise.resolve(void received.push(message)),
    databaseAnswers: () => Promise.resolve(true),
    redisAnswers: () => Promise.resolve(false),
    workerVersion: () => undefined,
    waiting: () => Promise.resolve(undefined),
  })
  await using sylion = await startService({ name: 'sylion', handler })
  const webhook = `${sylion.url}/api/v1/whatsapp/webhook`
  const challenge = (query: string) => fetch(`${webhook}?${query}`)
  const right = await challenge('hub.mode=subscribe&hub.verify_token=right&hub.challenge=c-123')
  expect(right.status).toBe(200)
  expect(await right.text()).toBe('c-123')
  for (const query of [
    'hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=c-123',
    'hub.mode=unsubscribe&hub.verify_token=right&hub.challenge=c-123',
    'hub.mode=subscribe&hub.verify_token=right',
    '',
  ]) {
    expect((await challenge(query)).status).toBe(403)
  }

  const good = JSON.stringify(message('wamid.1'))
  expect((await post(webhook, good)).status).toBe(200)
  for (const bad of ['', '{', '{}', '[]', JSON.stringify({ ...message('x'), entry: [] })]) {
    expect((await post(webhook, bad)).status).toBe(400)
  }
  expect((await post(webhook, good, 'text/plain')).status).toBe(400)
  expect((await post(webhook, good.padEnd(1024 * 1024 + 1))).status).toBe(400)
  expect(received).toMatchObject([
    { tenantId: 'demo', from: '33612345678', id: 'wamid.1', text: 'Test' },
  ])
  expect((await post(`${sylion.url}/whatsapp/webhook`, good)).status).toBe(410)
  expect((await fetch(`${sylion.url}/whatsapp/webhook`)).status).toBe(410)
  expect((await fetch(`${sylion.url}/nothing`)).status).toBe(404)
})

test('a service is down, slow, or well, as its fault says', async () => {
  await using service = await startService({
    name: 'any',
    handler: () => ({ status: 200, body: 'well' }),
  })
  service.fault = { kind: 'down' }
  expect((await fetch(service.url)).status).toBe(503)
  service.fault = { kind: 'slow', delayMs: 150 }
  const started = performance.now()
  expect(await (await fetch(service.url)).text()).toBe('well')
  expect(performance.now() - started).toBeGreaterThan(140)
  service.fault = { kind: 'none' }
  expect((await fetch(service.url)).status).toBe(200)
})

test('a preferred port that is taken is not waited for', async () => {
  const handler = () => ({ status: 200, body: 'well' })
  await using first = await startService({ name: 'first', handler })
  await using second = await startService({ name: 'second', handler, preferredPort: first.port })
  expect(second.port).not.toBe(first.port)
  expect((await fetch(second.url)).status).toBe(200)
})
