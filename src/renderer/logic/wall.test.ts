import { describe, expect, it } from 'vitest'

import type { MonitorState, MonitorStatus } from '../../shared/model/monitor.ts'
import type { RunSummary } from '../../shared/model/run.ts'
import { countStates } from './counts.ts'
import { wallRun, wallStaleness, wallTiles, withoutAddresses } from './wall.ts'

const nowMs = Date.parse('2026-11-21T14:00:00.000Z')
const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString()

const monitor = (
  checkId: string,
  state: MonitorState,
  changes: Partial<MonitorStatus> = {},
): MonitorStatus => ({
  checkId,
  itemId: checkId,
  title: checkId,
  kind: 'http',
  target: 'http://secret.internal/',
  everySeconds: 5,
  state,
  last: {
    at: ago(2),
    verdict: 'passed',
    latencyMs: 1,
    reason: { id: 'monitor.before-start' },
    facts: {},
  },
  beats: [],
  window: {
    counts: { passed: 1, failed: 0, unknown: 0, firstLooks: 0, maintenance: 0 },
    coverage: 1,
    changes: 0,
    minutes: 15,
  },
  stale: false,
  skipped: 0,
  ...changes,
})
const run = (id: string, changes: Partial<RunSummary> = {}): RunSummary => ({
  id,
  title: id,
  runbookHash: '',
  runbookName: '',
  profileName: '',
  environment: 'staging',
  release: { version: '', commit: '', lastGood: '' },
  createdAt: ago(3600),
  counts: countStates([]),
  headSeq: 1,
  headHash: '',
  imported: false,
  ...changes,
})

describe('the wall', () => {
  it('shows the run it was opened for, else the open one that was begun last', () => {
    const runs = [
      run('old'),
      run('new', { createdAt: ago(60) }),
      run('closed', { createdAt: ago(1), closedAt: ago(1) }),
      run('imported', { createdAt: ago(1), imported: true }),
    ]
    expect(wallRun(runs, undefined)?.id).toBe('new')
    expect(wallRun(runs, 'closed')?.id).toBe('closed')
    expect(wallRun(runs, 'gone')?.id).toBe('new')
    expect(wallRun([], undefined)).toBeUndefined()
  })

  it('is stale without an engine, and with one that has not looked for far too long', () => {
    const live = { phase: 'live' as const, sinceMs: 0 }
    const looked = (seconds: number) => {
      const status = monitor('api', 'up')
      return status.last ? { ...status, last: { ...status.last, at: ago(seconds) } } : status
    }
    expect(wallStaleness(live, [looked(25)], nowMs)).toBeUndefined()
    expect(wallStaleness(live, [], nowMs)).toBeUndefined()
    expect(wallStaleness(live, [looked(31), looked(40)], nowMs)).toEqual({
      because: 'looks',
      sinceMs: nowMs - 31_000,
    })
    expect(wallStaleness(live, [{ ...looked(31), state: 'paused' }], nowMs)).toBeUndefined()
    expect(wallStaleness(live, [{ ...looked(170), everySeconds: 60 }], nowMs)).toBeUndefined()
    for (const phase of ['connecting', 'lost', 'restarting', 'stopped'] as const)
      expect(wallStaleness({ phase, sinceMs: 7 }, [looked(1)], nowMs)).toEqual({
        because: 'engine',
        sinceMs: 7,
      })
  })

  it('has room for the worst, and says how the others are', () => {
    const many = [
      monitor('a', 'up'),
      monitor('b', 'down'),
      monitor('c', 'up', { stale: true }),
      monitor('d', 'paused'),
      monitor('e', 'up'),
      monitor('f', 'unknown'),
    ]
    const { tiles, moreUp, moreOther } = wallTiles(many, 4)
    expect(tiles.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'b down',
      'f unknown',
      'c stale',
    ])
    expect([moreUp, moreOther]).toEqual([2, 1])
    expect(tiles.map(({ tone }) => tone)).toEqual(['nogo', 'unknown', 'unknown'])
    expect(wallTiles(many, 6)).toMatchObject({ moreUp: 0, moreOther: 0 })
    expect(wallTiles(many, 6).tiles).toHaveLength(6)
  })

  it('names no places of machines', () => {
    expect(withoutAddresses('GET https://api.shop.test/ready answers')).toBe('GET … answers')
    expect(withoutAddresses('10.0.0.12:5432 takes connections')).toBe('… takes connections')
    expect(withoutAddresses('db.internal:5432 is up')).toBe('… is up')
    expect(withoutAddresses('fe80:0:0:1:2 is up')).toBe('… is up')
    const words = 'Redis 7.2: p95 < 2.5 s at 14:30:00, v1.2.3'
    expect(withoutAddresses(words)).toBe(words)
  })
})
