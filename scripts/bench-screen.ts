/// <reference lib="dom" />
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { chromium, type Page } from '@playwright/test'

import { createEngine } from '../src/engine/create-engine.ts'
import { build } from './build.ts'

/**
 * What a person waits for: the cold start, and the way of a look to the screen, with 20 runs in the
 * data folder and 1,000 monitors on the screen. `npm run bench:screen`; one JSON line each.
 */
const runs = 20
const monitors = 1000
const looksSeen = 30
const starts = 5
const linesPerSecond = 5000
/** `npm run bench:screen -- 10` follows lines for ten seconds instead of a minute. */
const logSeconds = Number(process.argv[2] ?? 60)

let isOver = false
function report(name: string, value: number, unit: string, budget: number): void {
  const passed = value <= budget
  isOver ||= !passed
  const measured = { name, value: Math.round(value * 10) / 10, unit, budget, passed }
  process.stdout.write(`${JSON.stringify(measured)}\n`)
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? NaN

await using opened = new AsyncDisposableStack()
const dataDir = mkdtempSync(join(tmpdir(), 'warroom-bench-'))
opened.defer(() => rmSync(dataDir, { recursive: true, force: true }))

const logFile = join(dataDir, 'bench.log')

/** When each number was given out, as the target tells it: its look cannot have ended before. */
const givenAtMs = new Map<number, number>()
let given = 0
const target = createServer((request, response) => {
  if (request.url !== '/0') return response.end('1')
  const n = ++given
  return response.end(String(n), () => givenAtMs.set(n, Date.now()))
}).listen(0, '127.0.0.1')
await once(target, 'listening')
opened.defer(() => {
  target.closeAllConnections()
  target.close()
})

await fillData((target.address() as AddressInfo).port)
const { rendererDir } = build()
await benchColdStart()
await benchScreen()
await benchLogScreen()
process.exitCode = isOver ? 1 : 0

/** Runs as they lie on a laptop after some weeks, closed, and one that is live with all monitors. */
async function fillData(port: number): Promise<void> {
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(dataDir, 'profiles', 'here.yaml'), 'name: here\nenvironment: practice\n')
  const host = { log: { error: print }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir, host }))
  const { handlers } = engine.service
  const context = { signal: new AbortController().signal }
  const open = async (fileName: string, text: string) => {
    const base64 = Buffer.from(text).toString('base64')
    return valueOf(await handlers['runbook.open']({ fileName, base64 }, context)).hash
  }
  const create = async (runbookHash: string, title: string) => {
    const release = { version: '1', commit: 'c', lastGood: '0' }
    const wanted = { runbookHash, profile: 'here', title, release, people: [] }
    return valueOf(await handlers['run.create'](wanted, context)).runId
  }
  const list = Array.from({ length: 60 }, (_, n) => `- [ ] Item ${n} {#item-${n}}`).join('\n')
  const plain = await open('plain.md', `# Before\n\n${list}\n`)
  for (let n = 1; n < runs; n++) {
    const runId = await create(plain, `Run ${n}`)
    for (let note = 0; note < 200; note++) {
      valueOf(await handlers['run.note']({ runId, text: `Note ${note}` }, context))
    }
    valueOf(await handlers['run.close']({ runId, note: 'done' }, context))
  }
  await create(await open('live.md', liveRunbook(port)), 'Live')
  writeFileSync(logFile, '')
  await create(await open('stream.md', streamRunbook()), 'Stream')
  await engine.dispose()
}

function streamRunbook(): string {
  return `# Stream\n\n\`\`\`yaml tail\nid: bench\nfile: ${logFile}\n\`\`\`\n\n- [ ] a\n`
}

function liveRunbook(port: number): string {
  const items = Array.from({ length: monitors }, (_, n) =>
    [
      `- [ ] ${n === 0 ? 'Counter' : `Monitor ${n}`} {#m-${n}}`,
      '  ```yaml check',
      `  http: { url: "http://127.0.0.1:${port}/${n}" }`,
      '  expect: body != ""',
      `  every: ${n === 0 ? 1 : 5}s`,
      '  ```',
    ].join('\n'),
  )
  return `# Live\n\n${items.join('\n')}\n`
}

/** From the start of the process to its address, and to the first screen with what the engine says. */
async function benchColdStart(): Promise<void> {
  await using browser = await launch()
  const addressMs: number[] = []
  const screenMs: number[] = []
  for (let n = 0; n < starts; n++) {
    const startedMs = performance.now()
    await using server = await startServer()
    addressMs.push(performance.now() - startedMs)
    const page = await browser.newPage({ locale: 'en-US' })
    await page.goto(server.url)
    // The line of a run comes from the engine, over the wire.
    await page.getByText('Run 1', { exact: false }).first().waitFor()
    screenMs.push(performance.now() - startedMs)
    await page.close()
  }
  report(`cold start to the engine's address, ${runs} runs`, quantile(addressMs, 0.5), 'ms', 4000)
  report(`cold start to its runs on the screen, ${runs} runs`, quantile(screenMs, 0.5), 'ms', 6000)
}

