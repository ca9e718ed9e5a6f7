import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { expect, test } from '../harness/test.ts'
import { downloaded, goTo, openRunbook, panel, startRun } from './screens.ts'
import { startService } from './service.ts'

const runbookOf = (url: string) => `# Mise en ligne

\`\`\`yaml contacts
- { level: L1, name: Astreinte, when: toute alerte, reach: "+33 1 23 45 67 89" }
- { level: L2, name: Grace Hopper, role: Backend lead, when: non résolu après 15 min }
\`\`\`

- [ ] Le service répond {#service}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: 1s
  \`\`\`
- [ ] Le bilan est fait {#bilan due=T+30d}

\`\`\`yaml gate
title: Le service reste en ligne
window: 10s
hold: 2s
min_coverage: 0.1
criteria:
  - check: service
    require: availability >= 0.99
\`\`\`
`

/** One key, some words, and it stands in the history. */
async function say(page: Page, key: string, words: string): Promise<void> {
  await page.keyboard.press(key)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(words)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
}

test('a gate breaks: an incident is opened, told, resolved and learnt from', async ({
  page,
  warroom,
}) => {
  test.setTimeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-incident-'))
  await using service = await startService()
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'essai.yaml'),
    'name: essai\nenvironment: staging\n',
  )
  const runbook = join(folder, 'mise-en-ligne.md')
  writeFileSync(runbook, runbookOf(service.url))
  await openRunbook(page, runbook)
  await service.stop()
  await startRun(page, 'essai', 'Mise en ligne')
  const dialog = page.getByRole('dialog')
  const main = page.getByRole('main')
  const chip = page.getByRole('button', { name: 'Incident open: Nobody can log in' })

  await test.step('where the gate broke it is offered, with the gate’s title', async () => {
    await goTo(page, 'Decision')
    const gate = panel(page, 'Le service reste en ligne')
    await gate.getByRole('button', { name: 'Open an incident…' }).click({ timeout: 40_000 })
    await expect(dialog.getByLabel('What is wrong')).toHaveValue('Le service reste en ligne')
    await dialog.getByLabel('What is wrong').fill('Nobody can log in')
    await dialog.getByRole('button', { name: 'Open the incident' }).click()
    await expect(main).toHaveAccessibleName('Incident')
    await expect(main).toContainText('because “Le service reste en ligne” turned NO-GO')
    await expect(chip).toBeVisible()
  })

  const calls = panel(page, 'Whom to call')
  await test.step('who is to be called now is said aloud until they are reached', async () => {
    await expect(calls.getByRole('status')).toContainText('CALL NOW: L1 Astreinte')
    await expect(calls).toContainText('Next: L2 Grace Hopper in')
    await page.keyboard.press('Alt+n')
    const notices = page.getByRole('dialog', { name: 'Notifications' })
    await expect(notices).toContainText('L1 Astreinte is to be called now')
    await page.keyboard.press('Escape')
    await calls.getByRole('button', { name: 'Reached L1 Astreinte' }).click()
    await dialog.getByRole('textbox').fill('on the way')
    await page.keyboard.press('Control+Enter')
    await expect(calls).toContainText('Reached by')
    await expect(calls.getByRole('status')).toBeEmpty()
  })

  const record = panel(page, 'Notes, decisions, hypotheses')
  await test.step('notes, decisions and hypotheses by one key each', async () => {
    await say(page, 'n', 'Since 14:02, all browsers')
    await say(page, 'h', 'The certificate has expired')
    await say(page, 'd', 'We go back to 1.4.2')
    await expect(record.getByRole('listitem')).toHaveCount(3)
    await record.getByRole('button', { name: 'Rule out…' }).click()
    await dialog.getByRole('textbox').fill('valid until March')
    await page.keyboard.press('Control+Enter')
    await expect(record).toContainText('Ruled out by')
    await expect(record).toContainText('valid until March')
  })

  await test.step('texts follow what is known, in French whichever the window speaks', async () => {
    const texts = panel(page, 'Ready to send')
    await expect(texts).toContainText('Known so far: We go back to 1.4.2')
    await texts.getByRole('button', { name: 'Français' }).click()
    await expect(texts).toContainText('Ce que l’on sait : We go back to 1.4.2')
    await expect(texts).toContainText('Page d’état')
  })

  await test.step('a commander is named, and it is resolved by key', async () => {
    await main.getByRole('button', { name: 'Change…' }).click()
    await dialog.getByLabel('Commander').fill('Awa Diop')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(main).toContainText('Awa Diop')
    await say(page, 'r', 'Back at 1.4.2')
    await expect(main).toContainText('Resolved by')
    await expect(chip).toBeHidden()
  })

  await test.step('an action is added afterwards, and the post-mortem tells it all', async () => {
    await page.keyboard.press('a')
    await dialog.getByLabel('What', { exact: true }).fill('Alert on failed logins')
    await dialog.getByLabel('By whom').fill('Grace Hopper')
    await dialog.getByLabel(/^Until/).fill('2026-01-02')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await expect(panel(page, 'Actions')).toContainText('Late')
    const postMortem = panel(page, 'Post-mortem')
    const markdown = await downloaded(warroom, () =>
      postMortem.getByRole('button', { name: 'Markdown' }).click(),
    )
    expect(markdown.toString()).toMatch(/Nobody can log in[^]*valid until March[^]*Grace Hopper/)
    await postMortem.getByLabel('Roles instead of names').check()
    const html = await downloaded(warroom, () =>
      postMortem.getByRole('button', { name: 'HTML' }).click(),
    )
    expect(html.toString()).toContain('Backend lead')
    expect(html.toString()).not.toMatch(/Grace|Awa/)
  })

  await test.step('opened again, Home says what is left, and leads there', async () => {
    await page.getByRole('button', { name: 'Set T0' }).click()
    await page.getByRole('button', { name: 'Now', exact: true }).click()
    await expect(page.getByRole('banner').getByText('Set T0')).toBeHidden()
    const again = await warroom.reopen()
    await goTo(again, 'Home')
    const left = panel(again, 'What is left')
    await expect(left.getByRole('listitem')).toHaveCount(2)
    await expect(left).toContainText('Le bilan est fait')
    await left.getByRole('button', { name: 'Alert on failed logins' }).click()
    await panel(again, 'Actions')
      .getByRole('button', { name: 'Done: Alert on failed logins' })
      .click()
    await expect(panel(again, 'Actions')).toContainText('Done,')
    await goTo(again, 'Home')
    await expect(left.getByRole('listitem')).toHaveCount(1)
  })
  rmSync(folder, { recursive: true, force: true })
})
