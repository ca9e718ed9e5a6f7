import { existsSync, readFileSync } from 'node:fs'

import type { CommandOutcome, Shell, ShellCommand, ShellRunOptions } from './shell.ts'

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
