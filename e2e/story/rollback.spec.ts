import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { createEngine } from '../../src/engine/create-engine.ts'
import { valueOf } from '../../src/engine/store/temporary-store.fixture.ts'
import { expect, test } from '../harness/test.ts'
import { goTo, openRunbook, startRun } from './screens.ts'

const runbookOf = (url: string, folder: string) => `# Retour

- [ ] L’API répond {#api}
  \`\`\`yaml check
  http: { url: "${url}" }
  expect: status == 200
  every: 1s
  \`\`\`

\`\`\`yaml rollback
id: now
title: Immédiat
when: [Les clients sont-ils touchés ?, Les données sont-elles intactes ?]
budget: 5m
safe-state: Le service est arrêté. Rien n’est perdu.
steps:
  - id: halt
    title: Arrêter
    why: Plus rien ne doit être traité.
    command: "echo halt >> '${folder}/acts'; echo arrêt demandé"
    verify:
      - http: { url: "${url}" }
        title: Il est arrêté
        expect: json.state == 'halted'
        every: 100ms
        within: 1s
    if-fails: { text: Regardez le service. }
  - id: wipe
    title: Vider le cache
    why: L’ancienne version ne sait pas le lire.
    command: "rm -r '${folder}/cache'"
    unverified: Rien ne le lit.
  - id: call
    title: Prévenir
    why: Quelqu’un doit le savoir.
    manual: Appeler le client.
    unverified: Un appel ne se mesure pas.
  - id: move
    title: Remettre la version
    why: Elle marchait.
    command: "echo move >> '${folder}/acts'; while [ -e '${folder}/hold' ]; do sleep 0.1; done"
    timeout: 1m
    verify:
      - http: { url: "${url}" }
        title: L’ancienne version est là
        expect: json.version == 'v1'
        every: 100ms
        within: 1s
done:
  - http: { url: "${url}" }
    title: La version v1 est en service
    expect: json.version == 'v1'
    times: 2
    every: 100ms
    within: 1s
  - http: { url: "${url}" }
    title: Elle est en bonne santé
    expect: json.healthy
    within: 1s
\`\`\`

\`\`\`yaml rollback
id: code
title: Par le code
when: [Les données sont-elles intactes ?]
budget: 15m
safe-state: La version en cause reste en service.
steps:
  - { id: back, title: Revenir, why: Elle marchait., command: "echo code >> '${folder}/acts'", unverified: Rien. }
done:
  - http: { url: "${url}" }
    title: Elle répond
    expect: status == 200
\`\`\`
`

/** The service that is gone back with: it is what it is told to be. */
async function startTarget() {
  const state = { state: 'running', version: 'v2', healthy: true }
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify(state))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    state,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const step = (page: Page, title: string) => page.getByRole('heading', { name: title, exact: true })
const acts = (page: Page) => page.getByRole('group', { name: 'What you may do now' })
const chip = (page: Page) =>
  page.getByRole('banner').getByRole('button', { name: /^(ROLLBACK|REHEARSAL)/ })

async function expectAccessible(page: Page): Promise<void> {
  // Its other mode opens a page of its own, which a desktop application has not.
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

/** Presses Enter as soon as it does what the button says. */
async function enter(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('button', { name: `${name} ⏎`, exact: true })).toBeEnabled()
  await page.keyboard.press('Enter')
}

async function begin(page: Page, name: string): Promise<void> {
  await enter(page, 'Begin…')
  await enter(page, name)
}

