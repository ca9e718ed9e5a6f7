import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, panel, startRun, tile } from './screens.ts'
import { startService } from './service.ts'

const intervalMs = 1000
/** Two intervals, the second look that confirms, and the way to the screen. */
const twoIntervalsMs = 2 * intervalMs + 2500

const runbookOf = (url: string) => `# Veille

## Services

- [ ] Le service répond {#service}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: ${intervalMs / 1000}s
  \`\`\`
- [ ] Personne n’écoute ici {#nobody}
  \`\`\`yaml check
  http: { url: "http://nulle-part.invalid/" }
  every: ${intervalMs / 1000}s
  \`\`\`
- [ ] Relu à la main {#manual}
`

test('a watched service falls, is seen to fall, and comes back', async ({ page, warroom }) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-health-'))
  await using service = await startService()
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'veille.yaml'),
    'name: veille\nenvironment: staging\n',
  )
  const runbook = join(folder, 'veille.md')
  writeFileSync(runbook, runbookOf(service.url))
  await openRunbook(page, runbook)
  await startRun(page, 'veille', 'Veille')
  await goTo(page, 'Health')
  const watched = tile(page, 'Le service répond')

  await test.step('what is well and what cannot be measured are told apart', async () => {
    await expect(watched).toContainText('OK')
    await expect(watched).toContainText('status 200')
    await expect(tile(page, 'Personne n’écoute ici')).toContainText('Unknown')
    await expect(page.getByRole('gridcell')).toHaveCount(2)
  })

  await test.step('it falls within two intervals, with evidence', async () => {
    await service.stop()
    await expect(watched).toContainText('Down', { timeout: twoIntervalsMs })
    await watched.click()
    const failures = panel(page, 'Failures, with evidence')
    // The failure stands within the chart's span as soon as the next history is read.
    await failures.getByRole('button', { name: 'Evidence' }).first().click({ timeout: 30_000 })
    await expect(failures).toContainText(service.url)
    await expect(page.getByRole('img', { name: /^How answer times are spread/ })).toBeVisible()
  })

  await test.step('what else happened stands on the axis of the chart, and leads to the list', async () => {
    const axis = page.getByRole('toolbar', { name: 'What else happened then' })
    await axis.getByRole('button', { name: /Le service répond.* down/i }).click()
    const listed = panel(page, 'What else happened then').locator('li.picked')
    await expect(listed).toContainText('Le service répond')
    await expect(listed).toBeInViewport()
    // One mark is a tab stop, the arrows go to the others.
    await expect(axis.locator('button[tabindex="0"]')).toHaveCount(1)
    await page.keyboard.press('ArrowLeft')
    await expect(axis.locator('button:focus')).toHaveCount(1)
  })

  await test.step('it comes back within two intervals', async () => {
    await service.start()
    await expect(watched).toContainText('OK', { timeout: twoIntervalsMs })
    await goTo(page, 'Timeline')
    await expect(page.getByText(/Le service répond.* down/i).first()).toBeVisible()
  })

  await test.step('by keyboard: pause with a reason, resume', async () => {
    await goTo(page, 'Health')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('p')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Le service répond')
    await dialog.getByLabel(/^Reason/).fill('bascule du DNS')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(watched).toContainText('Paused')
    await expect(watched).toContainText('bascule du DNS')
    await service.stop()
    await page.keyboard.press('p')
    await expect(watched).toContainText('Down')
    await service.start()
    await expect(watched).toContainText('OK')
  })

  await test.step('maintenance from the menu of a tile, ended before its time', async () => {
    await watched.getByRole('button', { name: /^Actions on/ }).click()
    await page.getByRole('menuitem', { name: /^Maintenance/ }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Start', exact: true })).toBeDisabled()
    await dialog.getByLabel('Reason').fill('redémarrage prévu')
    await dialog.getByRole('button', { name: 'Start', exact: true }).click()
    await expect(watched).toContainText('Maintenance')
    await watched.getByRole('button', { name: /^Actions on/ }).click()
    await page.getByRole('menuitem', { name: /^Resume/ }).click()
    await expect(watched).toContainText('OK')
  })

  await test.step('filters: by word, by state, worst first', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('personne')
    await expect(page.getByRole('gridcell')).toHaveCount(1)
    await page.getByRole('searchbox', { name: 'Search monitors' }).fill('')
    await page.getByRole('button', { name: 'Worst first' }).click()
    await expect(page.getByRole('gridcell').first()).toContainText('Personne n’écoute ici')
    await page.getByRole('combobox', { name: 'State' }).selectOption('up')
    await expect(page.getByRole('gridcell')).toHaveCount(1)
  })

  await test.step('the war room shows what is next and how everything is', async () => {
    await page.keyboard.press('Alt+1')
    await expect(panel(page, 'Current phase')).toContainText('Le service répond')
    await expect(panel(page, 'Health')).toContainText('Personne n’écoute ici')
    await expect(panel(page, 'Last events')).toContainText('paused the monitor')
  })
  rmSync(folder, { recursive: true, force: true })
})
