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

/** What every shell owes to a command that is followed, however the bytes travel. */
export async function expectFollowing(shell: Shell): Promise<void> {
  const script = `echo $$; echo trouble >&2; exec yes line`
  const stop = new AbortController()
  let text = ''
  let flow: Flow | undefined
  const following = shell.follow(
    { script },
    {
      signal: stop.signal,
      onOutput(stream, piece) {
        if (stream === 'stdout') text += piece
      },
      onFlow: (given) => (flow = given),
    },
  )
  // Far more than a command that is run may keep.
  await vi.waitFor(() => expect(text.length).toBeGreaterThan(3_000_000), 20_000)
  flow?.pause()
  const held = text.length
  const pid = Number(text.split('\n', 1)[0])
  // Several rounds of the event loop, over which an unheld command writes megabytes.
  for (let round = 0; round < 50; round++) await new Promise((resolve) => setImmediate(resolve))
  const inFlight = text.length - held
  expect(inFlight).toBeLessThan(3_000_000)
  expect(isRunning(pid)).toBe(true)
  text = ''
  flow?.resume()
  await vi.waitFor(() => expect(text.length).toBeGreaterThan(3_000_000), 20_000)
  stop.abort()
  expect(await following).toMatchObject({ kind: 'not-run', cause: 'cancelled' })
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 10_000)

  // One that ends by itself is read to its end, however late the reader resumes.
  let whole = ''
  const ended = shell.follow(
    { script: 'i=0; while [ $i -lt 2000 ]; do echo "$i"; i=$((i+1)); done; echo why >&2; exit 3' },
    {
      signal: new AbortController().signal,
      onOutput(stream, piece) {
        if (stream === 'stdout') whole += piece
      },
      onFlow(given) {
        given.pause()
        setTimeout(() => given.resume(), 1500)
      },
    },
  )
  expect(await ended).toMatchObject({ kind: 'exited', exitCode: 3, stdout: '', stderr: 'why\n' })
  expect(whole.split('\n')).toHaveLength(2001)
}
