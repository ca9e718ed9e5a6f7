import { readdirSync } from 'node:fs'

import { engineProcessId, rangeProcessId } from '../harness/engine-process-id.ts'
import { alive, familyOf } from '../harness/processes.ts'
import { expect, test } from '../harness/test.ts'
import { goTo, panel, startPracticeRun, tile } from './screens.ts'

const practiceFolders = (dataDir: string) =>
  readdirSync(dataDir).filter((name) => name.startsWith('warroom-practice-'))

test('the practice servers outlive a killed engine, and go with one that is given up @electron', async ({
  dataDir,
  electron,
  page,
}) => {
  const killEngine = async () => {
    const pid = await engineProcessId(electron)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => alive([pid])).toEqual([])
  }
  await startPracticeRun(page)
  const [folder] = practiceFolders(dataDir)
  const servers = familyOf(await rangeProcessId(electron)).map(({ pid }) => pid)
  expect(servers.length).toBeGreaterThan(5)

  await test.step('another engine takes them in again: same servers, same run', async () => {
    await killEngine()
    await expect(page.getByText('The engine was restarted')).toBeVisible()
    await goTo(page, 'Home')
    await expect(panel(page, 'Practice')).toContainText('Running')
    expect(practiceFolders(dataDir)).toEqual([folder])
    expect(await rangeProcessId(electron)).toBe(servers[0])
    await goTo(page, 'Health')
    await expect(tile(page, /.*/).first()).toContainText('OK')
  })

  await test.step('an engine that is given up takes them along', async () => {
    const givenUp = page.getByRole('alert').filter({ hasText: 'three times' })
    await expect(async () => {
      if (!(await givenUp.isVisible())) await killEngine()
      await expect(givenUp).toBeVisible({ timeout: 3_000 })
    }).toPass()
    await expect.poll(() => alive(servers), { timeout: 20_000 }).toEqual([])
    await expect.poll(() => practiceFolders(dataDir)).toEqual([])
  })
})
