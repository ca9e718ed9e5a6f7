import { readFile } from 'node:fs/promises'

import type { Locator, Page } from '@playwright/test'

import { expect } from '../harness/test.ts'

/** What a person does on the screens, in their words: every spec of the story is told with these. */

export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** One item's line, by its title. */
export const itemRow = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('treegrid').getByRole('row').filter({ hasText: title })

export async function goTo(
  page: Page,
  screen: 'Home' | 'Checklist' | 'Timeline' | 'Profiles' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation').getByText(screen, { exact: true }).click()
}

/** Chooses a file as the dialog of “Open a runbook…” would. */
export async function openRunbook(page: Page, path: string): Promise<void> {
  await goTo(page, 'Home')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a runbook…' }).click()
  await (await chooser).setFiles(path)
}

/** Starts the practice servers and waits until a run against them can be started. */
export async function startPractice(page: Page): Promise<void> {
  await goTo(page, 'Home')
  await page.getByRole('button', { name: 'Start the practice servers' }).click()
  await expect(page.getByRole('button', { name: 'Start the practice run' })).toBeVisible({
    timeout: 60_000,
  })
}

export async function startPracticeRun(page: Page): Promise<void> {
  await startPractice(page)
  await page.getByRole('button', { name: 'Start the practice run' }).click()
  await expect(page.getByRole('treegrid')).toBeVisible()
}

/** Starts a run of a runbook in the library with the profile of the practice servers, or another. */
export async function startRun(
  page: Page,
  runbookTitle: string,
  profile: string,
  title: string,
): Promise<void> {
  await goTo(page, 'Home')
  await page
    .getByRole('button', { name: `Start a run… ${runbookTitle}` })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByLabel(/^Profile/).selectOption(profile)
  await dialog.getByRole('button', { name: 'Start the run' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('treegrid')).toBeVisible()
}

/** Writes a profile through the editor's YAML. */
export async function writeProfile(page: Page, name: string, text: string): Promise<void> {
  await goTo(page, 'Profiles')
  await page.getByRole('button', { name: /^(New|Create a profile)/ }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog).toBeHidden()
  await page.getByLabel('The profile as YAML').fill(text)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`${name} is saved.`)).toBeVisible()
}

/** The bytes of what a click downloads. */
export async function downloaded(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const download = page.waitForEvent('download')
  await click()
  return readFile(await (await download).path())
}
