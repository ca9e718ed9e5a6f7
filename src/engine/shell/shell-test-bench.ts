import { existsSync, readFileSync } from 'node:fs'

import { expect, vi } from 'vitest'

import type { CommandOutcome, Flow, Shell, ShellCommand, ShellRunOptions } from './shell.ts'

/** Linux, where sessions can be seen; elsewhere a kill goes by process group alone. */
export const hasProcessTable = existsSync('/proc/self/stat')

/** A machine under load may not prove it in time, and then says so: that is no failure of the kill. */
export const underLoad = { retry: 2 }

export const run = (shell: Shell, command: ShellCommand, options: Partial<ShellRunOptions> = {}) =>
  shell.run(command, { signal: new AbortController().signal, timeoutMs: 15_000, ...options })

/** Zombies do not run: in a sandbox nobody may reap them. */
export function isRunning(pid: number): boolean {
  try {
    if (hasProcessTable) return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The process ids that a command printed. */
export function pidsOf(outcome: CommandOutcome): number[] {
  const text = outcome.kind === 'not-run' ? '' : outcome.stdout
  return text.split(/\s+/).filter(Boolean).map(Number)
}

/** Follows a command that never ends, holds it back and kills it; then one that ends by itself. */
export async function tryFollowing(shell: Shell) {
  const stop = new AbortController()
  let text = ''
  let flow: Flow | undefined
  const following = shell.follow(
    { script: 'echo $$; echo trouble >&2; exec yes line' },
    {
      signal: stop.signal,
      onOutput(stream, piece) {
        if (stream === 'stdout') text += piece
      },
      onFlow: (given) => (flow = given),
    },
  )
  // Far more than a command that is run may keep.
  const hasFlowed = () => expect(text.length).toBeGreaterThan(3_000_000)
  await vi.waitFor(hasFlowed, 20_000)
  flow?.pause()
  const pid = Number(text.split('\n', 1)[0])
  // What was under way still comes; then nothing does, though the command would write on for ever.
  await vi.waitFor(async () => {
    const before = text.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(text.length).toBe(before)
  }, 20_000)
  const heldBack = { isRunning: isRunning(pid) }
  text = ''
  flow?.resume()
  await vi.waitFor(hasFlowed, 20_000)
  stop.abort()
  const cut = await following
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 10_000)

  let whole = ''
  const ended = await shell.follow(
    { script: 'i=0; while [ $i -lt 2000 ]; do echo "$i"; i=$((i+1)); done; echo why >&2; exit 3' },
    {
      signal: new AbortController().signal,
      onOutput(stream, piece) {
        if (stream === 'stdout') whole += piece
      },
      onFlow(given) {
        given.pause()
        // Later than what a command left in the background is waited for.
        setTimeout(() => given.resume(), 1500)
      },
    },
  )
  return { heldBack, cut, ended, lines: whole.split('\n').length }
}

export const followed = {
  heldBack: { isRunning: true },
  cut: { kind: 'not-run', cause: 'cancelled', mayStillRun: false },
  ended: { kind: 'exited', exitCode: 3, stdout: '', stderr: 'why\n' },
  lines: 2001,
}
