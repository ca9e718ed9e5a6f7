import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Page } from '@playwright/test'

import { expect, test } from '../harness/test.ts'

/** What the page's policy stopped while `act` ran, by directive. */
async function violationsOf<A>(page: Page, act: (argument: A) => Promise<void>, argument: A) {
  const seen = await page.evaluateHandle(() => {
    const directives: string[] = []
    document.addEventListener('securitypolicyviolation', (event) =>
      directives.push(event.effectiveDirective),
    )
    return directives
  })
  // The union of what Playwright unwraps is too deep for a type argument of ours.
  await page.evaluate(act as (argument: unknown) => Promise<void>, argument as unknown)
  return () => seen.jsonValue()
}

test.describe('bar 1', () => {
  test('every window is sandboxed, isolated and without Node @electron', async ({
    electron,
    page,
  }) => {
    await expect(page).toHaveTitle(/Warroom/)
    const preferences = await electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        // Electron's own way to see what a window was really made with.
        const inspected = contents as unknown as {
          getLastWebPreferences(): Record<string, unknown>
        }
        return inspected.getLastWebPreferences()
      }),
    )
    expect(preferences.length).toBeGreaterThan(0)
    for (const one of preferences) {
      expect(one).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
      })
      expect(one.nodeIntegrationInWorker ?? false).toBe(false)
      expect(one.nodeIntegrationInSubFrames ?? false).toBe(false)
      expect(one.webviewTag ?? false).toBe(false)
      expect(one.allowRunningInsecureContent ?? false).toBe(false)
      expect(one.experimentalFeatures ?? false).toBe(false)
    }
  })

  test('the page sees no part of Node or Electron, only the bridge @electron', async ({ page }) => {
    const seen = await page.evaluate(() => ({
      url: location.href,
      names: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
      bridge: Object.entries(window.warroom ?? {})
        .map(([name, value]) => `${name}: ${typeof value}`)
        .sort(),
    }))
    expect(seen.url).toMatch(/^app:\/\/warroom\//)
    expect(seen.names).toEqual([])
    expect(seen.bridge).toEqual([
      'connect: function',
      'getPathForFile: function',
      'host: string',
      'onEngineCondition: function',
      'openExternal: function',
      'openWall: function',
      'restartEngine: function',
    ])
  })

  test('a picked file gives its path through the bridge @electron', async ({ page }, info) => {
    const { writeFile } = await import('node:fs/promises')
    const file = info.outputPath('a runbook.md')
    await writeFile(file, '# x')
    await page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'picked'
      document.body.append(input)
    })
    await page.locator('#picked').setInputFiles(file)
    const path = await page.locator('#picked').evaluate((input) => {
      const picked = (input as HTMLInputElement).files?.[0]
      return picked && window.warroom?.getPathForFile(picked)
    })
    expect(path).toBe(file)
    const made = await page.evaluate(() => [
      window.warroom?.getPathForFile(new File(['x'], '/etc/passwd')),
      window.warroom?.getPathForFile({ path: '/etc/passwd' }),
    ])
    expect(made).toEqual(['', ''])
  })
})

