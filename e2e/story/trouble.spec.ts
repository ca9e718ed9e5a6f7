import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { startSshd } from '../../range/parts/sshd.ts'
import { expect, test } from '../harness/test.ts'
import { goTo, itemRow, openRunbook, panel, startRun } from './screens.ts'

/** A server that takes every request and never answers one. */
async function startSilentServer() {
  const asked = Promise.withResolvers<void>()
  const server = createServer(() => asked.resolve())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: asked.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Another key than the server's, as known_hosts holds after a host was reinstalled, or replaced. */
async function knowAnotherKey(file: string, host: string, port: number): Promise<void> {
  await using other = await startSshd()
  const key = other.hostPublicKey.split(/\s+/).slice(0, 2).join(' ')
  writeFileSync(file, `[${host}]:${port} ${key}\n`)
}

const runbookOf = (slowUrl: string, touched: string) => `# Épreuve

## Avant

- [ ] Le service lent répond {#slow}
  \`\`\`yaml check
  http: { url: "${slowUrl}" }
  timeout: 120s
  \`\`\`
- [ ] Le nom existe {#name}
  \`\`\`yaml check
  http: { url: "http://nulle-part.invalid/" }
  \`\`\`
- [ ] Le serveur est bien le nôtre {#host}
  \`\`\`yaml check
  command: { run: "uname", on: box }
  \`\`\`
- [ ] Le drapeau est posé {#flag}
  \`\`\`yaml check
  command: { run: "touch ${touched}" }
  \`\`\`
- [ ] Relu à la main {#manual}
`

const runCheckOf = async (page: Page, title: string) => {
  await itemRow(page, title).click()
  await panel(page, 'Item')
    .getByRole('button', { name: /^Run check/ })
    .click()
}

test('when things go wrong, it says what is known and what is not', async ({ page, warroom }) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-trouble-'))
  const touched = join(folder, 'flag')
  await using silent = await startSilentServer()
  await using sshd = await startSshd()
  const knownHosts = join(folder, 'known_hosts')
  await knowAnotherKey(knownHosts, sshd.host, sshd.port)
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(
    join(warroom.dataDir, 'profiles', 'essai.yaml'),
    `name: essai
environment: production
hosts:
  box:
    ssh:
      host: ${sshd.host}
      port: ${sshd.port}
      user: ${sshd.user}
      identityFile: ${sshd.identityFile}
      knownHostsFile: ${knownHosts}
`,
  )
  const runbook = join(folder, 'épreuve.md')
  writeFileSync(runbook, runbookOf(silent.url, touched))
  await openRunbook(page, runbook)
  await startRun(page, 'essai', 'Épreuve du feu')

  await test.step('a name that does not exist is unknown, not failed', async () => {
    await runCheckOf(page, 'Le nom existe')
    await expect(itemRow(page, 'Le nom existe')).toContainText('Unknown', { timeout: 30_000 })
  })

  await test.step('a host with another key is refused, and no key is offered to be taken', async () => {
    await runCheckOf(page, 'Le serveur est bien le nôtre')
    await expect(itemRow(page, 'Le serveur est bien le nôtre')).toContainText('Unknown', {
      timeout: 30_000,
    })
    await expect(panel(page, 'Item')).toContainText(/key/i)
    await expect(page.getByRole('button', { name: /accept|trust|add/i })).toHaveCount(0)
  })

  await test.step('what changes production runs only after it was read and typed', async () => {
    await runCheckOf(page, 'Le drapeau est posé')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText(`touch ${touched}`)
    await expect(dialog).toContainText('PRODUCTION', { ignoreCase: true })
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(existsSync(touched)).toBe(false)
    await runCheckOf(page, 'Le drapeau est posé')
    await dialog.getByRole('textbox').fill('essai')
    await dialog.getByRole('button', { name: /^Run 1 check/ }).click()
    await expect(itemRow(page, 'Le drapeau est posé')).toContainText('Passed', { timeout: 30_000 })
    expect(existsSync(touched)).toBe(true)
  })

  await test.step('an engine killed in mid-check leaves OUTCOME UNKNOWN, and loses nothing', async () => {
    await itemRow(page, 'Relu à la main').click()
    await panel(page, 'Item').getByRole('button', { name: /^Pass/ }).click()
    await expect(itemRow(page, 'Relu à la main')).toContainText('Passed')
    await runCheckOf(page, 'Le service lent répond')
    await silent.asked
    await expect(itemRow(page, 'Le service lent répond')).toContainText('Running')
    await warroom.killEngine()
    if (warroom.kind === 'electron') {
      await expect(page.getByText('The engine was restarted')).toBeVisible()
    } else {
      await panel(page, 'Runs').getByText('Épreuve du feu').click()
      await goTo(page, 'Checklist')
    }
    await expect(itemRow(page, 'Le service lent répond')).toContainText('OUTCOME ?', {
      timeout: 30_000,
    })
    await expect(itemRow(page, 'Relu à la main')).toContainText('Passed')
    await expect(itemRow(page, 'Le drapeau est posé')).toContainText('Passed')
  })

  await test.step('an edit of the runbook is shown, and adopted only when told to', async () => {
    const text = await readFile(runbook, 'utf8')
    writeFileSync(runbook, `${text}- [ ] Ajouté en route {#late}\n`)
    const banner = page.getByText('The runbook was edited on disk.')
    if (warroom.kind === 'electron') {
      await expect(banner).toBeVisible({ timeout: 20_000 })
      await page.getByRole('button', { name: 'See what changed' }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('1 item added')
      await dialog.getByRole('button', { name: 'Adopt the edited runbook' }).click()
      await expect(itemRow(page, 'Ajouté en route')).toBeVisible()
      await expect(itemRow(page, 'Relu à la main')).toContainText('Passed')
    } else {
      // A browser gives no path: the run keeps to the bytes that it was given.
      await expect(banner).toHaveCount(0)
    }
  })

  await test.step('with no network everything can still be read', async () => {
    await page.context().setOffline(true)
    await expect(page.getByText('This machine has no network since')).toBeVisible()
    await expect(itemRow(page, 'Relu à la main')).toContainText('Passed')
    await page.context().setOffline(false)
  })
  rmSync(folder, { recursive: true, force: true })
})

test('a runbook with mistakes opens, and each mistake has its place and its fix', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'warroom-wrong-'))
  const wrong = join(folder, 'wrong.md')
  writeFileSync(
    wrong,
    '# Wrong\n\n- [ ] one\n  ```yaml check\n  http: { url: "https://a.example/" }\n  expect: latency_mss < 5\n  ```\n- [ ] two\n',
  )
  await openRunbook(page, wrong)
  const inspector = page.getByRole('main')
  await expect(inspector.getByRole('tab', { name: 'Items 2' })).toBeVisible()
  await inspector.getByRole('tab', { name: /^Problems/ }).click()
  await expect(inspector).toContainText('line 6')
  await expect(inspector).toContainText('latency_ms')
  rmSync(folder, { recursive: true, force: true })
})
