import { EventEmitter, once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

import { createCheckEnvironment } from '../src/engine/check/check-environment.ts'
import type { Look } from '../src/engine/monitor/look.ts'
import { createMeasureStore } from '../src/engine/monitor/measure-store.ts'
import { createNetwork, systemAddresses } from '../src/engine/monitor/network.ts'
import { openSamples } from '../src/engine/monitor/open-samples.ts'
import { watchChecks } from '../src/engine/monitor/watch-checks.ts'
import { parseProfile } from '../src/engine/profile/parse-profile.ts'
import { createRedactor } from '../src/engine/secrets/create-redactor.ts'
import { createVault } from '../src/engine/secrets/vault.ts'
import { systemClock } from '../src/engine/time/clock.ts'
import { systemTimer } from '../src/engine/time/timer.ts'
import type { CheckSpec } from '../src/shared/model/check.ts'
import { benchLogMemory } from './bench-log-memory.ts'
import { benchLogSearch } from './bench-log-search.ts'
import { benchRollback } from './bench-rollback.ts'
import { benchSecrets } from './bench-secrets.ts'
import { benchTail } from './bench-tail.ts'

/**
 * What the engine costs and keeps up with, each number with its budget, one JSON line each.
 * `npm run bench -- 20` watches for 20 seconds instead of two minutes. `npm run bench -- --full` follows
 * logs for ten minutes, as bar 22 has it, and searches 5 GB of them instead of half a gigabyte.
 */
const isFull = process.argv.includes('--full')
const seconds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 120)
const monitors = 1000
const everySeconds = 5

interface Measured {
  name: string
  value: number
  unit: string
  budget: number
}
/** Says a number, and remembers whether one was over its budget. */
export type Report = (measured: Measured) => void
let isOver = false

function report(measured: Measured): void {
  const passed = measured.value <= measured.budget
  isOver ||= !passed
  const value = Math.round(measured.value * 1000) / 1000
  process.stdout.write(`${JSON.stringify({ ...measured, value, passed })}\n`)
}

