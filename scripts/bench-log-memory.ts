import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { following } from './bench-tail.ts'
import type { Report } from './bench.ts'

const linesPerSecond = 50_000
const warmUpSeconds = 10

/**
 * Bar 22: 50,000 lines a second, on time, with eight patterns and a secret to take out, kept on disk. What
 * the memory grows by once the engine is warm, what is lost, and how long it holds everybody else up.
 */
export async function benchLogMemory(
  folder: string,
  seconds: number,
  report: Report,
): Promise<void> {
  const pipe = join(folder, 'lines')
  execFileSync('mkfifo', [pipe])
  const script = fileURLToPath(new URL('bench-log-writer.ts', import.meta.url))
  const argv = [script, pipe, String(linesPerSecond), String(seconds + warmUpSeconds)]
  const writer = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = json(writer.stdout) as Promise<{ written: number; perSecond: number }>
  await following(join(folder, 'paced'), [pipe], async ({ lines, dropped }) => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    await wait(warmUpSeconds * 1000)
    globalThis.gc?.()
    const before = process.memoryUsage.rss()
    delay.enable()
    let mostBytes = 0
    const endMs = performance.now() + (seconds - 1) * 1000
    while (performance.now() < endMs) {
      await wait(500)
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss() - before)
    }
    delay.disable()
    const { written, perSecond } = await said
    while (lines() + dropped() < written) await wait(50)
    const of = `50,000 lines/s for ${seconds} s`
    const short = 1 - perSecond / linesPerSecond
    report({
      name: `${of}: what the writer was held back by`,
      value: short,
      unit: 'share',
      budget: 0.02,
    })
    report({ name: `${of}: memory growth`, value: mostBytes / 1e6, unit: 'MB', budget: 200 })
    report({ name: `${of}: lines dropped`, value: dropped(), unit: 'lines', budget: 0 })
    const p999 = delay.percentile(99.9) / 1e6
    report({ name: `${of}: event loop delay p99.9`, value: p999, unit: 'ms', budget: 100 })
    report({ name: `${of}: event loop delay max`, value: delay.max / 1e6, unit: 'ms', budget: 250 })
  })
}
