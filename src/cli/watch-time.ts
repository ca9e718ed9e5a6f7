import { setTimeout as wait } from 'node:timers/promises'

import { parseDuration } from '../engine/runbook/duration.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandEnd } from './terminal.ts'

/** What `--for` says, in milliseconds. */
export function parseFor(text: string): number {
  const forMs = parseDuration(text)
  if (forMs === undefined || forMs === 0)
    throw new CommandEnd(exitCodes.badInput, `--for ${text}: a duration such as 60s or 5m`)
  return forMs
}

/** Whoever interrupts the command ends what it does; its report still comes. */
export function onInterrupt(): { signal: AbortSignal } & Disposable {
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  return {
    signal: interrupted.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    },
  }
}

/** An interrupt ends the watching early. */
export async function untilEnd(forMs: number): Promise<void> {
  using interrupt = onInterrupt()
  await wait(forMs, undefined, { signal: interrupt.signal }).catch(() => undefined)
}