const folder = mkdtempSync(join(tmpdir(), 'warroom-bench-'))
try {
  const [cpu] = cpus()
  process.stdout.write(
    `${JSON.stringify({
      machine: `${cpus().length} × ${cpu?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
      platform: `${process.platform} ${process.arch}`,
      node: process.versions.node,
      seconds,
    })}\n`,
  )
  await benchMonitors()
  benchWindow()
  benchMeasures()
  benchSecrets(report)
  await benchRollback(folder, report)
  await benchTail(folder, Math.min(seconds, 60), report)
  await benchLogMemory(folder, isFull ? 600 : Math.min(seconds, 60), report)
  await benchLogSearch(folder, isFull ? 5 : 0.5, report)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = isOver ? 1 : 0

/** A thousand monitors against one target on this machine. */
async function benchMonitors(): Promise<void> {
  const target = new Worker(new URL('bench-target.ts', import.meta.url))
  const [port] = (await once(target, 'message')) as [number]
  const dir = join(folder, 'monitors')
  const samples = openSamples({ dir: makeFolder(dir), clock: systemClock, log: print })
  const redactor = createRedactor()
  const profile = parseProfile('name: bench\nenvironment: practice\n')
  if (!profile.ok) throw new Error('the profile of the benchmark is wrong')
  const environment = createCheckEnvironment({
    profile: profile.value,
    profileName: 'bench',
    runbookVariables: {},
    redactor,
    vault: createVault({ file: '' }),
    clock: systemClock,
  })
  const lateMs: number[] = []
  const looked = new EventEmitter<{ look: [Look] }>()
  using measures = createMeasureStore({
    samples,
    onLook(listener) {
      looked.on('look', listener)
      return () => looked.off('look', listener)
    },
    readBy: () => ({ judged: new Set(), expectation: [] }),
  })
  using network = createNetwork({
    clock: systemClock,
    timer: systemTimer,
    addresses: systemAddresses,
  })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const watches = watchChecks({
    checks: Array.from({ length: monitors }, (_, n) => ({ spec: specOf(n, port), title: `${n}` })),
    prepare: (spec) => environment.prepare(spec),
    samples,
    clock: systemClock,
    timer: systemTimer,
    limits: { total: 64, perTarget: 64 },
    redact: (text) => redactor.redact(text),
    network,
    onInterrupted: () => environment.probeConnections(),
    onTransition: () => undefined,
    onStart: (ms) => lateMs.push(ms),
    onLook: (look) => looked.emit('look', look),
  })
  // The first round makes code warm and states known; what is measured is the going on.
  await wait(2 * everySeconds * 1000)
  lateMs.length = 0
  delay.enable()
  const before = process.cpuUsage()
  await wait(seconds * 1000)
  const used = process.cpuUsage(before)
  delay.disable()
  const looks = lateMs.length
  const summaries = watches.summaries()
  const skipped = summaries.reduce((sum, { status }) => sum + status.skipped, 0)
  const failed = summaries.reduce((sum, { window }) => sum + window.counts.failed, 0)
  lateMs.sort((a, b) => a - b)
  const at = (q: number) => lateMs[Math.floor(q * (lateMs.length - 1))] ?? NaN
  report({ name: 'start jitter p50', value: at(0.5), unit: 'ms', budget: 10 })
  report({ name: 'start jitter p99', value: at(0.99), unit: 'ms', budget: 250 })
  report({
    name: 'looks missing of those due',
    value: 1 - looks / ((monitors / everySeconds) * seconds),
    unit: 'share',
    budget: 0.01,
  })
  report({ name: 'ticks skipped', value: skipped, unit: 'ticks', budget: 10 })
  report({ name: 'looks failed', value: failed, unit: 'looks', budget: 0 })
  report({
    name: 'CPU, target included',
    value: ((used.user + used.system) / 1e6 / seconds) * 100,
    unit: '% of a core',
    budget: 100,
  })
  const { rss } = process.memoryUsage()
  // The heap grows as long as there is room: what is really held shows when it is swept.
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  report({ name: 'memory held', value: (heapUsed + external) / 1e6, unit: 'MB', budget: 150 })
  report({
    name: 'memory of the process, target included',
    value: rss / 1e6,
    unit: 'MB',
    budget: 600,
  })
  report({
    name: 'event loop delay p99',
    value: delay.percentile(99) / 1e6,
    unit: 'ms',
    budget: 100,
  })
  report({ name: 'event loop delay max', value: delay.max / 1e6, unit: 'ms', budget: 500 })
  await watches[Symbol.asyncDispose]()
  samples.flush(Date.now())
  if (measures.names('', 'monitor 0').length === 0) throw new Error('no number of a look was kept')
  report({
    name: 'store growth, 1000 monitors each 5 s',
    value: ((samples.bytes / (seconds + 2 * everySeconds)) * 3600) / 1e6,
    unit: 'MB/h',
    budget: 40,
  })
  samples[Symbol.dispose]()
  await environment[Symbol.asyncDispose]()
  await target.terminate()
}

/** A window over a million samples: 58 days of one monitor each 5 s. */
function benchWindow(): void {
  const dir = makeFolder(join(folder, 'window'))
  const samples = openSamples({ dir, clock: systemClock, log: print })
  const series = samples.series('bench', 'one') ?? NaN
  const count = 1_000_000
  const everyMs = everySeconds * 1000
  const endMs = Math.floor(Date.now() / 900_000) * 900_000
  const startMs = endMs - count * everyMs
  for (let n = 0; n < count; n++) {
    const atMs = startMs + n * everyMs
    samples.record(series, {
      atMs,
      verdict: n % 1000 === 0 ? 'failed' : 'passed',
      latencyMs: 5 + ((n * 7919) % 2000) / 10,
      coverMs: everyMs,
    })
    if (n % 720 === 0) samples.flush(atMs)
  }
  for (let round = 0; round < 200; round++) samples.flush(endMs + 900_000)
  const bytes = statSync(join(dir, 'samples.db')).size
  report({
    name: 'bytes a sample, all resolutions',
    value: bytes / count,
    unit: 'bytes',
    budget: 40,
  })
  const timed = (name: string, fromMs: number, budget: number, rounds: number) => {
    const startedMs = performance.now()
    for (let n = 0; n < rounds; n++) samples.window(series, fromMs, endMs)
    report({ name, value: (performance.now() - startedMs) / rounds, unit: 'ms', budget })
  }
  timed('window of 15 min (180 samples)', endMs - 900_000, 5, 200)
  timed('window of 24 h (17,280 samples)', endMs - 86_400_000, 20, 50)
  timed('window of 1,000,000 samples', startMs, 250, 5)
  const { counts } = samples.window(series, startMs, endMs)
  if (counts.passed + counts.failed !== count) throw new Error(JSON.stringify(counts))
  samples[Symbol.dispose]()
}

/** Ten numbers a look for a week, a look each 5 s: counters, a gauge that moves, what stays the same. */
function benchMeasures(): void {
  const dir = makeFolder(join(folder, 'measures'))
  const samples = openSamples({ dir, clock: systemClock, log: print })
  const { measures } = samples
  const series = samples.series('bench', 'one') ?? NaN
  const everyMs = everySeconds * 1000
  const looks = (7 * 86_400) / everySeconds
  const endMs = Math.floor(Date.now() / 900_000) * 900_000
  const startMs = endMs - looks * everyMs
  const numbersAt = (n: number) => [
    { name: 'requests', value: n * 37 },
    { name: 'errors', value: Math.floor(n / 50) },
    { name: 'depth', value: (n * 7919) % 200 },
    { name: 'ratio', value: ((n * 7919) % 1000) / 1000 },
    ...['workers', 'delayed', 'failed', 'status', 'series', 'limit'].map((name) => ({
      name,
      value: 3,
    })),
  ]
  const none = new Set<string>()
  let busyMs = 0
  for (let n = 0; n < looks; n++) {
    const numbers = numbersAt(n)
    const atMs = startMs + n * everyMs
    const startedMs = performance.now()
    measures.record(series, { atMs, counts: true, numbers }, none)
    busyMs += performance.now() - startedMs
    if (n % 720 === 0) samples.flush(atMs)
  }
  for (let round = 0; round < 200; round++) samples.flush(endMs + 900_000)
  const points = looks * numbersAt(0).length
  report({ name: 'recording a measure', value: (busyMs / points) * 1000, unit: 'µs', budget: 5 })
  report({
    name: 'bytes a measure, all resolutions',
    value: samples.bytes / points,
    unit: 'bytes',
    budget: 10,
  })
  const timed = (name: string, fromMs: number, budget: number, rounds: number) => {
    const startedMs = performance.now()
    for (let n = 0; n < rounds; n++) measures.window(series, 'depth', fromMs, endMs)
    report({ name, value: (performance.now() - startedMs) / rounds, unit: 'ms', budget })
  }
  timed('measure over 5 min', endMs - 300_000, 5, 200)
  timed('measure over 24 h', endMs - 86_400_000, 20, 50)
  timed('measure over a week, the first time', startMs, 250, 1)
  timed('measure over a week, again', startMs, 20, 50)
  if (measures.window(series, 'requests', startMs, endMs)?.increase !== (looks - 1) * 37)
    throw new Error('the measures of the benchmark do not add up')
  samples[Symbol.dispose]()
}

function specOf(n: number, port: number): CheckSpec {
  return {
    id: `monitor ${n}`,
    itemId: `item ${n}`,
    kind: 'http',
    config: { url: `http://127.0.0.1:${port}/${n}` },
    expect: 'status == 200 && latency_ms < 1000.0',
    everySeconds,
    timeoutMs: 4000,
    origin: 'fence',
    line: 1,
    column: 1,
  }
}

function makeFolder(dir: string): string {
  mkdirSync(dir, { recursive: true })
  return dir
}

function print(text: string): void {
  process.stderr.write(`${text}\n`)
}
