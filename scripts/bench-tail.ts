import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

import { createEngine } from '../src/engine/create-engine.ts'
import { logLine, patternsOfAllKinds } from '../src/engine/tail/log-lines.fixture.ts'
import type { Result } from '../src/shared/result.ts'
import type { Report } from './bench.ts'

const linesOfFile = 1_000_000
const idle = { signal: new AbortController().signal }

/**
 * Ingest: a whole engine follows a command with eight patterns and six secrets to take out, and keeps
 * every line. First a million lines against `grep -E` with the same patterns, then as many as will
 * come for the time given.
 */
export async function benchTail(folder: string, seconds: number, report: Report): Promise<void> {
  const file = join(folder, 'million.log')
  writeMillion(file)
  const argv = ['-c', '-E', ...patternsOfAllKinds.flatMap((pattern) => ['-e', pattern]), file]
  const startedMs = performance.now()
  execFileSync('grep', argv)
  const grepMs = performance.now() - startedMs

  await following(join(folder, 'once'), [file], async ({ lines }) => {
    const beganMs = performance.now()
    while (lines() < linesOfFile) await wait(5)
    const tookMs = performance.now() - beganMs
    report({
      name: 'tail ingest, kept on disk, to grep -E with the same 8 patterns',
      value: tookMs / grepMs,
      unit: 'times as long',
      budget: 25,
    })
    report({
      name: 'tail ingest, a line with 8 patterns and redaction',
      value: (tookMs * 1000) / linesOfFile,
      unit: 'µs',
      budget: 40,
    })
  })

  const many = Array.from({ length: 400 }, () => file)
  await following(join(folder, 'flood'), many, async ({ lines, dropped }) => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    await wait(5000)
    globalThis.gc?.()
    const before = process.memoryUsage.rss()
    const linesBefore = lines()
    delay.enable()
    let mostBytes = 0
    const endMs = performance.now() + seconds * 1000
    while (performance.now() < endMs) {
      await wait(500)
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss() - before)
    }
    delay.disable()
    const perSecond = (lines() - linesBefore) / seconds
    print(`tail flood: ${Math.round(perSecond)} lines/s for ${seconds} s`)
    report({
      name: 'tail flood, memory growth of the process',
      value: mostBytes / 1e6,
      unit: 'MB',
      budget: 200,
    })
    report({
      name: 'tail flood, event loop delay p99',
      value: delay.percentile(99) / 1e6,
      unit: 'ms',
      budget: 100,
    })
    report({
      name: 'tail flood, event loop delay max',
      value: delay.max / 1e6,
      unit: 'ms',
      budget: 250,
    })
    report({
      name: 'tail flood, lines dropped but by the disk budget',
      value: dropped(),
      unit: 'lines',
      budget: 0,
    })
  })
}

function writeMillion(file: string): void {
  const descriptor = openSync(file, 'w')
  for (let from = 0; from < linesOfFile; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, index) => logLine(from + index))
    writeSync(descriptor, `${lines.join('\n')}\n`)
  }
  closeSync(descriptor)
}

interface Followed {
  lines: () => number
  dropped: () => number
}

/** A whole engine that follows a command which gives out files, for as long as `look` takes. */
export async function following(
  dataDir: string,
  files: readonly string[],
  look: (followed: Followed) => Promise<void>,
): Promise<void> {
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(dataDir, 'key'), 'a-key-that-nobody-may-see')
  const profile = `name: bench\nenvironment: practice\nsecrets: { key: { file: ${join(dataDir, 'key')} } }\n`
  writeFileSync(join(dataDir, 'profiles', 'bench.yaml'), profile)
  const patterns = patternsOfAllKinds.map((match) => `  - match: ${JSON.stringify(match)}\n`)
  const names = files.join(' ')
  const runbook = `# Bench\n\n\`\`\`yaml tail\ncommand: cat ${names}\nid: bench\npatterns:\n${patterns.join('')}\`\`\`\n\n- [ ] a\n`
  const engine = valueOf(
    await createEngine({
      dataDir,
      host: { log: { error: print }, onPower: () => () => undefined },
    }),
  )
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'bench.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const run = { runbookHash: hash, profile: 'bench', title: 'Bench', release, people: [] }
  const { runId } = valueOf(await handlers['run.create'](run, idle))
  const tails = valueOf(sources.tails({ runId }))
  const status = () => tails.get('bench')
  while ((status()?.lines ?? 0) === 0) {
    if (status()?.problem) throw new Error(JSON.stringify(status()?.problem))
    await wait(1)
  }
  await look({
    lines: () => status()?.lines ?? 0,
    dropped() {
      const { source = 0, transport = 0, buffer = 0 } = status()?.dropped ?? {}
      return source + transport + buffer
    },
  })
  await engine.dispose()
}

function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.failure))
}

function print(text: string): void {
  process.stderr.write(`${text}\n`)
}
