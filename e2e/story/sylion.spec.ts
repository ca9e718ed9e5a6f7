import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { bundleFiles, overlayNameOf } from '../../src/engine/runbook/overlay-bundle.ts'
import { expect, test } from '../harness/test.ts'
import { startRangeThread } from './range-thread.ts'
import { goTo, openRunbook, panel, startRun } from './screens.ts'

const received = fileURLToPath(new URL('../../resources/runbooks/sylion.txt', import.meta.url))
const scenarioD = 'D. Six messages en moins de 30 secondes'
const workers = 'workers-3-workers-actifs-dans-logs-28d2'

/** Sylion's checklist with all that ships beside it, and a neighbour to listen to. */
function runbook(): Uint8Array {
  const overlay = readFileSync(overlayNameOf(received), 'utf8')
  const neighbour = "tails:\n  - { file: '${medquiz_log}', id: medquiz, title: MedQuiz }\n"
  const more = overlay.replace('tails:\n', () => neighbour)
  return bundleFiles({ runbook: readFileSync(received), overlay: Buffer.from(more) })
}

// Its minute is the engine's and the range's, whatever window looks on.
test('Sylion in the range: three logs heard, scenario D holds, and fails where the limit is switched off @electron', async ({
  page,
  warroom,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-sylion-'))
  using opened = new DisposableStack()
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  await using range = await startRangeThread(folder)
  test.skip(
    !range.ready.degradations.includes('backlog'),
    'the range lacks a program on this machine',
  )
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(warroom.dataDir, 'profiles', 'practice.yaml'), range.ready.profileText)
  const file = join(folder, 'sylion.txt')
  writeFileSync(file, runbook())
  await openRunbook(page, file)
  await startRun(page, 'practice', 'Sylion')

  const stream = page.getByRole('grid', { name: 'Merged stream of all sources' })
  const line = (text: string) => stream.getByRole('row').filter({ hasText: text })
  const filter = page.getByRole('searchbox', { name: 'Filter the stream' })

  await test.step('three sources are heard as one, and filtered', async () => {
    await goTo(page, 'Logs')
    const live = panel(page, 'Sources').getByRole('listitem').filter({ hasText: '●live' })
    await expect(live).toHaveCount(3)
    await filter.fill('source=nginx')
    await expect(line('nginx').first()).toBeVisible()
    await expect(line('Worker started')).toBeHidden()
    await filter.fill('source=sylion "Worker started"')
    await expect(line('Worker started')).toContainText('sylion')
    await expect(line('nginx')).toHaveCount(0)
  })

  await test.step('a line is pinned to the item that it proves', async () => {
    await line('Worker started').click()
    await page.keyboard.press('p')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Item').selectOption(workers)
    await dialog.getByLabel(/^Note/).fill('un worker sur trois')
    await dialog.getByRole('button', { name: 'Pin as evidence' }).click()
    await expect(dialog).toBeHidden()
    await goTo(page, 'Timeline')
    await expect(page.getByText(/un worker sur trois[\s\S]*Worker started/).first()).toBeVisible()
  })

  const detail = panel(page, scenarioD)
  const step = (title: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('button', { name: title }) })
  const play = async () => {
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Run these \d+ steps$/ }).click()
    await expect(dialog).toBeHidden()
  }

  await test.step('six messages in thirty seconds: the limit holds', async () => {
    await goTo(page, 'Scenarios')
    const list = page.getByRole('navigation', { name: 'Scenarios of the run' })
    await list.getByRole('button', { name: scenarioD }).click()
    await play()
    await expect(detail.locator('.detail-head')).toContainText('Passed', { timeout: 30_000 })
    await expect(step('6. Il est limité')).toContainText('Held')
  })

  await test.step('the limit is switched off: it fails there, with the lines that came instead', async () => {
    await range.degrade('sylion.conversationLimit', true)
    await play()
    await expect(detail.locator('.detail-head')).toContainText('Failed', { timeout: 30_000 })
    await expect(step('6. Envoyer le sixième')).toContainText('Held')
    const broken = step('6. Il est limité')
    await expect(broken).toContainText('This is the first step that did not hold')
    await expect(broken.getByRole('list', { name: 'Nearest lines seen' })).toContainText(
      'message_sent',
    )
    await expect(step('8. Envoyer les messages 7 à 10')).toContainText('Not done')
  })

  await test.step('the limit is back, and it holds again', async () => {
    await range.degrade('sylion.conversationLimit', false)
    await play()
    await expect(detail.locator('.detail-head')).toContainText('Passed', { timeout: 30_000 })
  })
})