test('goes back step by step, through a failure, a crash and another window, until it is back', async ({
  warroom,
}) => {
  test.setTimeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-rollback-'))
  using opened = new DisposableStack()
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  // What a killed engine left running ends with the folder.
  writeFileSync(join(folder, 'hold'), '')
  const target = await startTarget()
  opened.defer(() => target.stop())
  const done = () =>
    existsSync(join(folder, 'acts')) ? readFileSync(join(folder, 'acts'), 'utf8').split('\n') : []
  const times = (act: string) => done().filter((line) => line === act).length
  mkdirSync(join(folder, 'cache'))
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  const profile = 'name: essai\nenvironment: practice\n'
  writeFileSync(join(warroom.dataDir, 'profiles', 'essai.yaml'), profile)
  writeFileSync(join(folder, 'retour.md'), runbookOf(target.url, folder))
  let { page } = warroom
  await openRunbook(page, join(folder, 'retour.md'))
  await startRun(page, 'essai', 'Retour')

  await test.step('one shortcut shows the plans; questions propose one; looking begins nothing', async () => {
    await page.keyboard.press('Alt+r')
    const asked = page.getByRole('region', { name: 'Which way back?' })
    await expect(asked).toContainText('Les clients sont-ils touchés ?')
    await page.keyboard.press('n')
    await expect(asked).toContainText('Les données sont-elles intactes ?')
    await page.keyboard.press('y')
    await expect(asked).toContainText('Proposed: Par le code')
    await asked.getByRole('button', { name: /^Change the answer to: Les clients/ }).click()
    await asked.getByRole('button', { name: /^Yes/ }).click()
    await expect(asked).toContainText('Proposed: Immédiat')
    await expect(page.getByRole('main')).toContainText('Le service est arrêté. Rien n’est perdu.')
    await expect(chip(page)).toHaveCount(0)
    expect(done()).toEqual([])
  })

  await test.step('it is begun for real with two presses', async () => {
    await page.keyboard.press('1')
    await begin(page, 'Begin the rollback now')
    await expect(step(page, 'Arrêter')).toBeVisible()
    await expect(chip(page)).toContainText('Immédiat')
    expect(done()).toEqual([])
  })

  await test.step('a step whose verification fails says what to do, and is done again', async () => {
    await expect(page.getByRole('region', { name: 'What will run' })).toContainText('echo halt')
    await enter(page, 'Run it')
    await expect(page.getByText('This step did not hold')).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Regardez le service.')
    await expect(page.getByRole('region', { name: 'Output' })).toContainText('arrêt demandé')
    target.state.state = 'halted'
    await page.keyboard.press('r')
    await enter(page, 'Run it')
    await expect(page.locator('[data-announcer=rollback]')).toContainText('Arrêter: Held.')
    expect(times('halt')).toBe(2)
    await enter(page, 'Continue')
  })

  await test.step('what destroys is run only with its words typed', async () => {
    await expect(step(page, 'Vider le cache')).toBeVisible()
    await expect(page.getByRole('main')).toContainText('May destroy data')
    const field = page.getByLabel(/^Type “/)
    const run = acts(page).getByRole('button', { name: /^Run it/ })
    await field.fill('other')
    await field.press('Enter')
    await expect(run).toBeDisabled()
    expect(existsSync(join(folder, 'cache'))).toBe(true)
    await field.fill('local')
    await expect(run).toBeEnabled()
    await field.press('Enter')
    await expect(page.getByRole('navigation', { name: 'Steps' })).toContainText(
      'Done, not verified',
    )
    expect(existsSync(join(folder, 'cache'))).toBe(false)
    await enter(page, 'Continue')
  })

  await test.step('a step is left out only with a reason', async () => {
    await expect(step(page, 'Prévenir')).toBeVisible()
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Leave it out' })).toBeDisabled()
    await dialog.getByLabel('Why').fill('déjà prévenu')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('navigation', { name: 'Steps' })).toContainText('déjà prévenu')
  })

  await test.step('killed in the middle of a step, it opens there by itself and runs nothing', async () => {
    await expect(step(page, 'Remettre la version')).toBeVisible()
    await enter(page, 'Run it')
    await expect.poll(() => times('move')).toBe(1)
    await goTo(page, 'Logs')
    await expect(chip(page)).toBeVisible()
    await warroom.killEngine()
    page = warroom.page
    await expect(step(page, 'Remettre la version')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Its command may still be running')).toBeVisible()
    await expect(acts(page).getByRole('button', { name: /^Run it/ })).toHaveCount(0)
    await expect(page.getByRole('contentinfo')).toContainText('OUTCOME UNKNOWN')
    // It looked by itself, and it was not so.
    await expect(page.getByText('This step did not hold')).toBeVisible()
    target.state.version = 'v1'
    await page.keyboard.press('v')
    await expect(acts(page).getByRole('button', { name: /^Continue/ })).toBeEnabled()
    expect(times('move')).toBe(1)
  })

  await test.step('another window only looks, until it takes over; then it is handed over', async () => {
    const dialog = page.getByRole('dialog')
    if (warroom.kind === 'chromium') {
      const second = await page.context().newPage()
      await second.goto(page.url())
      // A window that finds a rollback under way opens at it.
      await expect(second.getByText('leads this rollback in another window')).toBeVisible()
      await expect(acts(second).getByRole('button')).toHaveText([/^Take over/])
      await second.keyboard.press('t')
      await second.getByLabel('Your name').fill('Bob')
      await second.keyboard.press('Enter')
      await expect(page.getByText('Bob leads this rollback in another window')).toBeVisible()
      await expect(acts(page).getByRole('button')).toHaveText([/^Take over/])
      await page.keyboard.press('t')
      await dialog.getByLabel('Your name').fill('Ada')
      await page.keyboard.press('Enter')
      await expect(second.getByText('Ada leads this rollback in another window')).toBeVisible()
      await second.close()
    }
    await expect(dialog).toBeHidden()
    await page.keyboard.press('m')
    await dialog.getByLabel('To whom').fill('Eve')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('main')).toContainText('led by Eve')
    // Nothing is done under her name before she says that she is there.
    await expect(page.getByRole('main')).toContainText('Eve was named to lead this rollback')
    await expect(acts(page).getByRole('button')).toHaveText([/^Take over/, /^Give up/])
    await page.keyboard.press('x')
    await expect(dialog.getByLabel('Your name')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await page.keyboard.press('t')
    // Whoever sits here may not be her.
    await expect(dialog.getByLabel('Your name')).not.toHaveValue('Eve')
    await dialog.getByLabel('Your name').fill('Eve')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
  })

  await test.step('it opened an incident by itself, which says what for', async () => {
    await goTo(page, 'Incident')
    const main = page.getByRole('main')
    await expect(main).toContainText('Rollback: Immédiat')
    await expect(main).toContainText('because of the rollback “Immédiat”')
    await goTo(page, 'Rollback')
    await expect(step(page, 'Remettre la version')).toBeVisible()
  })

  await test.step('it is back only when all holds together', async () => {
    target.state.healthy = false
    await enter(page, 'Continue')
    await expect(page.getByRole('heading', { name: 'Not back yet' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Not back yet: Elle est en bonne santé')
    target.state.healthy = true
    await expect(page.getByRole('heading', { name: 'It is back' })).toBeVisible()
    await expect(chip(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Back to the plans' }).click()
  })

  await test.step('another is only shown, and given up in its safe state', async () => {
    await page.getByRole('button', { name: /^Par le code/ }).click()
    await page.keyboard.press('3')
    await begin(page, 'Show it now')
    await expect(page.getByText('ONLY SHOWN: nothing is run')).toBeVisible()
    await expect(page.getByRole('region', { name: /^What would run/ })).toContainText('echo code')
    await page.keyboard.press('x')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('La version en cause reste en service.')
    await dialog.getByLabel('Why').fill('c’était pour voir')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Given up' })).toBeVisible()
    expect(times('code')).toBe(0)
    await page.getByRole('button', { name: 'Back to the plans' }).click()
    const history = page.getByRole('navigation', { name: 'Rollbacks of this run' })
    await expect(history.getByRole('button')).toHaveCount(2)
    await history.getByRole('button', { name: /^Immédiat/ }).click()
    await page.getByRole('button', { name: /^Remettre la version/ }).click()
    await expect(page.getByRole('region', { name: 'What was run' })).toContainText('echo move')
    await expect(acts(page)).toHaveCount(0)
  })
})

/** As the other laptop left it: its engine went on with nothing since. */
async function exportedRun(folder: string, runbook: string): Promise<string> {
  const dataDir = join(folder, 'other-laptop')
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(dataDir, 'profiles', 'essai.yaml'), 'name: essai\nenvironment: practice\n')
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir, host }))
  const { handlers } = engine.service
  const context = { signal: new AbortController().signal }
  try {
    const { hash } = valueOf(await handlers['runbook.open']({ path: runbook }, context))
    const release = { version: 'v2', commit: '', lastGood: 'v1' }
    const wanted = { runbookHash: hash, profile: 'essai', title: 'Retour', release, people: [] }
    const { runId } = valueOf(await handlers['run.create'](wanted, context))
    const answers = [true, true]
    const start = { runId, planId: 'now', mode: 'real', by: 'Ada', answers } as const
    valueOf(await handlers['rollback.start'](start, context))
    const { base64 } = valueOf(await handlers['run.export']({ runId }, context))
    const file = join(folder, 'retour.warroom')
    writeFileSync(file, Buffer.from(base64, 'base64'))
    return file
  } finally {
    await engine.dispose()
  }
}

test('a run from another laptop is gone on with here, and its rollback under another name', async ({
  warroom,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'warroom-rollback-'))
  using opened = new DisposableStack()
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const target = await startTarget()
  opened.defer(() => target.stop())
  target.state.state = 'halted'
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  const profile = 'name: essai\nenvironment: practice\n'
  writeFileSync(join(warroom.dataDir, 'profiles', 'essai.yaml'), profile)
  const runbook = join(folder, 'retour.md')
  writeFileSync(runbook, runbookOf(target.url, folder))
  const file = await exportedRun(folder, runbook)
  const { page } = warroom
  const dialog = page.getByRole('dialog')

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import a run file…' }).click()
  await (await chooser).setFiles(file)
  const main = page.getByRole('main')
  await expect(main).toHaveAccessibleName('Timeline')
  await goTo(page, 'Rollback')
  await expect(main).toContainText('This run was imported')
  await expect(acts(page).getByRole('button')).toHaveCount(0)

  await page.getByRole('button', { name: 'Go on with it here…' }).click()
  await dialog.getByLabel('Your name').fill('Bob')
  await dialog.getByRole('button', { name: /^Go on here/ }).click()
  await expect(dialog).toBeHidden()
  await expect(main).toContainText('Bob was named to lead this rollback')
  await expect(acts(page).getByRole('button')).toHaveText([/^Take over/, /^Give up/])
  await page.keyboard.press('t')
  await dialog.getByLabel('Your name').fill('Bob')
  await page.keyboard.press('Enter')
  await expect(main).toContainText('led by Bob')

  await enter(page, 'Run it')
  await expect(page.locator('[data-announcer=rollback]')).toContainText('Arrêter: Held.')
  await expect(page.getByRole('navigation', { name: 'Steps' })).toContainText('Bob')
})

test('what is not ready stands before a plan, and is looked at from there', async ({ warroom }) => {
  const folder = mkdtempSync(join(tmpdir(), 'warroom-rollback-'))
  using opened = new DisposableStack()
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const target = await startTarget()
  opened.defer(() => target.stop())
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  const profile = 'name: essai\nenvironment: practice\n'
  writeFileSync(join(warroom.dataDir, 'profiles', 'essai.yaml'), profile)
  const runbook = join(folder, 'retour.md')
  writeFileSync(runbook, runbookOf(target.url, folder))
  const { page } = warroom
  await openRunbook(page, runbook)
  await startRun(page, 'essai', 'Retour')
  await goTo(page, 'Rollback')
  const ready = page.getByRole('region', { name: 'Ready to go back', exact: true })
  await expect(ready).toContainText('was never checked in this run')
  await ready.getByRole('button', { name: 'Check now' }).click()
  await expect(ready).toContainText('NOT READY')
  await expect(ready).toContainText('The runbook names nobody to call')
  await expectAccessible(page)
  await goTo(page, 'Decision')
  await expect(ready).toContainText('Rehearse it in practice or in staging')
  await expectAccessible(page)
})
