import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, panel as panelOf, startRun } from './screens.ts'
import { startService } from './service.ts'

const runbookOf = (url: string) => `# Veille

- [ ] Le service répond {#service .blocking}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: 1s
  \`\`\`
- [ ] Les pages répondent {#pages}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: 1s
  \`\`\`
`

/** A channel that takes what Slack takes. */
async function startChannel() {
  const texts: string[] = []
  const server = createServer((request, answer) => {
    let said = ''
    request.on('data', (chunk: Buffer) => (said += chunk.toString()))
    request.on('end', () => {
      texts.push(said)
      answer.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    texts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/secret-path`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Heard {
  heard: string[]
  /** Notifications of the system, as they would stand on the desktop. */
  shown: EventTarget[]
}

/** Somebody is elsewhere, and the browser's own notifications and sounds are written down. */
async function listenElsewhere(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = []
    const shown: EventTarget[] = []
    Object.assign(window, { heard, shown })
    document.hasFocus = () => false
    class Recorded extends EventTarget {
      static permission = 'granted'
      constructor(_title: string, { body }: NotificationOptions) {
        super()
        heard.push(body ?? '')
        shown.push(this)
      }
      close() {}
    }
    Object.assign(window, { Notification: Recorded })
  })
}
const heardIn = (page: Page) => page.evaluate(() => (window as unknown as Heard).heard)

test('what needs a person is told once, acknowledged by name, and waits for who was away', async ({
  page,
  warroom,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-notices-'))
  await using service = await startService()
  await using channel = await startChannel()
  const secret = join(folder, 'slack')
  writeFileSync(secret, channel.url)
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'veille.yaml'),
    `name: veille
environment: staging
secrets: { slack: { file: ${JSON.stringify(secret)} } }
notify: { webhook: "\${secrets.slack}" }
`,
  )
  const runbook = join(folder, 'veille.md')
  writeFileSync(runbook, runbookOf(service.url))
  await openRunbook(page, runbook)
  await startRun(page, 'veille', 'Veille')
  const bell = (on: Page = page) => on.getByRole('button', { name: /^Notifications:/ })
  const panel = page.getByRole('dialog', { name: 'Notifications' })
  await expect(bell()).toHaveAccessibleName('Notifications: none to acknowledge')

  const pages = [page]
  await test.step('two monitors fall: one notice, in one of the windows, and in the channel', async () => {
    if (warroom.kind === 'chromium') {
      const second = await page.context().newPage()
      await second.goto(page.url())
      const run = await page.evaluate(() => sessionStorage.getItem('warroom.window') ?? '')
      await second.evaluate((kept) => sessionStorage.setItem('warroom.window', kept), run)
      await second.reload()
      await expect(bell(second)).toBeVisible()
      pages.push(second)
    }
    for (const each of pages) await listenElsewhere(each)
    await goTo(page, 'Health')
    await expect(page.getByRole('gridcell').filter({ hasText: 'OK' })).toHaveCount(2)
    await goTo(page, 'Checklist')
    await service.stop()
    for (const each of pages)
      await expect(bell(each)).toHaveAccessibleName('Notifications: 1 to acknowledge', {
        timeout: 20_000,
      })
    const heard = (await Promise.all(pages.map(heardIn))).flat()
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatch(/^2 monitors are down: .*Le service répond/)
    // The first window has the turn; a click on what it showed leads to the place.
    await page.evaluate(() =>
      (window as unknown as Heard).shown[0]?.dispatchEvent(new Event('click')),
    )
    await expect(page.getByRole('main')).toHaveAccessibleName('Health')
    await expect.poll(() => channel.texts).toHaveLength(1)
    expect(channel.texts[0]).toContain('2 monitors are down')
  })

  await test.step('by keyboard: it is looked at and acknowledged with a name', async () => {
    await page.keyboard.press('Alt+n')
    await expect(panel).toContainText('2 monitors are down')
    await panel.getByLabel('Acknowledged by').fill('Awa Diop')
    await panel.getByRole('button', { name: 'Acknowledge', exact: true }).press('Enter')
    await expect(panel).toContainText('acknowledged by Awa Diop')
    await page.keyboard.press('Escape')
    for (const each of pages)
      await expect(bell(each)).toHaveAccessibleName('Notifications: none to acknowledge')
    await goTo(page, 'Timeline')
    await expect(page.getByText(/^Awa Diop acknowledged: 2 monitors/).first()).toBeVisible()
  })

  await test.step('they come back: it is over, the channel hears it, nobody is called', async () => {
    await service.start()
    await page.keyboard.press('Alt+n')
    await expect(panel).toContainText('over since')
    await page.keyboard.press('Escape')
    await expect.poll(() => channel.texts).toHaveLength(2)
    expect((await Promise.all(pages.map(heardIn))).flat()).toHaveLength(1)
  })

  await test.step('who was away for a while sees what changed, and puts it aside', async () => {
    const away = page.getByRole('region', { name: 'What changed' })
    await expect(away).toBeHidden()
    await page.evaluate(() => {
      const { runId } = JSON.parse(sessionStorage.getItem('warroom.window') ?? '{}') as {
        runId: string
      }
      // As a window that was closed twelve minutes ago has left it.
      const look = JSON.stringify({ seq: 1, atMs: Date.now() - 12 * 60_000 })
      window.addEventListener('unload', () => localStorage.setItem(`warroom.seen.${runId}`, look))
    })
    await page.reload()
    await expect(away).toContainText('Away 12 min:')
    await expect(away).toContainText('2 monitors changed')
    await away.getByRole('button', { name: 'What changed' }).click()
    await away.getByRole('button', { name: 'Show' }).first().click()
    await expect(page.getByRole('main')).toHaveAccessibleName('Health')
    await page.keyboard.press('Alt+o')
    await expect(away).toBeHidden()
  })

  await test.step('a restart of the engine repeats nothing', async () => {
    const again = await warroom.reopen()
    await panelOf(again, 'Runs').getByText('Veille', { exact: false }).first().click()
    await expect(bell(again)).toHaveAccessibleName('Notifications: none to acknowledge')
    expect(channel.texts).toHaveLength(2)
  })
  rmSync(folder, { recursive: true, force: true })
})
