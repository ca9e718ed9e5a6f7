import { networkInterfaces } from 'node:os'

import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'

const pollEveryMs = 1000
/** What was not heard of for so long is not asked any more whether it can be reached. */
const forgetAfterMs = 10 * 60_000

export type NetworkChange =
  | { kind: 'lost'; fromMs: number }
  | { kind: 'back'; fromMs: number; toMs: number }
  /** There is a network, and it is not the one that it was: another Wi-Fi, a VPN. */
  | { kind: 'switched' }

/** This machine's own way to others. */
export interface Network extends Disposable {
  readonly state: 'up' | 'down'
  /** Since when, by the wall clock, where it was there before: never having had one is no loss. */
  readonly lostSinceMs: number | undefined
  /** Nothing answered, and it may be found out only by asking again. */
  readonly mustAsk: boolean
  /** What came of a look at a host elsewhere. */
  note(host: string, outcome: 'answered' | 'no-network'): void
  onChange(listener: (change: NetworkChange) => void): () => void
}

export interface NetworkOptions {
  clock: Clock
  timer: Timer
  /** Addresses of this machine that others could answer to. */
  addresses: () => readonly string[]
}

/** Loopback leads nowhere, and a link-local address is what an interface has while it gets none. */
export function systemAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((each = []) =>
    each
      .filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
      .map(({ address }) => address),
  )
}

/**
 * Watches for two signs. Without an address the network is gone at once. With one it may lead
 * nowhere (a container engine's bridge stays when the Wi-Fi goes): when no host that is looked at
 * answers any more, and each for want of a way to it, it is gone since the first of them.
 */
export function createNetwork({ clock, timer, addresses }: NetworkOptions): Network {
  const nowMs = () => Date.parse(clock.now())
  const keyNow = () => [...addresses()].sort().join(' ')
  const listeners = new Set<(change: NetworkChange) => void>()
  let key = keyNow()
  let lost: { sinceMs: number; by: 'addresses' | 'silence' } | undefined
  /** Hosts elsewhere, by when they were last heard of. */
  const known = new Map<string, number>()
  /** Those without a way to them since anyone last answered, by when that was first found. */
  const silent = new Map<string, number>()
  let cancel = timer.after(pollEveryMs, poll)

  const tell = (change: NetworkChange) => {
    for (const listener of listeners) listener(change)
  }
  const lose = (by: 'addresses' | 'silence', sinceMs: number) => {
    lost = { sinceMs, by }
    tell({ kind: 'lost', fromMs: sinceMs })
  }
  const regain = () => {
    silent.clear()
    if (!lost) return
    const { sinceMs } = lost
    lost = undefined
    tell({ kind: 'back', fromMs: sinceMs, toMs: nowMs() })
  }

  function poll(): void {
    cancel = timer.after(pollEveryMs, poll)
    const before = key
    key = keyNow()
    if (key === before) return
    if (key === '') {
      if (!lost) lose('addresses', nowMs())
      else lost.by = 'addresses'
    } else if (lost?.by === 'addresses') regain()
    else {
      silent.clear()
      tell({ kind: 'switched' })
    }
  }

  const isSilence = () => {
    const oldestMs = nowMs() - forgetAfterMs
    for (const [host, atMs] of known) {
      if (atMs >= oldestMs) continue
      known.delete(host)
      silent.delete(host)
    }
    return silent.size >= 2 && [...known.keys()].every((host) => silent.has(host))
  }

  return {
    get state() {
      return key === '' || lost ? 'down' : 'up'
    },
    get lostSinceMs() {
      return lost?.sinceMs
    },
    get mustAsk() {
      return lost?.by === 'silence'
    },
    note(host, outcome) {
      const atMs = nowMs()
      known.set(host, atMs)
      if (outcome === 'answered') {
        silent.clear()
        if (lost?.by === 'silence') regain()
        return
      }
      if (!silent.has(host)) silent.set(host, atMs)
      if (!lost && key !== '' && isSilence()) lose('silence', Math.min(...silent.values()))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    [Symbol.dispose]() {
      cancel()
      listeners.clear()
    },
  }
}
