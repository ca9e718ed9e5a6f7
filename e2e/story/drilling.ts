import type { Page } from '@playwright/test'

import { expect } from '../harness/test.ts'
import { goTo, panel } from './screens.ts'

/** What a person does in a drill. */

export const drillBar = (page: Page) => panel(page, 'Drill')

/** Opens the dialog that starts a drill, with a name in it. */
export async function askForDrill(page: Page): Promise<void> {
  await goTo(page, 'Home')
  await page.getByRole('button', { name: 'Practice a rollback…' }).click()
  await page.getByRole('dialog').getByLabel('Your name').fill('Ada')
}

/** The war room of a drill that was just started. */
export async function expectBegun(page: Page): Promise<void> {
  await expect(page.getByRole('main', { name: 'War room' })).toBeVisible({ timeout: 60_000 })
  await expect(drillBar(page)).toContainText(/Drill · \d\d:\d\d/)
}

export async function startDrill(page: Page, kind: string): Promise<void> {
  await askForDrill(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('At once').check()
  await dialog.getByLabel('What breaks').selectOption({ label: kind })
  await page.keyboard.press('Enter')
  await expectBegun(page)
}

/** Answers the questions of the plans as the tiles have it, until a plan is proposed. */
export async function answerQuestions(page: Page, yes: RegExp): Promise<void> {
  const asked = panel(page, 'Which way back?')
  const question = asked.locator('.question')
  const proposed = asked.getByRole('status')
  await expect(question).toBeVisible()
  while (!(await proposed.isVisible())) {
    const text = await question.innerText()
    await page.keyboard.press(yes.test(text) ? 'y' : 'n')
    await expect(proposed.or(question.filter({ hasNotText: text }))).toBeVisible()
  }
}

/** Presses Enter as soon as it does what the button says. */
export async function enter(page: Page, name: string): Promise<void> {
  const main = page.getByRole('button', { name: `${name} ⏎`, exact: true })
  await expect(main).toBeEnabled({ timeout: 30_000 })
  await page.keyboard.press('Enter')
}
