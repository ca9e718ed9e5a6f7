import { spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { temporaryFolder } from '../engine/store/temporary-store.fixture.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = temporaryFolder()
const file = (name: string, content = '') => {
  const path = join(folder.dir, name)
  writeFileSync(path, content)
  return path
}
const fence = (yaml: string) => `\`\`\`yaml tail\n${yaml}\n\`\`\`\n\n`
const secret = 'k3y-that-nobody-may-see'

beforeAll(() => {
  file('key', secret)
  file(
    'here.yaml',
    `name: here\nenvironment: practice\nsecrets: { api_key: { file: ${folder.dir}/key } }\n`,
  )
})
afterAll(() => folder[Symbol.dispose]())

/** Ended by an interrupt as soon as its output is what is waited for, or by itself. */
async function warroom(runbook: string, args: string[], untilSeen?: RegExp) {
  const path = file('go.md', `# Go-live\n\n${runbook}- [ ] a\n`)
  const argv = [main, 'tail', path, '--profile', join(folder.dir, 'here.yaml'), ...args]
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let seen = ''
  child.stdout.on('data', (piece: Buffer) => {
    const isNew = !untilSeen?.test(seen)
    seen += piece.toString()
    if (isNew && untilSeen?.test(seen)) child.kill('SIGINT')
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, stdout, stderr }
}

const two = () => {
  const a = file('a.log', '{"time":"2026-11-21T10:00:00.100Z","level":30,"msg":"first"}\n')
  const b = file('b.log', '2026-11-21T10:00:00.050Z ERROR before it\n    at x (y.js:1)\n')
  appendFileSync(a, '{"time":"2026-11-21T10:00:01Z","level":50,"event":"failed","tenant":42}\n')
  return { a, b }
}

it('0: one stream as text, stack traces with their line; the summary beside it', async () => {
  const { a, b } = two()
  const runbook = fence(`file: ${a}\nid: a`) + fence(`file: ${b}\nid: b`)
  const all = /(?=[^]*failed\n)(?=[^]*y\.js:1)/
  const { code, stdout, stderr } = await warroom(runbook, [], all)
  // Which of the two is heard first is the machine's choice; the order of lines is the merger's own test.
  const rows = stdout.split(/\n(?! )/)
  expect(rows.filter((row) => row.includes('  a  '))).toEqual([
    '2026-11-21T10:00:00.100Z  info   a  first',
    '2026-11-21T10:00:01.000Z  error  a  failed',
  ])
  expect(rows.filter((row) => row.includes('  b  '))).toEqual([
    '2026-11-21T10:00:00.050Z  error  b  ERROR before it\n    at x (y.js:1)',
  ])
  expect(stderr).toMatch(/● live\s+a .*\n\s+2 lines/)
  expect(code).toBe(0)
}, 30_000)

it('1: a critical pattern was seen, though the filter hides it; JSON lines, the summary last', async () => {
  const { a } = two()
  const patterns = `patterns: [{ id: failed, match: "event: 'failed'", critical: true }]`
  const args = ['--json', '--filter', 'level<error']
  const { code, stdout } = await warroom(fence(`file: ${a}\nid: a\n${patterns}`), args, /first/)
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as unknown)
  expect(rows).toMatchObject([
    { tailId: 'a', level: 'info', text: 'first', atMs: Date.parse('2026-11-21T10:00:00.100Z') },
    {
      summary: {
        profile: 'here',
        verdict: 'failed',
        tails: [{ tailId: 'a', lines: 2, patterns: [{ id: 'failed', count: 1 }] }],
      },
    },
  ])
  expect(code).toBe(1)
}, 30_000)

it('2: a tail that may have a hole, with why; its secrets stay out', async () => {
  const runbook = fence('command: "echo with ${secrets.api_key}; false"\nid: c')
  const { code, stdout, stderr } = await warroom(runbook, ['--for', '2500ms'])
  expect(stdout).toContain('with «')
  expect(stdout + stderr).not.toContain(secret)
  expect(stderr).toContain('c: What the command wrote while it was not running here is missing.')
  expect(code).toBe(2)
}, 30_000)

it.each([
  ['a runbook without a tail', '', [], 'This runbook has no tail.'],
  [
    'a filter that cannot be read',
    fence('file: /x'),
    ['--filter', 'a level>=high'],
    '--filter, 3: ',
  ],
  ['a duration that is none', fence('file: /x'), ['--for', 'long'], '--for long'],
])('3: %s', async (_name, runbook, args, words) => {
  const { code, stderr } = await warroom(runbook, args)
  expect(stderr).toContain(words)
  expect(code).toBe(3)
})
