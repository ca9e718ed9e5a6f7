import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { expect, test } from '../harness/test.ts'
import {
  answerQuestions,
  askForDrill,
  drillBar,
  enter,
  expectBegun,
  startDrill,
} from './drilling.ts'
import { goTo, panel, tile } from './screens.ts'

const said = (page: Page) => page.locator('[data-announcer=drill]')

/** Nothing is kept from those who do not see the screen, or its colours. */
async function expectAccessible(page: Page): Promise<void> {
  // Its other mode opens a page of its own, which a desktop application has not.
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('a rollback is practiced until it is back, and another is given up', async ({ warroom }) => {
  test.setTimeout(240_000)
  const { page } = warroom
  const dialog = page.getByRole('dialog')
  const medquiz = tile(page, 'MedQuiz is ready').locator('.v').first()

  await test.step('the practice servers are waited for; then it begins', async () => {
    await askForDrill(page)
    await expect(dialog.getByLabel('Within a minute')).toBeChecked()
    await expect(dialog.getByLabel('What breaks').getByRole('option')).toHaveText(['Surprise me'])
    await dialog.getByLabel('Within five minutes').check()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('status')).toHaveText(/^Waiting for the practice servers/)
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await expectBegun(page)
    await expect(said(page)).toHaveText('A drill is under way.')
  })

  await test.step('given up, it says what it was, and that nothing was reached', async () => {
    await drillBar(page).getByRole('button', { name: 'Give up the drill…' }).click()
    await dialog.getByRole('button', { name: 'Give up', exact: true }).click()
    await expect(dialog).toContainText('What was broken')
    // Nobody knows the moment, and no test either: it may have been broken by then.
    await expect(dialog).toContainText(/It was over before it broke|Not reached: given up before/)
    await expect(dialog).toContainText('No earlier drill')
    await expect(said(page)).toHaveText('The drill is over: Given up')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('another one begins; that something is broken is for the tiles to show', async () => {
    await startDrill(page, 'Bad release')
    await expect(medquiz).toContainText('Down', { timeout: 30_000 })
    await expect(drillBar(page)).not.toContainText(/release|broken/i)
    await expectAccessible(page)
  })

  await test.step('honest answers lead to a plan, and Enter leads back', async () => {
    await page.keyboard.press('Alt+r')
    await answerQuestions(page, /answer with errors|2\.1 the version in service/)
    await expect(panel(page, 'Which way back?')).toContainText('Back to MedQuiz 2.0')
    // In a drill it is gone for real unless somebody chooses otherwise: nothing else ends it.
    await expect(page.getByRole('radio', { name: /^Go back/ })).toBeChecked()
    await enter(page, 'Begin…')
    await enter(page, 'Begin the rollback now')
    await enter(page, 'Run it')
    await enter(page, 'Continue')
    await expect(page.getByRole('heading', { name: 'Wait until MedQuiz is ready' })).toBeVisible()
    await enter(page, 'Continue')
  })

  await test.step('the debrief opens by itself, with its times against the one before', async () => {
    await expect(dialog).toContainText('Debrief: Bad release', { timeout: 60_000 })
    await expect(said(page)).toHaveText('The drill is over: Solved')
    await expect(dialog.locator('.drill-total b')).toHaveText(/^\d.* s$/)
    await expect(dialog.locator('.drill-duration')).toHaveText(Array(4).fill(/^\d.* s$/))
    await expect(dialog).toContainText('Within its budget')
    await expect(dialog.getByRole('row', { name: /Given up/ })).toContainText('Ada')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(drillBar(page)).toContainText('Solved')
  })

  await test.step('both are found again, from Home and from their runs', async () => {
    await goTo(page, 'Home')
    const drills = panel(page, 'Drills').getByRole('listitem')
    await expect(drills).toHaveText([/^Bad release.*Solved/, /Given up/])
    await expectAccessible(page)
    await drills.first().getByRole('button').click()
    await dialog.getByRole('button', { name: 'History of the run' }).click()
    await drillBar(page).getByRole('button', { name: 'Debrief' }).click()
    await expect(dialog).toContainText('Debrief: Bad release')
    await page.keyboard.press('Escape')
  })

  await test.step('a start that waits is cancelled', async () => {
    await goTo(page, 'Home')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Start the practice servers' })).toBeVisible()
    await askForDrill(page)
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('status')).toHaveText(/^Waiting for the practice servers/)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('main', { name: 'Home' })).toBeVisible()
  })
})
