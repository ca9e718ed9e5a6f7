import { execFile } from 'node:child_process'
import { mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import type { TailKind, TailSpec } from '../../shared/model/tail.ts'
import { ok } from '../../shared/result.ts'
import { createLocalShell } from '../shell/local-shell.ts'
import { systemClock } from '../time/clock.ts'
import { systemTimer } from '../time/timer.ts'
import { logLine, patternsOfAllKinds } from './log-lines.fixture.ts'
import { startTail } from './tail.ts'

const execute = promisify(execFile)
const count = 1_000_000
let folder = ''
let file = ''
/** By `grep -c -E`. */
const expected: number[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-grep-'))
  file = join(folder, 'million.log')
  await using written = await open(file, 'w')
  for (let from = 0; from < count; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, index) => logLine(from + index))
    await written.write(`${lines.join('\n')}\n`)
  }
  for (const pattern of patternsOfAllKinds) {
    const { stdout } = await execute('grep', ['-c', '-E', '-e', pattern, file])
    expected.push(Number(stdout))
  }
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

function follow(kind: TailKind, source: string) {
  const config = { [kind]: source }
  const spec: TailSpec = {
    id: 'million',
    title: 'a million lines',
    kind,
    config,
    backSeconds: 0,
    line: 1,
    patterns: patternsOfAllKinds.map((match, index) => ({
      id: String(index),
      title: match,
      match,
      critical: false,
    })),
  }
  return startTail({
    spec,
    prepared: {
      target: 'local',
      backMs: 0,
      source: () => Promise.resolve(ok({ kind, config, backSeconds: 0 })),
      shell: () => Promise.resolve({ ok: true, shell: createLocalShell() }),
    },
    clock: systemClock,
    timer: systemTimer,
    redact: (text) => text,
    onLine: () => undefined,
    onNote: () => undefined,
    onChange: () => undefined,
    onAlert: () => undefined,
    alertsFromMs: 0,
  })
}

const patience = { timeout: 60_000, interval: 50 }

it('each pattern is counted as grep -c -E counts it, in a million lines', async () => {
  // A pattern that matches nothing, or all, would prove nothing.
  for (const matched of expected) expect(matched).toBeGreaterThan(100)
  for (const matched of expected) expect(matched).toBeLessThan(count / 2)
  await using tail = follow('command', `cat '${file}'; exec sleep 600`)
  await vi.waitFor(() => expect(tail.status().lines).toBe(count), patience)
  expect(tail.status().patterns.map((pattern) => pattern.count)).toEqual(expected)
}, 70_000)

it('and so in a file that grows, followed byte by byte', async () => {
  const growing = join(folder, 'growing.log')
  await using tail = follow('file', growing)
  await vi.waitFor(() => expect(tail.status().state).toBe('live'), patience)
  await rename(file, growing)
  await vi.waitFor(() => expect(tail.status().lines).toBe(count), patience)
  expect(tail.status().patterns.map((pattern) => pattern.count)).toEqual(expected)
}, 70_000)
