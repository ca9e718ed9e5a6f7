import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLocalShell } from './local-shell.ts'
import {
  followed,
  hasProcessTable,
  isRunning,
  pidsOf,
  run as runIn,
  tryFollowing,
  underLoad,
} from './shell-test-bench.ts'
import type { ShellCommand, ShellRunOptions } from './shell.ts'

const shell = createLocalShell()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-local-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (command: ShellCommand, options?: Partial<ShellRunOptions>) =>
  runIn(shell, command, options)

describe('a command on this machine', () => {
  it('gives its status and both streams', async () => {
    expect(await run({ script: 'echo café; echo oops >&2; exit 3' })).toMatchObject({
      kind: 'exited',
      exitCode: 3,
      stdout: 'café\n',
      stderr: 'oops\n',
      truncated: false,
    })
  })

  it('reads its input, its environment and its folder', async () => {
    const outcome = await run(
      { script: 'printf %s "$WORD"; cat; pwd' },
      { stdin: 'in\nput', env: { WORD: "l'été\n" }, cwd: folder },
    )
    expect(outcome).toMatchObject({ stdout: `l'été\nin\nput${folder}\n` })
  })

  it('sees the end of its input where it is given none', async () => {
    expect(await run({ argv: ['cat'] })).toMatchObject({ kind: 'exited', exitCode: 0, stdout: '' })
  })

  it('is followed for as long as it writes, held back, and killed', async () => {
    expect(await tryFollowing(shell)).toMatchObject(followed)
  })

  it('takes arguments exactly, and a signal for what it is', async () => {
    expect(await run({ argv: ['printf', '%s|', '$HOME', "'", '*'] })).toMatchObject({
      stdout: "$HOME|'|*|",
    })
    expect(await run({ script: 'kill -s KILL $$' })).toMatchObject({
      kind: 'exited',
      exitCode: 137,
      signal: 'SIGKILL',
    })
  })

  it('survives input that nobody reads, and output without an end', async () => {
    const stdin = 'x'.repeat(5_000_000)
    expect(await run({ argv: ['true'] }, { stdin })).toMatchObject({ kind: 'exited', exitCode: 0 })
    const outcome = await run(
      { script: 'head -c 20000000 /dev/zero | tr "\\0" x' },
      { maxOutputBytes: 1000 },
    )
    expect(outcome).toMatchObject({ kind: 'exited', stdout: 'x'.repeat(1000), truncated: true })
  })

  it('shows output live', async () => {
    const firstLine = Promise.withResolvers<string>()
    const abort = new AbortController()
    const running = run(
      { script: 'echo started; exec sleep 300' },
      { signal: abort.signal, onOutput: (_stream, text) => firstLine.resolve(text) },
    )
    expect(await firstLine.promise).toBe('started\n')
    abort.abort()
    expect(await running).toMatchObject({ kind: 'not-run', cause: 'cancelled', mayStillRun: false })
  })

  it('says what is missing', async () => {
    expect(await run({ argv: ['no-such-program'] })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-program',
      message: { values: { program: 'no-such-program', place: 'local' } },
      mayStillRun: false,
    })
    expect(await run({ script: 'true' }, { cwd: join(folder, 'gone') })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-file',
    })
    expect(await run({ script: 'no-such-program' })).toMatchObject({
      kind: 'exited',
      exitCode: 127,
    })
    expect(await run({ argv: ['a\0b'] })).toMatchObject({ kind: 'not-run', cause: 'bad-config' })
  })

  it('does not start when it is cancelled already', async () => {
    const outcome = await run(
      { script: `touch ${folder}/started` },
      { signal: AbortSignal.abort() },
    )
    expect(outcome).toMatchObject({ kind: 'not-run', cause: 'cancelled', mayStillRun: false })
    expect(await run({ script: `ls ${folder}` })).toMatchObject({ stdout: '' })
  })

  it.skipIf(!hasProcessTable)('puts neither script nor environment on a command line', async () => {
    const outcome = await run(
      { script: 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; : s3cret-in-script' },
      { env: { TOKEN: 's3cret-in-env' } },
    )
    if (outcome.kind !== 'exited') throw new Error('it did not run')
    expect(outcome.stdout).toContain('IFS= read -r warroom')
    expect(outcome.stdout).not.toContain('s3cret')
  })

  it('ends although what it left in the background holds its output', async () => {
    const outcome = await run({ script: 'sleep 300 & echo $!' })
    const [pid = 0] = pidsOf(outcome)
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 })
    expect(outcome.durationMs).toBeLessThan(3_000)
    expect(isRunning(pid)).toBe(true)
    process.kill(pid)
  })
})

describe('bars 9 and 10, here: at the deadline the whole group is gone, with an overrun of 1 s at most', () => {
  it.each([
    ['children', 'echo $$; sleep 300 & echo $!; sleep 300 & echo $!; wait'],
    ['TERM ignored', 'trap "" TERM; echo $$; (trap "" TERM; sleep 300) & echo $!; wait; sleep 300'],
    ['a pipeline', 'echo $$; yes | cat >/dev/null'],
    ['groups of their own, as timeout(1) makes', 'echo $$; timeout 400 sleep 300 & echo $!; wait'],
    ['a stopped child', 'echo $$; sleep 300 & echo $!; kill -s STOP $!; wait'],
  ])('%s', underLoad, async (_name, script) => {
    const outcome = await run({ script }, { timeoutMs: 400 })
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: false })
    expect(outcome.durationMs).toBeLessThan(1_400)
    const pids = pidsOf(outcome)
    expect(pids.length).toBeGreaterThan(0)
    expect(pids.filter(isRunning)).toEqual([])
  })

  it('kills for a cancel as for a deadline', underLoad, async () => {
    const abort = new AbortController()
    const started = Promise.withResolvers<string>()
    const running = run(
      { script: 'sleep 300 & echo $!; wait' },
      { signal: abort.signal, onOutput: (_stream, text) => started.resolve(text) },
    )
    const pid = Number(await started.promise)
    abort.abort()
    expect(await running).toMatchObject({ kind: 'not-run', cause: 'cancelled', mayStillRun: false })
    expect(isRunning(pid)).toBe(false)
  })

  it.skipIf(!hasProcessTable)(
    'says so when a child has left for a session of its own',
    async () => {
      const outcome = await run(
        { script: 'setsid sleep 300 & echo $!; sleep 300' },
        { timeoutMs: 400 },
      )
      expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
      const [pid = 0] = pidsOf(outcome)
      expect(isRunning(pid)).toBe(true)
      process.kill(pid)
    },
  )
})
