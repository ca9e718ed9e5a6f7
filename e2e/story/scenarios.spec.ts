import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, startRun } from './screens.ts'

const runbookOf = (url: string, folder: string) => `# Envois

\`\`\`yaml tail
file: ${folder}/app.log
id: app
\`\`\`

- [ ] Un message reçu est envoyé {#envoi}
  \`\`\`yaml scenario
  id: envoi
  title: Un message est envoyé
  before:
    - http: { url: "${url}/" }
      title: Le service répond
      expect: status == 200
  steps:
    - http: { url: "${url}/messages/\${correlation_id}", method: POST }
      title: Déposer le message
      expect: status == 202
    - log: { tail: app, match: "event: 'sent'", containing: "\${correlation_id}", within: 6s }
      title: Il est envoyé
    - http: { url: "${url}/messages/\${correlation_id}" }
      title: Il se relit
      expect: json.state == 'sent'
  after:
    - http: { url: "${url}/messages/\${correlation_id}", method: DELETE }
      title: Retirer le message
      expect: status == 204
  \`\`\`
- [ ] L’écran le montre {#regard}
  \`\`\`yaml scenario
  id: regard
  title: L’écran le montre
  steps:
    - ask: Le message est-il affiché ?
      title: Regarder l’écran
    - wait: 1m
      title: Attendre un peu
  \`\`\`
- [ ] Le disque est plein {#disque}
  \`\`\`yaml scenario
  id: disque
  title: Disque plein
  environments: [practice]
  steps:
    - http: { url: "${url}/fill", method: POST }
  \`\`\`
`

/** A service that sends what it takes, unless it is told not to, and says so in its log. */
async function startSender(folder: string) {
  const say = (event: string, id: string, more = {}) =>
    appendFileSync(
      join(folder, 'app.log'),
      `${JSON.stringify({ level: 30, time: Date.now(), event, id, ...more })}\n`,
    )
  const kept = new Set<string>()
  const switches = { isSending: true }
  const server = createServer((request, answer) => {
    const id = request.url?.split('/')[2] ?? ''
    if (request.method === 'POST') {
      kept.add(id)
      say('received', id)
      if (switches.isSending) say('sent', id)
      else say('send_refused', id, { reason: 'quota' })
      answer.writeHead(202).end()
    } else if (request.method === 'DELETE') {
      kept.delete(id)
      answer.writeHead(204).end()
    } else {
      answer.setHeader('content-type', 'application/json')
      answer.end(JSON.stringify({ state: switches.isSending ? 'sent' : 'queued' }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept,
    switches,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const detail = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })
const step = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: title }) })

