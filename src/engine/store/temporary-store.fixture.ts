import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { RunEventBody } from '../../shared/model/run.ts'
import type { Result } from '../../shared/result.ts'
import { systemClock, type Clock } from '../time/clock.ts'
import { openStore, type Store } from './store.ts'

/** A folder that is gone at the end of the test. */
export function temporaryFolder(): Disposable & { dir: string } {
  const dir = mkdtempSync(join(tmpdir(), 'warroom-'))
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) }
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.message.id}: ${result.failure.cause ?? ''}`)
  return result.value
}

export function openTestStore(dir: string, clock: Clock = systemClock): Store {
  return valueOf(openStore({ dataDir: dir, clock }))
}

/** A clock whose every reading is a millisecond after the one before. */
export function steppingClock(start = '2026-11-21T08:00:00.000Z'): Clock {
  let elapsedMs = 0
  return {
    now: () => new Date(Date.parse(start) + elapsedMs++).toISOString(),
    monotonicMs: () => elapsedMs++,
  }
}

export const created: Extract<RunEventBody, { type: 'run.created' }> = {
  type: 'run.created',
  title: 'Go-live 4.2',
  runbookHash: 'a'.repeat(64),
  runbookName: 'go-live.md',
  profileName: 'practice',
  environment: 'practice',
  profileHash: 'b'.repeat(64),
  release: { version: '4.2.0', commit: 'c0ffee', lastGood: '4.1.7' },
  people: [{ name: 'Ada', role: 'ops' }],
  t0: '2026-11-21T20:00:00.000Z',
}
