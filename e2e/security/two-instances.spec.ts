import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { withPinnedNode } from '../../scripts/pinned-node.ts'
import { openElectron } from '../harness/electron-host.ts'
import { environment } from '../harness/environment.ts'
import { expect, test } from '../harness/test.ts'

const answerDialog = fileURLToPath(new URL('../harness/answer-dialog.cjs', import.meta.url))

/** Starts the desktop once more on a data folder, and presses a button of what it asks. */
async function startAgain(dataDir: string, button: number): Promise<string> {
  const found = environment.read()
  if ('whyNoElectron' in found) throw new Error(found.whyNoElectron)
  const args = ['-r', answerDialog, found.appDir, '--data', dataDir]
  const env = { ...withPinnedNode(), WARROOM_E2E_BUTTON: String(button) }
  const { stdout } = await promisify(execFile)(found.executable, args, { env })
  return stdout
}

/** Processes of the desktop that were opened beside another one, on this data folder. */
async function processesBeside(dataDir: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args='])
  return stdout
    .split('\n')
    .filter((line) => line.includes(dataDir) && line.includes('--beside'))
    .map((line) => Number.parseInt(line, 10))
}

test.describe('a second desktop on one data folder @electron', () => {
  test('asks, and brings the first to the front', async ({ electron, dataDir }) => {
    // One that is still to be shown comes to the front by itself.
    const isShown = () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await expect.poll(isShown).toBe(true)
    await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) throw new Error('no window')
      window.focus = () => Object.assign(globalThis, { broughtToFront: true })
    })
    const broughtToFront = () => electron.evaluate(() => 'broughtToFront' in globalThis)
    const said = await startAgain(dataDir, 0)
    expect(said).toContain('asked: Warroom is already open on this data folder.')
    await expect.poll(broughtToFront).toBe(true)
    expect(await processesBeside(dataDir)).toEqual([])
  })

  test('asks, and opens beside it when told to', async ({ electron, dataDir }) => {
    expect(await startAgain(dataDir, 1)).toContain('Open Read-Only')
    await expect.poll(async () => (await processesBeside(dataDir)).length).toBeGreaterThan(0)
    for (const pid of await processesBeside(dataDir)) process.kill(pid, 'SIGTERM')
    await expect.poll(() => processesBeside(dataDir)).toEqual([])
    expect(
      await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    ).toBe(1)
  })

  test('beside another is read-only, and says so', async ({ page, dataDir }) => {
    await expect(page.getByRole('heading').first()).toBeVisible()
    const found = environment.read()
    if ('whyNoElectron' in found) throw new Error(found.whyNoElectron)
    await using second = await openElectron({ ...found, dataDir, args: ['--beside'] })
    await expect(second.page.getByText('read-only').first()).toBeVisible()
    await expect(page.getByText('read-only')).toHaveCount(0)
  })
})
