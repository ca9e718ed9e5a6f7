import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '../harness/test.ts'
import { downloaded, goTo, itemRow, openRunbook, panel, startRun } from './screens.ts'
import { startService } from './service.ts'

const runbookOf = (url: string) => `# Décision

- [ ] Le service répond {#service}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: 1s
  \`\`\`
- [ ] Le retour arrière a été répété {#rehearsed}

\`\`\`yaml gate
title: Mise en ligne
approvers: [Ops]
window: 20s
hold: 2s
min_coverage: 0.1
criteria:
  - check: service
    require: availability >= 0.99
  - item: rehearsed
\`\`\`
`

test('GO is signed on evidence, never against it without a reason', async ({ page, warroom }) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-decision-'))
  await using service = await startService()
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'essai.yaml'),
    'name: essai\nenvironment: staging\n',
  )
  const runbook = join(folder, 'décision.md')
  writeFileSync(runbook, runbookOf(service.url))
  await openRunbook(page, runbook)
  await startRun(page, 'essai', 'Décision')
  await goTo(page, 'Decision')
  const gate = panel(page, 'Mise en ligne')
  const verdict = gate.getByRole('status')

  await test.step('what is not done yet is pending, and a GO against it needs a reason', async () => {
    await expect(verdict).toContainText('PENDING', { timeout: 60_000 })
    await gate.getByRole('button', { name: 'Sign a decision…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Decision').selectOption('go')
    await dialog.getByLabel('Name', { exact: true }).fill('Awa Diop')
    await dialog.getByLabel('Role').fill('Ops')
    await dialog.getByLabel('Type your name to sign').fill('Awa Diop')
    await expect(dialog).toContainText('The gate says PENDING')
    await expect(dialog.getByRole('button', { name: 'Sign', exact: true })).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  await test.step('with the item passed and the window held it is GO', async () => {
    await goTo(page, 'Checklist')
    await itemRow(page, 'Le retour arrière a été répété').click()
    await panel(page, 'Item').getByRole('button', { name: /^Pass/ }).click()
    await goTo(page, 'Decision')
    await expect(verdict).toContainText('GO', { timeout: 60_000 })
    await expect(verdict).not.toContainText(/NO-GO|PENDING/, { timeout: 60_000 })
  })

  await test.step('a name typed twice signs it, and what was seen is frozen', async () => {
    await gate.getByRole('button', { name: 'Sign a decision…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Awa Diop')
    await dialog.getByLabel('Role').fill('Ops')
    await dialog.getByLabel('Type your name to sign').fill('Awa Diop')
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(gate).toContainText('Decided: GO')
    await expect(gate).toContainText('Awa Diop (Ops): GO')
  })

  await test.step('it keeps looking: a service that falls afterwards turns it', async () => {
    await service.stop()
    await expect(verdict).toContainText('NO-GO', { timeout: 60_000 })
    await expect(gate).toContainText('Decided: GO')
  })

  await test.step('the report tells the decision', async () => {
    await goTo(page, 'Timeline')
    const report = await downloaded(warroom, () =>
      page.getByRole('button', { name: 'Markdown' }).click(),
    )
    expect(report.toString()).toContain('Mise en ligne')
    expect(report.toString()).toContain('Awa Diop')
  })
  rmSync(folder, { recursive: true, force: true })
})
