import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { engineProcessId, rangeProcessId } from '../harness/engine-process-id.ts'
import { alive, familyOf } from '../harness/processes.ts'
import { expect, test } from '../harness/test.ts'
import { goTo, panel, startPracticeRun, tile } from './screens.ts'

const practiceFolders = (dataDir: string) =>
  readdirSync(dataDir).filter((name) => name.startsWith('warroom-practice-'))

test('the practice servers outlive a killed engine, and go with the application @electron', async ({
  warroom,
}) => {
  test.setTimeout(150_000)
  const { dataDir } = warroom
  const electron = () => {
    if (!warroom.electron) throw new Error('a spec tagged @electron')
    return warroom.electron
  }
  const killEngine = async () => {
    const pid = await engineProcessId(electron())
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => alive([pid])).toEqual([])
  }
  const expectNothingLeft = async (servers: readonly number[]) => {
    await expect.poll(() => alive(servers), { timeout: 20_000 }).toEqual([])
    await expect.poll(() => practiceFolders(dataDir)).toEqual([])
  }
  let { page } = warroom
  await startPracticeRun(page)
  const [folder] = practiceFolders(dataDir)
  const pidsOfRange = async () => familyOf(await rangeProcessId(electron())).map(({ pid }) => pid)
  let servers = await pidsOfRange()
  expect(servers.length).toBeGreaterThan(5)

  await test.step('another engine takes them in again: same servers, same run', async () => {
    await killEngine()
    await expect(page.getByText('The engine was restarted')).toBeVisible()
    await goTo(page, 'Home')
    await expect(panel(page, 'Practice')).toContainText('Running')
    expect(practiceFolders(dataDir)).toEqual([folder])
    expect(await rangeProcessId(electron())).toBe(servers[0])
    await goTo(page, 'Health')
    await expect(tile(page, /.*/).first()).toContainText('OK')
  })

  await test.step('quitting stops them, and leaves nothing of them', async () => {
    page = await warroom.reopen()
    await expectNothingLeft(servers)
    await goTo(page, 'Home')
    await expect(panel(page, 'Practice')).toContainText('Stopped')
    expect(existsSync(join(dataDir, 'profiles', 'practice.yaml'))).toBe(false)
  })

  await test.step('an engine that is given up takes them along', async () => {
    await page.getByRole('button', { name: 'Start the practice servers' }).click()
    await expect(panel(page, 'Practice')).toContainText('Running', { timeout: 60_000 })
    servers = await pidsOfRange()
    await killEngine()
    await expect(panel(page, 'Practice')).toContainText('Running')
    await killEngine()
    await killEngine()
    await expect(page.getByRole('alert')).toContainText('three times')
    await expectNothingLeft(servers)
  })
})
