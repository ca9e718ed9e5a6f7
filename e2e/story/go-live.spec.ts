import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from '../harness/test.ts'
import { downloaded, goTo, itemRow, panel, startPracticeRun } from './screens.ts'

const warroomCommand = fileURLToPath(new URL('../../bin/warroom.js', import.meta.url))

test.describe('a go-live from the first start to the report', () => {
  test.setTimeout(240_000)

  test('practice: checks answer from real servers, evidence stays, the run travels', async ({
    page,
    warroom,
  }) => {
    await startPracticeRun(page)

    await test.step('every check answers from its server', async () => {
      await page.getByRole('button', { name: 'Run all checks' }).click()
      for (const title of [
        'Le port de PostgreSQL est ouvert',
        'Les tables critiques de MedQuiz existent',
        'Redis répond, avec de la mémoire devant lui',
        'Le serveur répond en SSH',
        'Le certificat du site est valide plus de 30 jours',
        'health/ready répond',
      ]) {
        await itemRow(page, title).scrollIntoViewIfNeeded()
        await expect(itemRow(page, title)).toContainText('Passed', { timeout: 60_000 })
      }
    })

    await test.step('the evidence says what was judged, and holds no secret', async () => {
      await page.getByRole('searchbox', { name: 'Search items' }).fill('métriques sont exposées')
      await itemRow(page, 'Les métriques sont exposées').click()
      await expect(itemRow(page, 'Les métriques sont exposées')).toContainText('Passed', {
        timeout: 60_000,
      })
      const detail = panel(page, 'Item')
      await detail.getByText('Evidence', { exact: true }).click()
      await expect(detail).toContainText('status')
      await expect(detail).toContainText('«metrics_token»')
      await page.getByRole('searchbox', { name: 'Search items' }).fill('')
    })

    await test.step('an item is passed by hand, waived with a reason, noted, and undone', async () => {
      const manual = itemRow(page, 'Le plan de retour arrière')
      await manual.click()
      const detail = panel(page, 'Item')
      await detail.getByRole('button', { name: /^Pass/ }).click()
      await expect(manual).toContainText('Passed')
      await page.keyboard.press('u')
      await expect(manual).toContainText('To do')
      await page.keyboard.press('w')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Who takes it on').fill('Awa Diop')
      await dialog.getByLabel('Reason').fill('Relu hier, réunion de 16 h')
      await dialog.getByRole('button', { name: 'Waive', exact: true }).click()
      await expect(manual).toContainText('Waived')
    })

    await test.step('a phase is signed by name', async () => {
      await page.keyboard.press('s')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name', { exact: true }).fill('Moussa Ba')
      await dialog.getByLabel('Role').fill('Infra')
      await dialog.getByRole('button', { name: 'Sign off' }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByText('Signed · Moussa Ba')).toBeVisible()
    })

    await test.step('the chain holds, and the report says what happened', async () => {
      await goTo(page, 'Timeline')
      await page.getByRole('button', { name: 'Verify the chain' }).click()
      await expect(page.getByText(/events hold/)).toBeVisible()
      const report = await downloaded(warroom, () =>
        page.getByRole('button', { name: 'Markdown' }).click(),
      )
      expect(report.toString()).toContain('Relu hier, réunion de 16 h')
      expect(report.toString()).toContain('Awa Diop')
      expect(report.toString()).toContain('Moussa Ba')
      const html = await downloaded(warroom, () =>
        page.getByRole('button', { name: 'HTML' }).click(),
      )
      expect(html.toString()).toContain('<!doctype html>')
      expect(html.toString()).not.toMatch(/<script|src="http|href="http/)
    })

    const exported = await downloaded(warroom, () =>
      page.getByRole('button', { name: 'Export the run' }).click(),
    )

    await test.step('with the servers gone and Warroom restarted, all of it can be read', async () => {
      await goTo(page, 'Home')
      await panel(page, 'Practice').getByRole('button', { name: 'Stop' }).click()
      await expect(panel(page, 'Practice')).toContainText('Stopped', { timeout: 60_000 })
      const again = await warroom.reopen()
      await panel(again, 'Runs').getByText('Exercice', { exact: false }).first().click()
      await goTo(again, 'Checklist')
      await expect(itemRow(again, 'Le port de PostgreSQL est ouvert')).toContainText('Passed')
      await expect(itemRow(again, 'Le plan de retour arrière')).toContainText('Waived')
    })

    await test.step('the exported file verifies anywhere, and a changed byte is found', () => {
      const folder = mkdtempSync(join(tmpdir(), 'warroom-export-'))
      const file = join(folder, 'run.warroom')
      const verify = () => spawnSync(warroomCommand, ['verify', file], { encoding: 'utf8' })
      writeFileSync(file, exported)
      expect(verify().status).toBe(0)
      const changed = Buffer.from(exported)
      const middle = Math.floor(changed.length / 2)
      changed[middle] = (changed[middle] ?? 0) ^ 0xff
      writeFileSync(file, changed)
      expect(verify().status).not.toBe(0)
      rmSync(folder, { recursive: true, force: true })
    })
  })
})
