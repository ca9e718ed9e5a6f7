import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import type { Page } from '@playwright/test'

import { withPinnedNode } from '../../scripts/pinned-node.ts'
import { openElectron } from '../harness/electron-host.ts'
import { engineProcessId } from '../harness/engine-process-id.ts'
import { environment } from '../harness/environment.ts'
import { expect, test } from '../harness/test.ts'

const crashRenderer = fileURLToPath(new URL('../harness/crash-renderer.cjs', import.meta.url))

/** How main told this window that the engine fared, once it runs; `running` left out. */
async function recordFates(page: Page): Promise<() => Promise<string[]>> {
  // A page that never met an engine cannot say that there is another one.
  await expect(page.getByRole('heading').first()).toBeVisible()
  await expect(page.getByText('Starting the engine')).toHaveCount(0)
  const seen = await page.evaluateHandle(async () => {
    const fates: string[] = []
    await new Promise<void>((resolve) => {
      window.warroom?.onEngineCondition(({ phase }) => {
        if (phase === 'running') resolve()
        else if (phase !== 'starting') fates.push(phase)
      })
      // Main tells a window that connects how the engine is: from here on it misses nothing.
      window.warroom?.connect()
    })
    return fates
  })
  return () => seen.jsonValue()
}

test.describe('the engine process @electron', () => {
  test('killed, is started again, and the window says so', async ({ electron, page, warroom }) => {
    const before = await engineProcessId(electron)
    const fates = await recordFates(page)
    await warroom.killEngine()
    await expect(page.getByText('The engine was restarted')).toBeVisible()
    expect(await fates()).toEqual(['restarting'])
    expect(await engineProcessId(electron)).not.toBe(before)
  })

  test('dead three times in a minute, is left so; the window shows why, and can try again', async ({
    page,
    warroom,
  }) => {
    const fates = await recordFates(page)
    await warroom.killEngine()
    await expect.poll(fates).toEqual(['restarting'])
    await warroom.killEngine()
    await expect.poll(fates).toEqual(['restarting', 'restarting'])
    await warroom.killEngine()
    await expect.poll(fates).toEqual(['restarting', 'restarting', 'stopped'])

    const alert = page.getByRole('alert')
    await expect(alert).toContainText('three times')
    await alert.locator('summary').click()
    await expect(alert).toContainText('engine ended with code')

    await alert.getByRole('button', { name: 'Start the engine again' }).click()
    await expect(alert).toBeHidden()
    await expect(page.getByText('The engine was restarted')).toBeVisible()
  })

  test('that cannot start is not tried again; the window says why', async ({ dataDir }) => {
    const found = environment.read()
    if ('whyNoElectron' in found) test.skip(true, found.whyNoElectron)
    else {
      await writeFile(join(dataDir, 'warroom.db'), 'This is no database. '.repeat(500))
      await using host = await openElectron({ ...found, dataDir })
      const alert = host.page.getByRole('alert').first()
      await expect(alert).toContainText('could not start')
      await expect(alert.getByRole('button', { name: 'Start the engine again' })).toBeVisible()
    }
  })
})

test('a window whose renderer crashed comes back by itself @electron', async ({ dataDir }) => {
  const found = environment.read()
  if ('whyNoElectron' in found) test.skip(true, found.whyNoElectron)
  else {
    const args = ['-r', crashRenderer, found.appDir, '--data', dataDir]
    const run = await promisify(execFile)(found.executable, args, { env: withPinnedNode() })
    expect(run.stdout).toBe('load 1\ngone: crashed\nload 2\n')
  }
})
