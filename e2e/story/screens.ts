import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Locator, Page } from '@playwright/test'

import type { WarroomHost } from '../harness/hosts.ts'
import { expect } from '../harness/test.ts'

/** What a person does on the screens, in their words: every spec of the story is told with these. */

export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** One item's line, by its title. */
export const itemRow = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('treegrid').getByRole('row').filter({ hasText: title })

/** One monitor's tile, by its title. */
export const tile = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('grid').getByRole('gridcell').filter({ hasText: title })

export async function goTo(
  page: Page,
  screen:
    | 'Home'
    | 'War room'
    | 'Checklist'
    | 'Health'
    | 'Queues'
    | 'Decision'
    | 'Incident'
    | 'Rollback'
    | 'Timeline'
    | 'Logs'
    | 'Scenarios'
    | 'Profiles'
    | 'Settings',
): Promise<void> {
  await page.getByRole('navigation').getByText(screen, { exact: true }).click()
}

/** Chooses a file as the dialog of “Open a runbook…” would. */
export async function openRunbook(page: Page, path: string): Promise<void> {
  await goTo(page, 'Home')
  const back = page.getByRole('main').getByRole('button', { name: 'Home', exact: true })
  if (await back.isVisible()) await back.click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a runbook…' }).click()
  await (await chooser).setFiles(path)
  await expect(page.getByRole('tab', { name: /^Items/ })).toBeVisible()
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

/** Starts a run of the runbook that was just opened. */
export async function startRun(page: Page, profile: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Start a run…', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByLabel(/^Profile/).selectOption(profile)
  await dialog.getByRole('button', { name: 'Start the run' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('treegrid')).toBeVisible()
}

/** The bytes of what a click downloads; the desktop's save dialog is answered. */
export async function downloaded(
  { electron, page }: WarroomHost,
  click: () => Promise<void>,
): Promise<Buffer> {
  if (!electron) {
    const download = page.waitForEvent('download')
    await click()
    return readFile(await (await download).path())
  }
  const folder = mkdtempSync(join(tmpdir(), 'warroom-download-'))
  const file = join(folder, 'file')
  const saved = await electron.evaluateHandle(
    ({ session }, path) => ({
      done: new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_, item) => {
          item.setSavePath(path)
          item.once('done', (_event, state) => resolve(state))
        })
      }),
    }),
    file,
  )
  await click()
  expect(await saved.evaluate(({ done }) => done)).toBe('completed')
  const bytes = await readFile(file)
  rmSync(folder, { recursive: true })
  return bytes
}