test('a scenario passes, fails with the nearest words, is stepped through, cancelled, compared', async ({
  page,
  warroom,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-scenarios-'))
  using opened = new DisposableStack()
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'app.log'), '')
  const service = await startSender(folder)
  opened.defer(() => service.stop())
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'envois.yaml'),
    'name: envois\nenvironment: staging\n',
  )
  writeFileSync(join(folder, 'envois.md'), runbookOf(service.url, folder))
  await openRunbook(page, join(folder, 'envois.md'))
  await startRun(page, 'envois', 'Envois')
  await goTo(page, 'Scenarios')
  const list = page.getByRole('navigation', { name: 'Scenarios of the run' })
  const sending = detail(page, 'Un message est envoyé')
  const dialog = page.getByRole('dialog')
  const said = page.locator('[data-announcer=scenarios]')
  /** Agrees to what the key asked for. */
  const press = async (key: string) => {
    await page.keyboard.press(key)
    await dialog.getByRole('button', { name: /^Run these \d+ steps$/ }).click()
    await expect(dialog).toBeHidden()
  }

  await test.step('it is shown as it would be done, and agreed to', async () => {
    await expect(list.getByRole('button')).toHaveCount(3)
    await expect(step(page, 'Déposer le message')).toContainText('status == 202')
    await expect(step(page, 'Il est envoyé')).toContainText('in app, within 6 s')
    await page.keyboard.press('r')
    await expect(dialog).toContainText(`POST ${service.url}/messages/«correlation_id»`)
    await expect(dialog.getByRole('region', { name: 'Clean-up' })).toContainText('DELETE')
    await expect(dialog).toContainText('Changes its target')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(service.kept.size).toBe(0)
  })

  await test.step('it passes, and cleans up', async () => {
    await press('r')
    await expect(sending.locator('.detail-head')).toContainText('Passed')
    await expect(step(page, 'Il est envoyé')).toContainText('Held')
    await expect(step(page, 'Il est envoyé')).toContainText('was seen once in app')
    await expect(step(page, 'Retirer le message')).toContainText('Held')
    await expect(list.getByRole('button').first()).toContainText('Passed')
    await expect(said).toContainText('Scenario Un message est envoyé: Passed.')
    expect(service.kept.size).toBe(0)
  })

  await test.step('its item and it lead to each other', async () => {
    await page.keyboard.press('i')
    const card = page.getByRole('article', { name: 'Un message est envoyé' })
    await expect(card).toContainText('Passed')
    await card.getByRole('button', { name: 'Open scenario' }).click()
    await expect(sending).toBeVisible()
  })

  await test.step('the service changes: it fails there, with the nearest lines', async () => {
    service.switches.isSending = false
    await press('r')
    await expect(sending.locator('.detail-head')).toContainText('Failed')
    const broken = step(page, 'Il est envoyé')
    await expect(broken).toContainText('was expected in app within 6 s, and was not seen')
    await expect(broken).toContainText('This is the first step that did not hold')
    await expect(broken.getByRole('list', { name: 'Nearest lines seen' })).toContainText(
      'send_refused',
    )
    await expect(step(page, 'Il se relit')).toContainText('Not done')
    await expect(step(page, 'Retirer le message')).toContainText('Held')
    expect(service.kept.size).toBe(0)
    await page.keyboard.press('l')
    await expect(
      page.getByRole('grid', { name: 'Merged stream of all sources' }).getByText('send_refused'),
    ).toBeVisible()
    await goTo(page, 'Scenarios')
  })

  await test.step('two runs side by side: where they part', async () => {
    await page.keyboard.press('d')
    const compared = page.getByRole('region', { name: 'Side by side' })
    await expect(compared).toContainText('First difference: Step 2, Il est envoyé')
    const parting = compared.getByRole('row').filter({ hasText: 'Il est envoyé' })
    await expect(parting).toContainText('Held')
    await expect(parting).toContainText('Failed')
    await expect(parting).toContainText('first difference')
    await page
      .getByRole('button', { name: /^Show the run of/ })
      .last()
      .click()
    await expect(sending).toContainText('not at the latest')
    await expect(step(page, 'Il est envoyé')).toContainText('Held')
    await sending.getByRole('button', { name: 'Back to the latest' }).click()
    await expect(step(page, 'Il est envoyé')).toContainText('Failed')
  })

  await test.step('step by step, then to the end', async () => {
    service.switches.isSending = true
    await press('s')
    await expect(sending).toContainText('Stopped before step 1: Déposer le message')
    await expect(list.getByRole('button').first()).toContainText('Running')
    expect(service.kept.size).toBe(0)
    await page.keyboard.press('c')
    await expect(sending).toContainText('Stopped before step 2: Il est envoyé')
    expect(service.kept.size).toBe(1)
    await page.keyboard.press('e')
    await expect(sending.locator('.detail-head')).toContainText('Passed')
    expect(service.kept.size).toBe(0)
  })

  await test.step('cancelled, it still cleans up', async () => {
    await press('s')
    await expect(sending).toContainText('Stopped before step 1')
    await page.keyboard.press('c')
    await expect(sending).toContainText('Stopped before step 2')
    expect(service.kept.size).toBe(1)
    await expect(sending).toContainText('The clean-up still runs.')
    await page.keyboard.press('x')
    await expect(sending.locator('.detail-head')).toContainText('Unknown')
    await expect(sending).toContainText('Cancelled.')
    await expect(step(page, 'Retirer le message')).toContainText('Held')
    expect(service.kept.size).toBe(0)
  })

  await test.step('a person is asked, and what only reads needs no agreement', async () => {
    await page.keyboard.press('j')
    const looking = detail(page, 'L’écran le montre')
    await page.keyboard.press('r')
    const asked = looking.getByRole('region', { name: 'The scenario asks you' })
    await expect(asked).toContainText('Le message est-il affiché ?')
    await expect(said).toContainText('Le message est-il affiché ?')
    await asked.getByLabel(/^Note/).fill('rien à l’écran')
    await asked.getByRole('button', { name: /Failed/ }).click()
    await expect(looking.locator('.detail-head')).toContainText('Failed')
    await expect(step(page, 'Regarder l’écran')).toContainText('rien à l’écran')
  })

  await test.step('where it may not run there is no button, and a reason', async () => {
    await list.getByRole('button', { name: /Disque plein/ }).click()
    const full = detail(page, 'Disque plein')
    await expect(full).toContainText('This scenario may not run in staging; it may in practice.')
    await expect(full.getByRole('button', { name: /^Run/ })).toHaveCount(0)
    await page.keyboard.press('r')
    await expect(dialog).toContainText('“Disque plein” does not run here')
    await expect(dialog.getByRole('button', { name: /^Run/ })).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Alt+1')
    await expect(dialog).toContainText('“Disque plein” does not run here')
    await page.keyboard.press('Escape')
    await expect(full).toContainText('This scenario may not run')
  })

  await test.step('a closed run is read, not played', async () => {
    await goTo(page, 'Timeline')
    await page.getByRole('button', { name: 'Close the run…' }).click()
    await dialog.getByRole('button', { name: 'Close the run' }).click()
    await expect(dialog).toBeHidden()
    await goTo(page, 'Scenarios')
    await list.getByRole('button', { name: /Un message est envoyé/ }).click()
    await expect(sending.getByRole('button', { name: /^Run/ })).toHaveCount(0)
    await page.keyboard.press('d')
    await expect(page.getByRole('button', { name: /^Show the run of/ })).toHaveCount(4)
  })
})
