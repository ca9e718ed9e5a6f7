import { execFileSync } from 'node:child_process'
import { writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import type { Evidence } from '../../shared/model/run.ts'
import { verifyChain } from './chain.ts'
import { hashEvidence } from './event-store.ts'
import type { Store } from './store.ts'
import {
  created,
  openTestStore,
  steppingClock,
  temporaryFolder,
  valueOf,
} from './temporary-store.fixture.ts'

const actor = { kind: 'person', name: 'Ada' } as const

function evidenceOf(facts: Record<string, number>): Evidence {
  const evidence = {
    checkId: 'ready#1',
    measurement: {
      kind: 'measured' as const,
      facts,
      startedAt: '2026-11-21T08:00:00.000Z',
      durationMs: 12.5,
      target: 'https://api.test/ready',
    },
    judgement: {
      verdict: 'passed' as const,
      expect: 'status == 200',
      reason: { id: 'run.unknown' as const },
      read: facts,
    },
  }
  return { hash: hashEvidence(evidence), ...evidence }
}

describe('the event store', () => {
  it('keeps each run’s history, its head and its evidence, and tells after they are kept', () => {
    using folder = temporaryFolder()
    const told: number[] = []
    const evidence = evidenceOf({ status: 200 })
    let head
    {
      using store = openTestStore(folder.dir, steppingClock())
      const off = store.events.onAppended((runId, events) => {
        expect(store.events.run(runId)?.head.seq).toBe(events.at(-1)?.seq)
        told.push(...events.map((event) => event.seq))
      })
      valueOf(store.events.create('run', actor, created))
      const finished = {
        type: 'check.finished' as const,
        attemptId: 'a',
        itemId: 'ready',
        checkId: 'ready#1',
        verdict: 'passed' as const,
        reason: { id: 'run.unknown' as const },
        durationMs: 12.5,
        evidenceHash: evidence.hash,
      }
      valueOf(
        store.events.append(
          'run',
          { kind: 'engine' },
          [{ type: 'run.noted', text: 'é' }, finished],
          [evidence],
        ),
      )
      off()
      valueOf(store.events.append('run', actor, [{ type: 'run.noted', text: 'unheard' }]))
      head = store.events.run('run')?.head
    }
    expect(told).toEqual([1, 2, 3])
    using store = openTestStore(folder.dir)
    expect(store.events.run('run')?.head).toEqual(head)
    expect(store.events.evidence(evidence.hash)).toEqual(evidence)
    expect(hashEvidence(evidence)).toBe(evidence.hash)
    expect(store.events.read('run', 2).map((event) => event.seq)).toEqual([3, 4])
    expect(verifyChain(store.events.read('run'), head).valid).toBe(true)
  })

  it.each([
    `UPDATE events SET at = 'x'`,
    `DELETE FROM events`,
    `UPDATE evidence SET body = ''`,
    `DELETE FROM evidence`,
    `INSERT INTO events VALUES ('run', 9, '', '', '', '', '')`,
    `INSERT INTO events VALUES ('run', 2, '', '', '', 'wrong', '')`,
    `INSERT OR REPLACE INTO events SELECT * FROM events`,
  ])('only ever adds: %s is refused', (statement) => {
    using folder = temporaryFolder()
    using store = openTestStore(folder.dir)
    valueOf(store.events.create('run', actor, created))
    store.database.sql
      .prepare('INSERT INTO evidence VALUES (?, ?)')
      .run(...Object.values({ hash: 'h', body: '{}' }))
    expect(() => store.database.sql.exec(statement)).toThrow(/append-only|continue/)
  })

  it('refuses an unknown run and an imported one', () => {
    using folder = temporaryFolder()
    using store = openTestStore(folder.dir)
    const note = [{ type: 'run.noted', text: 'x' }] as const
    expect(store.events.append('nope', actor, note)).toMatchObject({
      failure: { code: 'not-found' },
    })
    const events = [valueOf(store.events.create('mine', actor, created))]
    using other = temporaryFolder()
    using elsewhere = openTestStore(other.dir)
    const run = { runId: 'mine', events, evidence: [], runbooks: [], profiles: [] }
    valueOf(elsewhere.events.import(run))
    expect(elsewhere.events.read('mine')).toEqual(events)
    expect(elsewhere.events.append('mine', actor, note)).toMatchObject({
      failure: { code: 'read-only', message: { id: 'run.imported' } },
    })
  })
})

/** Appends until the disk refuses; gives the numbers that were acknowledged. */
function appendUntilRefused(store: Store): number[] {
  const acknowledged: number[] = []
  const text = 'x'.repeat(8000)
  for (let i = 0; i < 5000; i++) {
    const appended = store.events.append('run', actor, [{ type: 'run.noted', text }])
    if (!appended.ok) {
      if (appended.failure.code === 'disk-full') return acknowledged
      throw new Error(appended.failure.message.id)
    }
    acknowledged.push(...appended.value.map((event) => event.seq))
  }
  throw new Error('the disk never filled up')
}

function expectAllKept(store: Store, acknowledged: readonly number[]) {
  const events = store.events.read('run')
  expect(events.slice(1).map((event) => event.seq)).toEqual(acknowledged)
  expect(verifyChain(events, store.events.run('run')?.head).valid).toBe(true)
  expect(store.database.sql.prepare('PRAGMA integrity_check').get()).toEqual({
    integrity_check: 'ok',
  })
}

describe('bar 16: a full disk', () => {
  it('SQLite refuses: it is said at once, nothing acknowledged is lost, and space is noticed', async () => {
    using folder = temporaryFolder()
    using store = openTestStore(folder.dir)
    valueOf(store.events.create('run', actor, created))
    const flags: boolean[] = []
    store.database.onDiskFull((full) => flags.push(full))
    store.database.sql.exec('PRAGMA max_page_count = 100')
    const acknowledged = appendUntilRefused(store)
    expect(store.database.diskFull).toBe(true)
    await Promise.resolve()
    expect(flags).toEqual([true])
    expectAllKept(store, acknowledged)
    store.database.sql.exec('PRAGMA max_page_count = 100000')
    await vi.waitFor(() => expect(flags).toEqual([true, false]), { timeout: 20_000 })
    expect(store.events.append('run', actor, [{ type: 'run.noted', text: 'on' }]).ok).toBe(true)
  })

  const canMount = process.platform === 'linux' && process.getuid?.() === 0
  /** A file system of 3 MB, and a way to take all that is left of it and to give it back. */
  function smallFileSystem() {
    const folder = temporaryFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'warroom-test', folder.dir])
    const hog = join(folder.dir, 'hog')
    return {
      dir: folder.dir,
      fill: () => expect(() => writeFileSync(hog, Buffer.alloc(4_000_000))).toThrow('ENOSPC'),
      free: () => rmSync(hog),
      [Symbol.dispose]() {
        execFileSync('umount', [folder.dir])
        folder[Symbol.dispose]()
      },
    }
  }
  const note = [{ type: 'run.noted', text: 'x'.repeat(8000) }] as const

  it.skipIf(!canMount)(
    'that really is full, while writing: the same, and it opens afterwards',
    async () => {
      using disk = smallFileSystem()
      let acknowledged: number[]
      {
        using store = openTestStore(disk.dir)
        valueOf(store.events.create('run', actor, created))
        acknowledged = appendUntilRefused(store)
        disk.fill()
        expectAllKept(store, acknowledged)
        disk.free()
        await vi.waitFor(() => expect(store.database.diskFull).toBe(false), { timeout: 20_000 })
      }
      using store = openTestStore(disk.dir)
      expectAllKept(store, acknowledged)
    },
  )

  it.skipIf(!canMount)(
    'that was full before: everything reads, nothing is written, it recovers',
    async () => {
      using disk = smallFileSystem()
      {
        using store = openTestStore(disk.dir)
        valueOf(store.events.create('run', actor, created))
      }
      disk.fill()
      using store = openTestStore(disk.dir)
      expect(store.database.diskFull).toBe(true)
      expect(store.database.readOnly).toBe(false)
      expectAllKept(store, [])
      expect(store.events.append('run', actor, note)).toMatchObject({
        failure: { code: 'disk-full' },
      })
      disk.free()
      await vi.waitFor(() => expect(store.database.diskFull).toBe(false), { timeout: 20_000 })
      valueOf(store.events.append('run', actor, note))
      expectAllKept(store, [2])
    },
  )
})
