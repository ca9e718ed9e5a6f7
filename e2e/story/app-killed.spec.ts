import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import type { Page } from '@playwright/test'

import { pinnedNode } from '../../scripts/pinned-node.ts'
import { crashRunbook } from '../../src/engine/rollback/crash-plan.fixture.ts'
import { randomOf } from '../../src/engine/seeded-random.fixture.ts'
import { openElectron } from '../harness/electron-host.ts'
import { rangeProcessId } from '../harness/engine-process-id.ts'
import { environment } from '../harness/environment.ts'
import { alive, familyOf } from '../harness/processes.ts'
import { expect, test } from '../harness/test.ts'
import { openRunbook, panel, startPractice, startRun } from './screens.ts'

const rounds = Number(process.env['WARROOM_APP_CRASH_ROUNDS'] ?? 2)
const seed = Number(process.env['WARROOM_APP_CRASH_SEED'] ?? 20_261_124)
const looking = fileURLToPath(
  new URL('../../src/engine/rollback/crash-look.process.ts', import.meta.url),
)
/** From the first press on: the plan takes some seconds. */
const longestLifeMs = 5_000
const pressEveryMs = 40

const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps' })

/** Presses what leads on, as fast as one can, until it is over; one plan after the other. */
async function press(page: Page, over: AbortSignal, again = true): Promise<void> {
  const forReal = page.getByRole('radio', { name: /^Go back/ })
  const toPlans = page.getByRole('button', { name: 'Back to the plans' })
  while (!over.aborted) {
    if (again && (await toPlans.isVisible())) await toPlans.click()
    if ((await forReal.isVisible()) && !(await forReal.isChecked())) await page.keyboard.press('1')
    // Begin, run, continue; once more where it did not hold.
    await page.keyboard.press('Enter')
    await page.keyboard.press('r')
    await new Promise((resolve) => setTimeout(resolve, pressEveryMs))
  }
}

test(`bar 13: the application is killed ${rounds} times in the middle of a plan (seed ${seed}): each step runs once @electron`, async ({
  dataDir,
}) => {
  test.setTimeout(120_000 + rounds * 60_000)
  const found = environment.read()
  test.skip('whyNoElectron' in found, 'whyNoElectron' in found ? found.whyNoElectron : '')
  if ('whyNoElectron' in found) return
  const folder = mkdtempSync(join(tmpdir(), 'warroom-killed-'))
  const acts = () =>
    existsSync(join(folder, 'acts')) ? readFileSync(join(folder, 'acts'), 'utf8') : ''
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  const profile = `name: here\nenvironment: practice\nvariables: { dir: ${folder} }\n`
  writeFileSync(join(dataDir, 'profiles', 'here.yaml'), profile)
  writeFileSync(join(folder, 'go.md'), crashRunbook())
  await using host = await openElectron({ ...found, dataDir })
  let { page } = host

  await test.step('with the practice servers running: they end with it', async () => {
    await startPractice(page)
    const servers = familyOf(await rangeProcessId(host.electron)).map(({ pid }) => pid)
    await host.killApp()
    await expect.poll(() => alive(servers), { timeout: 20_000 }).toEqual([])
    const left = () => readdirSync(dataDir).filter((name) => name.startsWith('warroom-practice-'))
    await expect.poll(left).toEqual([])
    page = await host.openAgain()
    await expect(panel(page, 'Practice')).toContainText('Stopped')
    expect(existsSync(join(dataDir, 'profiles', 'practice.yaml'))).toBe(false)
  })

  await openRunbook(page, join(folder, 'go.md'))
  await startRun(page, 'here', 'Killed')
  await page.keyboard.press('Alt+r')
  const random = randomOf(seed)
  for (let round = 0; round < rounds; round++) {
    await test.step(`round ${round}`, async () => {
      const over = new AbortController()
      const pressing = press(page, over.signal).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
      await host.killApp()
      over.abort()
      await pressing
      page = await host.openAgain()
      const before = acts()
      const plans = panel(page, 'Runs').getByRole('button', { name: /Killed/ })
      await expect(steps(page).or(plans).first()).toBeVisible()
      if (await steps(page).isVisible()) {
        // It opened where it was, and looked; nothing ran that nobody asked for.
        const may = page.getByRole('group', { name: 'What you may do now' })
        await expect(may.getByRole('button', { name: /⏎|^Do it again/ }).first()).toBeEnabled()
      } else {
        await plans.first().click()
        await page.keyboard.press('Alt+r')
      }
      expect(acts()).toBe(before)
    })
  }
  const over = new AbortController()
  const back = page.getByRole('heading', { name: 'It is back', exact: true })
  // Where it does not get back, that is what is told, and not the key that met a closed window.
  const pressing = press(page, over.signal, false).catch(() => undefined)
  await expect(back).toBeVisible({ timeout: 60_000 })
  over.abort()
  await pressing
  await host.electron.close()
  const run = await promisify(execFile)(pinnedNode, [looking, folder, dataDir])
  const left = JSON.parse(run.stdout) as { problems: string[]; begun: number }
  expect(left.problems).toEqual([])
  expect(left.begun).toBeGreaterThanOrEqual(4)
  test.info().annotations.push({ type: 'steps begun', description: String(left.begun) })
  rmSync(folder, { recursive: true, force: true })
})
