import { join } from 'node:path'

import { endServer, startServer } from '../harness/chromium-host.ts'
import { expect, test } from '../harness/test.ts'

test.describe('bar 17 @chromium', () => {
  test('the token leaves the address bar, and no script sees the session', async ({ page }) => {
    await expect(page.getByRole('heading').first()).toBeVisible()
    expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/(#|$)/)
    expect(page.url()).not.toContain('token')
    const kept = await page.evaluate(() =>
      JSON.stringify([document.cookie, localStorage, sessionStorage, history.state]),
    )
    expect(kept).not.toMatch(/[\w-]{43}/)
    const [session] = await page.context().cookies()
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', domain: '127.0.0.1' })
  })

  test('a reload needs no token, a browser without a session is told to use the link', async ({
    page,
  }) => {
    await page.reload()
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByRole('heading').first()).toBeVisible()

    const stranger = await page.context().browser()?.newContext()
    const strange = await stranger?.newPage()
    if (!strange) throw new Error('no browser')
    await strange.goto(page.url())
    await expect(strange.getByRole('alert')).toContainText(
      'Open the link that the terminal printed',
    )
    await strange.goto(`${new URL(page.url()).origin}/#token=${'A'.repeat(43)}`)
    await strange.reload()
    await expect(strange.getByRole('alert')).toContainText(
      'Open the link that the terminal printed',
    )
    await stranger?.close()
  })

  test('a page of another origin can neither read nor connect', async ({ page }) => {
    const origin = new URL(page.url()).origin
    const other = await page.context().newPage()
    // The same machine and another name: what a rebound or hostile page would be.
    await other.goto('about:blank')
    const outcome = await other.evaluate(async (target) => {
      const read = await fetch(`${target}/session`).then(
        () => 'read',
        () => 'refused',
      )
      const connected = await new Promise((resolve) => {
        const socket = new WebSocket(`${target.replace('http', 'ws')}/engine`)
        socket.addEventListener('open', () => resolve('connected'))
        socket.addEventListener('error', () => resolve('refused'))
      })
      return [read, connected]
    }, origin)
    expect(outcome).toEqual(['refused', 'refused'])
    await other.close()
  })

  test('a server that is gone is said to be; one that took its place asks for its own link', async ({
    page,
    dataDir,
  }) => {
    const folder = join(dataDir, 'second')
    const first = await startServer(folder)
    const other = await page.context().newPage()
    await other.goto(first.url)
    await expect(other.getByRole('heading').first()).toBeVisible()

    await endServer(first, 'SIGKILL')
    await expect(other.getByText('The engine does not answer').first()).toBeVisible()

    const second = await startServer(folder, Number(new URL(first.url).port))
    await expect(other.getByRole('alert')).toContainText('Open the link that the terminal printed')
    await other.goto(second.url)
    await expect(other.getByRole('alert')).toHaveCount(0)
    await endServer(second, 'SIGTERM')
  })
})
