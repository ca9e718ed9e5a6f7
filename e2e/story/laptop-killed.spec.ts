import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { engineProcessId, rangeProcessId } from '../harness/engine-process-id.ts'
import { alive, familyOf } from '../harness/processes.ts'
import { expect, test } from '../harness/test.ts'
import { answerQuestions, drillBar, enter, startDrill } from './drilling.ts'
import { panel, startPractice, tile } from './screens.ts'

/** The versions that MedQuiz put in service, by its own log. */
function deployed(dataDir: string): unknown[] {
  const [file = ''] = globSync(join(dataDir, 'warroom-practice-*', 'medquiz.log'))
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines
    .map((line) => JSON.parse(line) as { event?: string; version?: string })
    .filter(({ event }) => event === 'release_started')
    .map(({ version }) => version)
}

test('the laptop dies in the middle of a step: it opens there, looks first, and is led back @electron', async ({
  dataDir,
  electron,
  page,
}) => {
  test.setTimeout(150_000)
  const dialog = page.getByRole('dialog')
  const acts = page.getByRole('group', { name: 'What you may do now' })
  const steps = page.getByRole('navigation', { name: 'Steps' })
  await startPractice(page)
  const engine = await engineProcessId(electron)

  await test.step('a release is bad; the way back is begun', async () => {
    await startDrill(page, 'Bad release, laptop killed on the way back')
    const medquiz = tile(page, 'MedQuiz is ready').locator('.v').first()
    await expect(medquiz).toContainText('Down', { timeout: 30_000 })
    await page.keyboard.press('Alt+r')
    await answerQuestions(page, /answer with errors|2\.1 the version in service/)
    await expect(panel(page, 'Which way back?')).toContainText('Back to MedQuiz 2.0')
    await page.keyboard.press('1')
    await enter(page, 'Begin…')
    await enter(page, 'Begin the rollback now')
    await expect(panel(page, 'What will run')).toContainText('deploy medquiz')
  })

  await test.step('Warroom dies while it runs, says so, and opens there by itself', async () => {
    await enter(page, 'Run it')
    await expect(page.getByText('The engine was restarted')).toBeVisible({ timeout: 30_000 })
    expect(await engineProcessId(electron)).not.toBe(engine)
    await expect(page.getByText('Its command may still be running')).toBeVisible()
    await expect(page.getByRole('contentinfo')).toContainText('OUTCOME UNKNOWN')
    await expect(acts.getByRole('button', { name: /^Run it/ })).toHaveCount(0)
    await expect(drillBar(page)).toContainText(/Drill · \d\d:\d\d/)
  })

  await test.step('it looks before anything else, and it was done: nothing is run again', async () => {
    await enter(page, 'Continue')
    await expect(page.getByRole('heading', { name: 'Wait until MedQuiz is ready' })).toBeVisible()
    await expect(steps).toContainText('Held')
    await enter(page, 'Continue')
    expect(deployed(dataDir).slice(-2)).toEqual(['2.1', '2.0'])
  })

  await test.step('it is back, and the debrief knows when it all was', async () => {
    await expect(dialog).toContainText('Debrief: Bad release, laptop killed', { timeout: 60_000 })
    await expect(dialog.locator('.drill-duration')).toHaveText(Array(4).fill(/^\d.* s$/))
    await expect(dialog).toContainText('every act led towards the way back')
  })
  await test.step('quitting ends the practice servers, and leaves nothing of them', async () => {
    const servers = familyOf(await rangeProcessId(electron)).map(({ pid }) => pid)
    await electron.close()
    await expect.poll(() => alive(servers)).toEqual([])
    expect(globSync(join(dataDir, 'warroom-practice-*'))).toEqual([])
    expect(existsSync(join(dataDir, 'profiles', 'practice.yaml'))).toBe(false)
  })
})