test.describe('bar 4', () => {
  test('the policy has no unsafe script and stops inline script, eval and foreign requests', async ({
    page,
  }) => {
    let reached = 0
    const outside = createServer((_request, response) => {
      reached++
      response.end()
    })
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
    const foreign = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/x`

    const policy = await page.evaluate(async () => {
      const answer = await fetch('/index.html')
      return answer.headers.get('content-security-policy')
    })
    expect(policy).toMatch(/script-src 'self'(;|$)/)
    expect(policy).not.toContain('unsafe-eval')

    const inline = await violationsOf(
      page,
      async () => {
        const script = document.createElement('script')
        script.textContent = 'window.ranInline = true'
        document.body.append(script)
        for (const html of [
          '<img src="/none.png" onerror="window.ranInline = true">',
          '<iframe srcdoc="<script>parent.ranInline = true</script>"></iframe>',
        ]) {
          document.body.insertAdjacentHTML('beforeend', html)
        }
      },
      undefined,
    )
    await expect
      .poll(inline)
      .toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr']))
    expect(await page.evaluate(() => 'ranInline' in window)).toBe(false)

    const requests = await violationsOf(
      page,
      async (url) => {
        await fetch(url).catch(() => undefined)
        const image = new Image()
        const frame = document.createElement('iframe')
        image.src = frame.src = url
        document.body.append(image, frame)
        navigator.sendBeacon(url, 'x')
      },
      foreign,
    )
    await expect
      .poll(requests)
      .toEqual(expect.arrayContaining(['connect-src', 'img-src', 'frame-src']))
    expect(reached).toBe(0)
    outside.close()
  })

  test('eval is refused', async ({ page }) => {
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) =>
            resolve(event.effectiveDirective),
          )
          // oxlint-disable-next-line typescript/no-implied-eval -- what the policy must stop
          setTimeout('window.ranEval = true', 0)
          setTimeout(() => resolve('ran'), 3_000)
        }),
    )
    expect(outcome).toBe('script-src')
    expect(await page.evaluate(() => 'ranEval' in window)).toBe(false)
  })

  test('permissions are denied @electron', async ({ page }) => {
    const states = await page.evaluate(async () => {
      const ask = async (name: string) => {
        const status = await navigator.permissions.query({ name: name as PermissionName })
        return `${name}: ${status.state}`
      }
      const names = ['camera', 'microphone', 'geolocation', 'midi', 'clipboard-read']
      const attempts = await Promise.all([
        navigator.mediaDevices?.getUserMedia({ audio: true }).then(
          () => 'microphone given',
          () => 'microphone refused',
        ),
        navigator.clipboard.readText().then(
          () => 'clipboard read',
          () => 'clipboard refused',
        ),
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('position given'),
            () => resolve('position refused'),
          ),
        ),
      ])
      return [...(await Promise.all(names.map(ask))), ...attempts]
    })
    expect(states).toEqual([
      'camera: denied',
      'microphone: denied',
      'geolocation: denied',
      'midi: denied',
      'clipboard-read: denied',
      'microphone refused',
      'clipboard refused',
      'position refused',
    ])
  })

  test('a notification of the system is allowed to our own page @electron', async ({ page }) => {
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('granted')
  })

  test('new windows and navigation away are denied @electron', async ({ electron, page }) => {
    await expect(page.getByRole('heading').first()).toBeVisible()
    const home = page.url()
    await page.evaluate(() => Object.assign(window, { neverLeft: true }))
    const opened = await page.evaluate(() => [
      window.open('https://example.com') === null,
      window.open('app://warroom/') === null,
      window.open('about:blank') === null,
    ])
    expect(opened).toEqual([true, true, true])
    for (const act of [
      `location.href = 'https://example.com'`,
      `location.href = 'file:///etc/passwd'`,
      `location.replace('data:text/html,x')`,
      `location.href = 'app://other/'`,
      `(() => { const a = document.createElement('a'); a.href = 'https://example.com'; document.body.append(a); a.click() })()`,
      `(() => { const a = document.createElement('a'); a.href = 'https://example.com'; a.target = '_blank'; document.body.append(a); a.click() })()`,
      `(() => { const f = document.createElement('form'); f.action = 'https://example.com'; document.body.append(f); f.submit() })()`,
    ]) {
      await page.evaluate(act).catch(() => undefined)
    }
    // Had any been let through, the page would be gone. Asked through main: Playwright itself
    // still waits for a navigation that was stopped.
    const left = await electron.evaluate(({ BrowserWindow }) =>
      Promise.all(
        BrowserWindow.getAllWindows().map(
          ({ webContents }) =>
            webContents.executeJavaScript(
              'location.href + " " + window.neverLeft',
            ) as Promise<string>,
        ),
      ),
    )
    expect(left).toEqual([`${home} true`])
  })
})
