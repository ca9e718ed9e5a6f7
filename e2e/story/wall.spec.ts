import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { engineProcessId } from '../harness/engine-process-id.ts'
import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, panel, startRun, tile } from './screens.ts'
import { startService } from './service.ts'

const services = Array.from({ length: 14 }, (_, index) => `Service ${index + 1}`)
const noticed = { timeout: 15_000 }
/** Thirty seconds without a look, and the way to the screen. */
const silence = { timeout: 60_000 }

const check = (title: string, url: string) => `- [ ] ${title}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: 1s
  \`\`\`
`
const runbookOf = (url: string) => `# Mur

## Services

${check(`GET ${url} répond`, url)}${services.map((title) => check(title, url)).join('')}
- [ ] Relu à la main {#manual}

\`\`\`yaml gate
title: Mise en ligne
window: 20s
hold: 2s
min_coverage: 0.1
criteria:
  - item: manual
\`\`\`
`

test('the wall shows the run from afar, names no place, and says when it is stale', async ({
  page,
  warroom,
}) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-wall-'))
  await using service = await startService()
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(warroom.dataDir, 'profiles', 'mur.yaml'), 'name: mur\nenvironment: staging\n')
  const runbook = join(folder, 'mur.md')
  writeFileSync(runbook, runbookOf(service.url))
  await openRunbook(page, runbook)
  await startRun(page, 'mur', 'Soirée de mise en ligne')
  await goTo(page, 'War room')
  await expect(panel(page, 'Decision')).toContainText('Relu à la main')
  await expect(tile(page, 'Service 1').first()).toContainText('OK')

  const opening = page.context().waitForEvent('page')
  await panel(page, 'Last events').getByRole('button', { name: 'Wall screen' }).click()
  const wall = await opening
  const main = wall.getByRole('main', { name: 'Wall' })

  await test.step('what a room must know, worst first, and how many more are well', async () => {
    await expect(main.getByRole('heading', { name: 'Soirée de mise en ligne' })).toBeVisible()
    await expect(main).toContainText('PENDING')
    await expect(main).toContainText('T0 is not set')
    await expect(main).toContainText('0 of 16 steps')
    await expect(main).toContainText('+4 more OK', noticed)
    await expect(main).toContainText('Nothing is known to be wrong', noticed)
    await expect(main.getByRole('alert')).toBeHidden()
    await expect(main.getByRole('button')).toHaveCount(0)
  })

  await test.step('it names no place of a machine', async () => {
    await expect(main).toContainText('GET … répond')
    expect(await wall.locator('body').innerText()).not.toContain(new URL(service.url).host)
  })

  await test.step('it follows what happens by itself', async () => {
    await service.stop()
    await expect(panel(wall, 'Now')).toContainText('Service 1: down', noticed)
    await expect(panel(wall, 'Now')).toContainText('more')
    await service.start()
    await expect(main).toContainText('Nothing is known to be wrong', noticed)
  })

  await test.step('everything fits, whatever the screen', async () => {
    if (warroom.kind === 'electron') return
    for (const [width, height] of [
      [1280, 720],
      [1024, 768],
      [3840, 2160],
    ] as const) {
      await wall.setViewportSize({ width, height })
      for (const part of [panel(wall, 'Now'), wall.locator('footer')]) {
        const box = await part.boundingBox()
        expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true)
        expect(box && box.y >= 0 && box.y + box.height <= height).toBe(true)
      }
    }
  })

  const banner = main.getByRole('alert')
  const age = async () => Number(/(\d+)(?:\.\d)? s/.exec(await banner.innerText())?.[1])

  if (warroom.electron) {
    const { electron } = warroom
    await test.step('an engine that stands still is said, and counted', async () => {
      const engine = await engineProcessId(electron)
      process.kill(engine, 'SIGSTOP')
      try {
        await expect(banner).toContainText('Nothing measured for', silence)
        await expect(main).toContainText('was PENDING')
        const before = await age()
        await expect.poll(age).toBeGreaterThan(before)
      } finally {
        process.kill(engine, 'SIGCONT')
      }
      await expect(banner).toBeHidden(noticed)
    })
    await test.step('another engine takes over, and the wall goes on', async () => {
      await warroom.killEngine()
      await expect(banner).toBeHidden(silence)
      await expect(main).toContainText('+4 more OK', silence)
    })
    await test.step('Escape closes it, and the window to work in stays', async () => {
      const closed = wall.waitForEvent('close')
      // The window may be gone before the key is up again.
      await wall.keyboard.press('Escape').catch(() => undefined)
      await closed
      await expect(page.getByRole('navigation')).toBeVisible()
    })
    await test.step('the menu opens it, and there is one', async () => {
      const again = page.context().waitForEvent('page')
      await electron.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()?.items ?? []
        const found = items.flatMap(({ submenu }) => submenu?.items ?? [])
        found.find(({ label }) => label === 'Wall Screen')?.click()
      })
      const other = await again
      await expect(other.getByRole('heading', { name: 'Soirée de mise en ligne' })).toBeVisible()
      const gone = other.waitForEvent('close')
      const named = page.context().waitForEvent('page')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('wall')
      await page.keyboard.press('Enter')
      await gone
      const third = await named
      await expect(third.getByRole('heading', { name: 'Soirée de mise en ligne' })).toBeVisible()
      expect(electron.windows()).toHaveLength(2)
    })
  } else {
    await test.step('without an engine it says so over its whole width, and counts', async () => {
      await warroom.killEngine()
      await expect(banner).toContainText('No link to the engine for', noticed)
      await expect(main).toContainText('was PENDING')
      const box = await banner.boundingBox()
      expect(box?.width).toBe(wall.viewportSize()?.width)
      const before = await age()
      await expect.poll(age).toBeGreaterThan(before)
    })
    await test.step('without a session it shows nothing', async () => {
      const browser = page.context().browser()
      if (!browser) throw new Error('the page is in a browser')
      await using context = await browser.newContext()
      const stranger = await context.newPage()
      await stranger.goto(new URL('/?screen=wall', page.url()).href)
      await expect(stranger.getByRole('alert')).toContainText('No link to the engine for', noticed)
      await expect(stranger.getByRole('heading')).toHaveCount(0)
    })
  }
  rmSync(folder, { recursive: true, force: true })
})
