import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { bootArgv, bootLine, jobScript } from './boot.ts'
import { buildScript } from './quote.ts'

/** Alpine's, where this machine has it too. */
const hasBusybox = !spawnSync('busybox', ['true']).error
const shells = ['sh', 'bash', 'dash', ...(hasBusybox ? ['busybox sh'] : [])]
const seed = 20261121
const count = 10_000
const batch = 2_500

const hostile = [
  "'",
  "''",
  '"',
  '\\',
  '\\\\',
  '`touch pwned`',
  '$(touch pwned)',
  '; touch pwned',
  '| touch pwned',
  '&& touch pwned',
  '\ntouch pwned\n',
  "'; touch pwned; '",
  '${IFS}',
  '$0',
  '!!',
  '~',
  '~root',
  '*',
  '?',
  '[a-z]',
  '{a,b}',
  '--',
  '-',
  '-rf',
  '-n',
  '-e',
  '#',
  ' ',
  '',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\u001b[2J',
  '>pwned',
  '<pwned',
  '%s',
  '\\n',
  '\\0',
  '\\c',
  'é',
  '日本',
  '🚨',
  '\u0080',
  '\u0081',
  '\u0088',
  '\u009b',
  '\u202e',
  '\u00a0',
  'a=b',
  '=',
  "$'x'",
  '\u007f',
  'x'.repeat(5_000),
]
const argument = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'binary-ascii', maxLength: 12 }),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join('').replaceAll('\0', ''))

/** Prints its arguments, exactly, and what stdin has left. */
const printer = `
const input = require('node:fs').readFileSync(0, 'utf8')
process.stdout.write(JSON.stringify({ argv: process.argv.slice(1), input }))
`

function runShell(shell: string, args: readonly string[], stdin: string, cwd: string) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const [program = '', ...first] = shell.split(' ')
    const child = spawn(program, [...first, ...args], { cwd, stdio: 'pipe' })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({
        code,
        stdout: String(Buffer.concat(stdout)),
        stderr: String(Buffer.concat(stderr)),
      }),
    )
    child.stdin.end(stdin)
  })
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-quote-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe(`bar 8: ${count} fuzzed arguments (seed ${seed}) arrive byte for byte, and nothing else runs`, () => {
  const samples = fc.sample(argument, { seed, numRuns: count })

  it.each(shells)('through %s', { timeout: 60_000 }, async (shell) => {
    expect(samples).toHaveLength(count)
    for (let start = 0; start < count; start += batch) {
      const words = samples.slice(start, start + batch)
      const command = { argv: [process.execPath, '-e', printer, '--', ...words] }
      const built = buildScript({ command })
      if (!built.ok) throw new Error('a fuzzed argument was refused')
      const stdin = `${bootLine(jobScript('@mark', built.script))}what is left`
      const [, ...args] = bootArgv
      const { stdout, stderr } = await runShell(shell, args, stdin, folder)
      expect(stderr).toMatch(/^@mark \d+ ready 0 \d*\.\n$/)
      const afterMark = stdout.slice(stdout.indexOf('\n') + 1)
      const seen = JSON.parse(afterMark) as { argv: string[]; input: string }
      expect(seen.argv.length).toBe(words.length)
      for (const [index, word] of words.entries()) expect(seen.argv[index]).toBe(word)
      expect(seen.input).toBe('what is left')
    }
    expect(await readdir(folder)).toEqual([])
  })

  it.each(shells)('as a plain script of %s, its environment and folder too', async (shell) => {
    const words = samples.slice(0, 500)
    const value = words.join('')
    const built = buildScript({
      command: {
        argv: [process.execPath, '-p', 'JSON.stringify([process.env.WORD, process.cwd()])'],
      },
      env: { WORD: value },
      cwd: folder,
    })
    if (!built.ok) throw new Error('refused')
    const { environment, enter, lookUp, body } = built.script
    const script = [environment, enter, `${lookUp} >/dev/null`, body].join('\n')
    const { stdout } = await runShell(shell, ['-s'], script, '/')
    expect(JSON.parse(stdout)).toEqual([value, folder])
  })
})

describe('buildScript refuses', () => {
  it.each([
    ['NUL in an argument', { command: { argv: ['echo', 'a\0b'] } }, 'shell.command.nul'],
    ['NUL in a script', { command: { script: 'echo \0' } }, 'shell.command.nul'],
    ['NUL in a value', { command: { script: 'true' }, env: { A: '\0' } }, 'shell.command.nul'],
    ['NUL in a folder', { command: { script: 'true' }, cwd: '/\0' }, 'shell.command.nul'],
    [
      'a variable that is code',
      { command: { script: 'true' }, env: { 'A=1;x': '' } },
      'shell.command.env-name',
    ],
    ['an empty program', { command: { argv: [''] } }, 'shell.command.program'],
    ['no program', { command: { argv: [] } }, 'shell.command.program'],
    [
      'a program that reads as an option',
      { command: { argv: ['-c', 'x'] } },
      'shell.command.program',
    ],
    ['an empty script', { command: { script: ' \n' } }, 'shell.command.empty'],
  ])('%s', (_name, input, id) => {
    expect(buildScript(input)).toMatchObject({ ok: false, message: { id } })
  })
})
