import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, panel, startRun, tile } from './screens.ts'

const runbookOf = (folder: string) => `# Écoute

\`\`\`yaml tail
file: ${folder}/api.log
id: api
title: L’API
patterns:
  - { id: echec, title: Une tâche échoue, match: "event: 'job_failed'", critical: true }
\`\`\`

\`\`\`yaml tail
file: ${folder}/proxy.log
id: proxy
\`\`\`

\`\`\`yaml tail
command: tail -n +1 -F ${folder}/worker.log
id: worker
\`\`\`

- [ ] Aucune tâche n’échoue {#taches}
  \`\`\`yaml check
  log: { tail: api, pattern: echec, window: 10 }
  every: 1s
  \`\`\`
- [ ] Relu à la main {#manuel}
`

test('three tails are one stream: filtered, held, pinned; a critical line is an alarm', async ({
  page,
  warroom,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-logs-'))
  const api = (fields: Record<string, unknown>) =>
    appendFileSync(
      join(folder, 'api.log'),
      `${JSON.stringify({ level: 30, time: Date.now(), ...fields })}\n`,
    )
  writeFileSync(join(folder, 'proxy.log'), '')
  writeFileSync(join(folder, 'worker.log'), '')
  api({ msg: 'API prête', tenant: 1 })
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'ecoute.yaml'),
    'name: ecoute\nenvironment: staging\n',
  )
  const runbook = join(folder, 'ecoute.md')
  writeFileSync(runbook, runbookOf(folder))
  await openRunbook(page, runbook)
  await startRun(page, 'ecoute', 'Écoute')
  await goTo(page, 'Logs')
  const stream = page.getByRole('grid', { name: 'Merged stream of all sources' })
  const line = (text: string) => stream.getByRole('row').filter({ hasText: text })
  const filter = page.getByRole('searchbox', { name: 'Filter the stream' })
  const sources = panel(page, 'Sources')

  await test.step('all are heard, and stand in one stream in order of time', async () => {
    await expect(sources.getByRole('listitem').filter({ hasText: '●live' })).toHaveCount(3)
    await expect(line('API prête')).toBeVisible()
    api({ msg: 'requête reçue', tenant: 42 })
    appendFileSync(join(folder, 'worker.log'), 'WARN file presque pleine\n')
    await expect(line('file presque pleine')).toContainText('worker')
    // Late by its link, early by its clock.
    const early = new Date(Date.now() - 200).toISOString()
    appendFileSync(join(folder, 'proxy.log'), `${early} ERROR amont injoignable\n`)
    await expect(line('amont injoignable')).toContainText('error')
    await expect(line('requête reçue')).toContainText('api')
  })

  await test.step('filtered by level, by field, by source', async () => {
    await page.getByRole('combobox', { name: 'Level' }).selectOption('warn')
    await expect(line('API prête')).toBeHidden()
    await expect(line('amont injoignable')).toBeVisible()
    await filter.fill('tenant=42')
    await expect(line('requête reçue')).toBeVisible()
    await expect(line('amont injoignable')).toBeHidden()
    await filter.fill('source=worker')
    await expect(line('file presque pleine')).toBeVisible()
    await expect(line('requête reçue')).toBeHidden()
    await filter.fill('level>=haut')
    await expect(page.getByText('“haut” is no level.')).toBeVisible()
    await filter.fill('')
    await expect(line('API prête')).toBeVisible()
  })

  await test.step('held: what comes meanwhile is counted, and comes when it goes on', async () => {
    await page.getByRole('button', { name: /^Following/ }).click()
    for (const n of [1, 2, 3]) api({ msg: `pendant la pause ${n}` })
    const goOn = page.getByRole('button', { name: /^3 new lines/ })
    await expect(goOn).toBeVisible()
    await expect(line('pendant la pause')).toHaveCount(0)
    await goOn.click()
    await expect(line('pendant la pause')).toHaveCount(3)
  })

  await test.step('a line is pinned to an item, and found in the timeline', async () => {
    await line('requête reçue').click()
    const detail = panel(page, 'The selected line')
    await expect(detail).toContainText('tenant')
    await expect(detail).toContainText('42')
    await page.keyboard.press('p')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Item').selectOption('manuel')
    await dialog.getByLabel(/^Note/).fill('vu par nous')
    await dialog.getByRole('button', { name: 'Pin as evidence' }).click()
    await expect(dialog).toBeHidden()
    await goTo(page, 'Timeline')
    await expect(page.getByText(/vu par nous[\s\S]*requête reçue/).first()).toBeVisible()
  })

  await test.step('a critical pattern turns its tile down, and it comes back', async () => {
    await goTo(page, 'Health')
    const watched = tile(page, 'Aucune tâche n’échoue')
    await expect(watched).toContainText('OK', { timeout: 30_000 })
    api({ level: 50, event: 'job_failed', msg: 'envoi impossible', tenant: 42 })
    await expect(watched).toContainText('Down')
    await goTo(page, 'Logs')
    await panel(page, 'Looked out for')
      .getByRole('button', { name: /Une tâche échoue/ })
      .click()
    await expect(filter).toHaveValue('event=job_failed')
    await expect(line('envoi impossible')).toBeVisible()
    await expect(line('API prête')).toBeHidden()
    await goTo(page, 'Health')
    await expect(watched).toContainText('OK', { timeout: 30_000 })
  })
  rmSync(folder, { recursive: true, force: true })
})
