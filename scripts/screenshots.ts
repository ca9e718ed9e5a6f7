import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { chromium, type Page } from '@playwright/test'

import { openBrowserMode } from '../src/engine/serve/browser-mode.ts'
import { build } from './build.ts'
import { pictureDrill } from './picture-drill.ts'
import { smallerPng } from './smaller-png.ts'

/**
 * `npm run screenshots`: the pictures of the README, from the running application on its range.
 * `npm run screenshots -- drill` takes only those of a drill.
 */
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

async function settle(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}

/** Written in the end: making them smaller would keep the engine from its work, which runs here too. */
const taken = new Map<string, Buffer>()

async function take(page: Page, name: string, of: typeof sizes = sizes): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    for (const size of of) {
      await page.setViewportSize(size)
      await settle(page)
      taken.set(`${name}.${theme}.${size.width}.png`, await page.screenshot())
    }
  }
}

const data = mkdtempSync(join(tmpdir(), 'warroom-screenshots-'))
await using opened = new AsyncDisposableStack()
opened.defer(() => rmSync(data, { recursive: true, force: true }))
const { rendererDir } = build()
const started = await openBrowserMode({ rendererDir, dataDir: data })
if (!started.ok) throw new Error(JSON.stringify(started.failure))
const server = opened.use(started.value)
await using browser = await chromium.launch({
  executablePath: process.env.WARROOM_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
})
const page = await browser.newPage({ locale: 'fr-FR', viewport: sizes[0] })
mkdirSync(folder, { recursive: true })

const screen = (name: string) =>
  page.getByRole('navigation').getByText(name, { exact: true }).click()

await page.goto(server.url)
await page.getByRole('button', { name: 'Démarrer les serveurs' }).click()
await page.getByRole('button', { name: 'Lancer l’entraînement' }).waitFor({ timeout: 60_000 })
if (!process.argv.includes('drill')) await pictureScreens()
await pictureDrill(page, (name) => take(page, name, sizes.slice(0, 1)))
for (const [name, png] of taken) writeFileSync(join(folder, name), smallerPng(png))

async function pictureScreens(): Promise<void> {
  await take(page, 'home')
  await page.getByRole('button', { name: 'Lancer l’entraînement' }).click()
  await screen('Liste')
  await page.getByRole('button', { name: 'Tout contrôler' }).click()
  await page.getByRole('button', { name: 'Annuler' }).waitFor({ timeout: 60_000 })
  await page
    .getByRole('button', { name: 'Annuler' })
    .waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('row', { name: /Redis répond, avec/ }).click()
  await take(page, 'checklist')
  await screen('Salle')
  // Long enough for the monitors to have a history to show.
  await page.waitForTimeout(20_000)
  await take(page, 'war-room')
  await screen('Santé')
  await take(page, 'health')
  await screen('Files')
  await take(page, 'queues')
  await screen('Décision')
  await take(page, 'decision')
  await screen('Fil')
  await take(page, 'timeline')
  await screen('Profils')
  await page.getByText('practice', { exact: true }).first().click()
  await take(page, 'profiles')
  await screen('Réglages')
  await take(page, 'settings')
  await screen('Accueil')
  await page.getByRole('button', { name: /^Démarrer une exécution.*Meta-Ready/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Profil/).selectOption('practice')
  await dialog.locator('button[type=submit]').click()
  await page.getByRole('treegrid').waitFor()
  await screen('Scénarios')
  await page.getByRole('button', { name: /^D\. / }).click()
  await page.keyboard.press('r')
  await dialog.locator('button[type=submit]').click()
  const head = page.locator('.detail-head')
  await head.getByText('Validé').waitFor({ timeout: 60_000 })
  await take(page, 'scenarios')
}