/** A number that the target gave, until it stands on its tile; and scrolling a thousand of them. */
async function benchScreen(): Promise<void> {
  await using browser = await launch()
  await using server = await startServer()
  const page = await browser.newPage({
    locale: 'en-US',
    viewport: { width: 1920, height: 1080 },
  })
  await page.goto(server.url)
  await page.getByRole('region', { name: 'Runs' }).getByText('Live').first().click()
  await page.getByRole('navigation').getByText('Health', { exact: true }).click()
  const counter = page.getByRole('gridcell').filter({ hasText: 'Counter' })
  await counter.filter({ hasText: /body \d/ }).waitFor()
  const delays = await delaysOf(page)
  report('look to screen p50, 1,000 monitors', quantile(delays, 0.5), 'ms', 150)
  report('look to screen p95, 1,000 monitors', quantile(delays, 0.95), 'ms', 500)
  const frames = await framesWhileScrolling(page)
  report('frame while scrolling 1,000 tiles, p95', quantile(frames, 0.95), 'ms', 50)
  report('frame while scrolling 1,000 tiles, longest', Math.max(...frames), 'ms', 250)
}

async function delaysOf(page: Page): Promise<number[]> {
  const seen = await page.evaluate(
    (wanted) =>
      new Promise<[number, number][]>((resolve) => {
        const first = new Map<number, number>()
        const look = () => {
          const found = /body (\d+)/.exec(
            [...document.querySelectorAll('[role=gridcell]')].find((cell) =>
              cell.textContent.includes('Counter'),
            )?.textContent ?? '',
          )
          const n = Number(found?.[1])
          if (found && !first.has(n)) first.set(n, Date.now())
          if (first.size > wanted) {
            observer.disconnect()
            resolve([...first].slice(1))
          }
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        look()
      }),
    looksSeen,
  )
  return seen.map(([n, atMs]) => atMs - (givenAtMs.get(n) ?? NaN))
}

function framesWhileScrolling(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = []
        const scroller = [...document.querySelectorAll('main, main *')].find(
          (each) =>
            each.scrollHeight > each.clientHeight + 200 &&
            /auto|scroll/.test(getComputedStyle(each).overflowY),
        )
        if (!scroller) throw new Error('nothing scrolls')
        let before = performance.now()
        const frame = (now: number) => {
          frames.push(now - before)
          before = now
          scroller.scrollTop = (scroller.scrollTop + 40) % scroller.scrollHeight
          if (frames.length < 300) requestAnimationFrame(frame)
          else resolve(frames.slice(1))
        }
        requestAnimationFrame(frame)
      }),
  )
}

/**
 * From the writing of a line to its row, while the stream is followed on the screen: a line says when it
 * was written. Half a second of it is the engine's own, in which lines of several sources are put in order.
 */
async function benchLogScreen(): Promise<void> {
  await using browser = await launch()
  await using server = await startServer()
  const page = await browser.newPage({
    locale: 'en-US',
    viewport: { width: 1920, height: 1080 },
  })
  await page.goto(server.url)
  await page.getByRole('region', { name: 'Runs' }).getByText('Stream').first().click()
  await page.getByRole('navigation').getByText('Logs', { exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: '●live' }).first().waitFor()
  const script = fileURLToPath(new URL('bench-log-writer.ts', import.meta.url))
  const argv = [script, logFile, String(linesPerSecond), String(logSeconds), '--sent']
  const writer = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said, { delays, longestFrameMs }] = await Promise.all([
    json(writer.stdout) as Promise<{ perSecond: number }>,
    rowDelaysOf(page),
  ])
  const of = `line to screen at ${Math.round(said.perSecond)} lines/s for ${logSeconds} s`
  report(`${of}, p50`, quantile(delays, 0.5), 'ms', 1000)
  report(`${of}, p95`, quantile(delays, 0.95), 'ms', 1500)
  report(`${of}, longest frame`, longestFrameMs, 'ms', 500)
}

/** Of every line whose row is in the document at some frame, by the time that it says. */
function rowDelaysOf(page: Page): Promise<{ delays: number[]; longestFrameMs: number }> {
  return page.evaluate(
    (forMs) =>
      new Promise<{ delays: number[]; longestFrameMs: number }>((resolve) => {
        const delays: number[] = []
        let last = -1
        let longestFrameMs = 0
        let before = performance.now()
        const endMs = before + forMs
        const frame = (now: number) => {
          longestFrameMs = Math.max(longestFrameMs, now - before)
          before = now
          const atMs = Date.now()
          let newest = last
          for (const row of document.querySelectorAll('.log-row')) {
            const found = /line (\d+) sent (\d+)/.exec(row.textContent)
            const n = Number(found?.[1] ?? -1)
            if (n > last) delays.push(atMs - Number(found?.[2]))
            newest = Math.max(newest, n)
          }
          last = newest
          if (now < endMs) requestAnimationFrame(frame)
          else resolve({ delays, longestFrameMs })
        }
        requestAnimationFrame(frame)
      }),
    (logSeconds + 2) * 1000,
  )
}

async function startServer() {
  const script = fileURLToPath(new URL('bench-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script, rendererDir, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error(`the server ended: ${said}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)?.[0]
      if (found) resolve(found)
    })
  })
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function launch() {
  const system = '/usr/bin/chromium'
  return chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    chromiumSandbox: process.getuid?.() !== 0,
  })
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

function print(text: string): void {
  process.stderr.write(`${text}\n`)
}
