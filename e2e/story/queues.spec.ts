import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Queue, Worker } from 'bullmq'

import { startRedis } from '../../range/parts/redis.ts'
import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, startRun } from './screens.ts'

const runbook = `# Files

- [ ] Les messages partent {#mail}
  \`\`\`yaml check
  queue: { on: main, name: mail, window: 5 }
  expect: depth <= 400
  every: 1s
  \`\`\`
- [ ] Les exports sont lus {#exports}
  \`\`\`yaml check
  queue: { on: main, list: exports }
  every: 1s
  \`\`\`
`

test('a queue grows with nobody there, is drained with a time, and is old without its server', async ({
  page,
  warroom,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-queues-'))
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const redis = opened.use(await startRedis())
  const connection = { host: redis.host, port: redis.port, maxRetriesPerRequest: null }
  const mails = new Queue('mail', { connection })
  mails.on('error', () => undefined)
  opened.defer(() => mails.close())
  const add = (count: number) =>
    mails.addBulk(Array.from({ length: count }, () => ({ name: 'send', data: {} })))
  await add(5)
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'files.yaml'),
    `name: files\nenvironment: staging\nredis:\n  main: { url: '${redis.url}' }\n`,
  )
  writeFileSync(join(folder, 'files.md'), runbook)
  await openRunbook(page, join(folder, 'files.md'))
  await startRun(page, 'files', 'Files')
  await goTo(page, 'Queues')
  const mail = page.getByRole('article', { name: 'Queue mail' })
  const exports = page.getByRole('article', { name: 'Queue exports' })

  await test.step('it grows and nobody works', async () => {
    await expect(exports).toContainText('Empty')
    const growing = setInterval(() => void add(15), 200)
    opened.defer(() => clearInterval(growing))
    await expect(mail).toContainText('Nobody works', { timeout: 20_000 })
    await expect(mail).toContainText('mail grows and no worker is there')
    await expect(mail).toContainText('limit 400')
    await expect(mail).toContainText('It has grown', { timeout: 20_000 })
    await expect(mail).not.toContainText('emptied in')
    clearInterval(growing)
  })

  await test.step('a worker comes, and when it will be empty is told with a range', async () => {
    const worker = new Worker('mail', async () => undefined, {
      connection: { ...connection },
      limiter: { max: 10, duration: 500 },
    })
    worker.on('error', () => undefined)
    opened.defer(() => worker.close(true))
    await expect(mail).toContainText('Draining', { timeout: 20_000 })
    await expect(mail).toContainText(/emptied in ≈ \d+ s/)
    await expect(mail).toContainText('1 worker')
    await expect(mail).toContainText('Empty', { timeout: 60_000 })
    await worker.close(true)
  })

  await test.step('keys go from queue to queue, and to its monitor', async () => {
    await mail.getByRole('button').focus()
    await page.keyboard.press('ArrowDown')
    await expect(exports.getByRole('button')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: /monitor/i }).first()).toBeVisible()
    await goTo(page, 'Queues')
  })

  await test.step('without its server it is old, and says so', async () => {
    await mails.close()
    await redis.stop()
    await expect(mail).toContainText('Stale', { timeout: 15_000 })
    await expect(mail).toContainText('connection refused')
    await goTo(page, 'Timeline')
    await expect(
      page.getByText('mail grows and no worker is there', { exact: false }).first(),
    ).toBeVisible()
  })
})
