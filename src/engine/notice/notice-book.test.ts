import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { Notice } from '../../shared/model/notice.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { gateOf, windowCriterion } from '../gate/gate.fixture.ts'
import { runbookOfText } from '../run/runs.fixture.ts'
import { created } from '../store/temporary-store.fixture.ts'
import { coolDownMs, createNoticeBook, gatherMs } from './notice-book.ts'

const second = 1000
const minute = 60 * second
const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const text = `ready 1 health/ready answers.
backup 1 A backup was restored
after-a 0 The error rate stays low
after-b 0 Nobody complains
`
const gate = gateOf(windowCriterion({ id: 'up', itemId: 'ready', checkId: 'ready#1' }))

function runbook(): Runbook {
  const base = runbookOfText(text)
  return {
    ...base,
    gates: [gate],
    items: base.items.map((item) =>
      item.id === 'after-b' ? { ...item, due: { fromSeconds: 600, source: 'T+10m' } } : item,
    ),
  }
}

/** A run's history as it is written, and the book that follows it. */
function history({ t0 }: { t0?: string } = {}) {
  const context = { runbookOf: runbook, imported: false, isLive: () => false }
  const book = createNoticeBook(context)
  const events: RunEvent[] = []
  let nowMs = startMs
  const add = (body: RunEventBody) => {
    const event: RunEvent = {
      runId: 'run',
      seq: events.length + 1,
      at: new Date(nowMs).toISOString(),
      actor: { kind: 'engine' },
      body,
      previousHash: '',
      hash: '',
    }
    events.push(event)
    book.apply(event)
  }
  add({ ...created, t0 })
  return {
    book,
    events,
    add,
    wait(ms: number) {
      nowMs += ms
      book.tick(nowMs)
    },
    notices: () => book.notices(nowMs),
    /** What another life of the engine makes of the same history. */
    rebuilt() {
      const other = createNoticeBook(context)
      for (const event of events) other.apply(event)
      other.tick(nowMs)
      return other.notices(nowMs)
    },
    monitor(checkId: string, to: 'up' | 'down' | 'unknown') {
      add({
        type: 'monitor.changed',
        itemId: checkId.split('#')[0] ?? '',
        checkId,
        from: to === 'up' ? 'down' : 'up',
        to,
        reason: { id: 'gate.never-measured' },
        evidenceHashes: [],
      })
    },
    gate(to: 'go' | 'no-go' | 'pending' | 'unknown', criterionId?: string) {
      const reason = { id: 'gate.never-measured' } as const
      add({ type: 'gate.changed', gateId: gate.id, title: gate.title, to, criterionId, reason })
    },
    set: (itemId: string, state: 'passed' | 'todo') => add({ type: 'item.set', itemId, state }),
  }
}

const said = (notices: readonly Notice[]) =>
  notices.map((notice) => formatMessage(notice.text, 'en'))

test('a monitor that goes down is a notice, and over when it is back', () => {
  const run = history()
  run.monitor('ready#1', 'down')
  expect(run.notices()).toEqual([])
  run.wait(gatherMs)
  expect(run.notices()).toMatchObject([
    { kind: 'monitor-down', level: 'urgent', checkIds: ['ready#1'], itemIds: ['ready'] },
  ])
  expect(said(run.notices())).toEqual(['health/ready answers is down.'])
  expect(run.notices()[0]?.resolvedAt).toBeUndefined()
  run.monitor('ready#1', 'unknown')
  expect(run.notices()[0]?.resolvedAt).toBeUndefined()
  run.monitor('ready#1', 'up')
  expect(run.notices()[0]?.resolvedAt).toBe('2026-11-21T08:00:05.000Z')
})

test('monitors that fall together are one notice, whose words follow those still down', () => {
  const run = history()
  run.monitor('ready#1', 'down')
  run.wait(gatherMs - 1)
  run.monitor('backup#1', 'down')
  run.wait(gatherMs)
  expect(said(run.notices())).toEqual([
    '2 monitors are down: health/ready answers, A backup was restored.',
  ])
  expect(run.notices()[0]?.reason).toBeUndefined()
  run.monitor('ready#1', 'up')
  expect(said(run.notices())).toEqual(['A backup was restored is down.'])
  expect(run.notices()[0]?.resolvedAt).toBeUndefined()
  run.monitor('backup#1', 'up')
  expect(run.notices()[0]?.resolvedAt).toBeDefined()
  expect(said(run.notices())).toEqual([
    '2 monitors are down: health/ready answers, A backup was restored.',
  ])
})

test('one that falls later is a notice of its own', () => {
  const run = history()
  run.monitor('ready#1', 'down')
  run.wait(gatherMs)
  run.monitor('backup#1', 'down')
  run.wait(gatherMs)
  expect(run.notices()).toHaveLength(2)
})

test('a monitor that flaps is told once in a while, and its notice opens again meanwhile', () => {
  const run = history()
  run.monitor('ready#1', 'down')
  for (let waited = 0; waited < coolDownMs - 2 * minute; waited += minute) {
    run.wait(minute / 2)
    run.monitor('ready#1', 'up')
    run.wait(minute / 2)
    run.monitor('ready#1', 'down')
  }
  expect(run.notices()).toHaveLength(1)
  expect(run.notices()[0]?.resolvedAt).toBeUndefined()
  run.monitor('ready#1', 'up')
  run.wait(2 * minute)
  run.monitor('ready#1', 'down')
  run.wait(gatherMs)
  expect(run.notices()).toHaveLength(2)
})

test('a gate that turns NO-GO is urgent, and over when it no longer is; UNKNOWN is not over', () => {
  const run = history()
  run.gate('no-go', 'up')
  expect(run.notices()).toMatchObject([
    { kind: 'gate-no-go', level: 'urgent', gateId: gate.id, checkIds: ['ready#1'] },
  ])
  run.gate('unknown', 'up')
  expect(run.notices()[0]?.resolvedAt).toBeUndefined()
  run.gate('pending', 'up')
  expect(run.notices()[0]?.resolvedAt).toBeDefined()
})

test('a gate that blinks is told once; another criterion of it is told at once', () => {
  const run = history()
  run.gate('no-go', 'up')
  run.gate('go')
  run.wait(minute)
  run.gate('no-go', 'up')
  expect(run.notices().filter(({ kind }) => kind === 'gate-no-go')).toHaveLength(1)
  run.gate('pending', 'up')
  run.gate('no-go', 'latency')
  expect(run.notices().filter(({ kind }) => kind === 'gate-no-go')).toHaveLength(2)
})

test('a gate is ready until somebody decides or it no longer is; after a GO it is not told again', () => {
  const run = history()
  run.gate('go')
  expect(run.notices()).toMatchObject([{ kind: 'gate-ready', level: 'info' }])
  run.add({
    type: 'gate.decided',
    gateId: gate.id,
    title: gate.title,
    decision: 'go',
    by: 'Ada',
    role: '',
    criteria: [],
    evaluation: { at: '', verdict: 'go', criteria: [] },
    evaluationHash: '',
  })
  expect(run.notices()[0]?.resolvedAt).toBeDefined()
  run.gate('unknown')
  run.wait(2 * coolDownMs)
  run.gate('go')
  expect(run.notices()).toHaveLength(1)
})

test('a gate that is lost from sight for a moment and GO again is no news; after a NO-GO it is', () => {
  const run = history()
  const ready = () => run.notices().filter(({ kind }) => kind === 'gate-ready')
  run.gate('go')
  run.wait(60 * minute)
  run.gate('unknown')
  run.wait(minute)
  run.gate('go')
  expect(ready()).toHaveLength(1)
  expect(ready()[0]?.resolvedAt).toBeUndefined()
  run.wait(minute)
  run.gate('no-go', 'up')
  run.wait(minute)
  run.gate('go')
  expect(ready()).toHaveLength(2)
})

test('a queue that nobody works and a budget burnt fast are urgent, until they no longer are', () => {
  const run = history()
  const queue = (alarm?: 'nobody-works' | 'paused') =>
    run.add({
      type: 'queue.alarm',
      itemId: 'ready',
      checkId: 'ready#1',
      key: 'ready#1 mail',
      queue: 'mail',
      alarm,
      reason: { id: 'gate.never-measured' },
    })
  const budget = (alert: 'fast' | 'slow', burning: boolean) =>
    run.add({
      type: 'budget.burning',
      budgetId: 'api',
      title: 'API answers',
      checkId: 'ready#1',
      alert,
      burning,
      reason: { id: 'gate.never-measured' },
    })
  queue('nobody-works')
  budget('slow', true)
  budget('fast', true)
  run.wait(gatherMs)
  expect(run.notices().map(({ kind, level }) => [kind, level])).toEqual([
    ['queue-alarm', 'urgent'],
    ['budget-burning', 'info'],
    ['budget-burning', 'urgent'],
  ])
  expect(said(run.notices()).slice(0, 2)).toEqual([
    'The queue mail needs somebody.',
    'The error budget “API answers” is being spent too fast.',
  ])
  queue()
  budget('fast', false)
  expect(run.notices().map(({ resolvedAt }) => resolvedAt !== undefined)).toEqual([
    true,
    false,
    true,
  ])
})

test('alarms in logs lead to their lines, and one that comes back soon is not told anew', () => {
  const run = history()
  const alert = (patternId: string, critical: boolean) =>
    run.add({
      type: 'log.alert',
      tailId: 'app',
      tail: 'API',
      patternId,
      pattern: `Pattern ${patternId}`,
      critical,
      count: 3,
      windowSeconds: 60,
      line: 'a line',
      lineAt: '2026-11-21T08:00:00.000Z',
    })
  alert('a', false)
  run.wait(gatherMs)
  expect(run.notices()).toMatchObject([
    { kind: 'log-alert', level: 'info', logAt: '2026-11-21T08:00:00.000Z' },
  ])
  expect(said(run.notices())).toEqual(['In the logs: Pattern a.'])
  alert('b', true)
  run.wait(2 * minute)
  alert('a', false)
  run.wait(gatherMs)
  expect(run.notices().map(({ level }) => level)).toEqual(['info', 'urgent'])
  run.wait(coolDownMs)
  alert('a', false)
  run.wait(gatherMs)
  expect(run.notices()).toHaveLength(3)
})

test('steps that pass their time are one notice, urgent when one blocks, over as they are done', () => {
  // Both of phase “Before go-live” are due an hour before T0, and so are those of the phase in it.
  const run = history({ t0: '2026-11-21T09:30:00.000Z' })
  expect(run.book.nextMs(startMs)).toBe(Date.parse('2026-11-21T08:30:00.000Z'))
  run.set('backup', 'passed')
  run.wait(30 * minute)
  run.wait(gatherMs)
  expect(run.notices()).toMatchObject([
    {
      kind: 'step-overdue',
      level: 'urgent',
      at: '2026-11-21T08:30:00.000Z',
      itemIds: ['ready', 'after-a'],
    },
  ])
  expect(said(run.notices())).toEqual([
    '2 steps are overdue: 1.1 health/ready answers, 1.3 The error rate stays low.',
  ])
  run.set('ready', 'passed')
  run.set('after-a', 'passed')
  expect(run.notices()[0]?.resolvedAt).toBeDefined()
})

test('what was due before T0 was fixed is no news, and a T0 put off tells anew when it passes', () => {
  const run = history()
  run.add({ type: 'run.t0', t0: '2026-11-21T08:05:00.000Z' })
  run.wait(14 * minute)
  expect(run.notices()).toEqual([])
  run.wait(minute + gatherMs)
  expect(said(run.notices())).toEqual(['Overdue: 1.4 Nobody complains.'])
  run.add({ type: 'run.t0', t0: '2026-11-21T08:07:00.000Z' })
  expect(run.notices()[0]?.resolvedAt).toBeDefined()
  run.wait(5 * minute)
  expect(run.notices()).toHaveLength(2)
})

test('who acknowledged is kept, and the first to do so', () => {
  const run = history()
  run.gate('no-go', 'up')
  const [notice] = run.notices()
  if (!notice) throw new Error('there is one')
  const notices = [{ id: notice.id, text: notice.text }]
  run.add({ type: 'notice.acknowledged', notices, by: 'Ada' })
  run.add({ type: 'notice.acknowledged', notices, by: 'Bob' })
  expect(run.notices()[0]?.acknowledged).toEqual({ by: 'Ada', at: '2026-11-21T08:00:00.000Z' })
})

test('nothing is told of a closed run; reopened, what passed meanwhile is no news', () => {
  const run = history({ t0: '2026-11-21T09:30:00.000Z' })
  run.add({ type: 'run.closed', note: '' })
  run.monitor('ready#1', 'down')
  run.wait(45 * minute)
  expect(run.book.nextMs(startMs)).toBeUndefined()
  run.add({ type: 'run.reopened', note: '' })
  run.wait(minute)
  expect(run.notices()).toEqual([])
})

test('another life of the engine makes the same notices of the same history', () => {
  const run = history({ t0: '2026-11-21T08:20:00.000Z' })
  run.monitor('ready#1', 'down')
  run.wait(2 * second)
  run.monitor('backup#1', 'down')
  run.wait(minute)
  run.gate('no-go', 'up')
  run.monitor('ready#1', 'up')
  run.wait(40 * minute)
  run.set('after-b', 'passed')
  run.gate('go')
  run.add({ type: 'event.undone', seq: run.events.length - 1 })
  expect(run.notices().map(({ kind }) => kind)).toEqual([
    'monitor-down',
    'gate-no-go',
    'step-overdue',
    'gate-ready',
  ])
  expect(run.rebuilt()).toEqual(run.notices())
})

describe('whom an incident calls', () => {
  const level = (name: string, afterMinutes?: number) => ({
    level: name,
    name: 'Ada',
    afterMinutes,
  })
  const open = (run: ReturnType<typeof history>, incidentId = 'one') =>
    run.add({
      type: 'incident.opened',
      incidentId,
      title: 'Nobody can log in',
      severity: 'critical',
      cause: { kind: 'hand' },
      escalation: [level('L1', 0), level('L2', 15), level('L3', 30), level('4')],
    })
  const reach = (run: ReturnType<typeof history>, name: string) =>
    run.add({ type: 'incident.reached', incidentId: 'one', level: name, name: 'Ada' })
  const shown = (run: ReturnType<typeof history>) => {
    expect(run.rebuilt()).toEqual(run.notices())
    return run
      .notices()
      .map(({ resolvedAt }, index) => [
        said(run.notices())[index]?.split(' is ')[0],
        resolvedAt === undefined ? 'due' : 'over',
      ])
  }

  test('each at its time, over when reached; one without a time is never due', () => {
    const run = history()
    open(run)
    run.wait(gatherMs)
    expect(run.notices()).toMatchObject([{ kind: 'escalation-due', level: 'urgent' }])
    expect(shown(run)).toEqual([['L1 Ada', 'due']])
    reach(run, 'L1')
    expect(shown(run)).toEqual([['L1 Ada', 'over']])
    expect(run.book.nextMs(startMs + gatherMs)).toBe(startMs + 15 * minute)
    reach(run, 'L3')
    run.wait(60 * minute)
    expect(shown(run)).toEqual([
      ['L1 Ada', 'over'],
      ['L2 Ada', 'due'],
    ])
    expect(run.book.nextMs(startMs + 61 * minute)).toBeUndefined()
  })

  test('none once it is resolved, and those still due as soon as it is reopened', () => {
    const run = history()
    open(run)
    run.wait(minute)
    run.add({ type: 'incident.resolved', incidentId: 'one', text: '' })
    run.wait(20 * minute)
    expect(shown(run)).toEqual([['L1 Ada', 'over']])
    run.add({ type: 'incident.reopened', incidentId: 'one', text: '' })
    run.wait(gatherMs)
    expect(shown(run)).toEqual([
      ['L1 Ada', 'over'],
      [said(run.notices())[1], 'due'],
    ])
    expect(said(run.notices())[1]).toMatch(/^2 are to be called now: L1 Ada, L2 Ada/)
  })

  test('a closed run calls nobody; reopened, it calls whom its open incident still needs', () => {
    const run = history()
    open(run)
    reach(run, 'L1')
    run.add({ type: 'run.closed', note: '' })
    run.wait(20 * minute)
    expect(shown(run)).toEqual([['L1 Ada', 'over']])
    expect(run.book.nextMs(startMs + minute)).toBeUndefined()
    run.add({ type: 'run.reopened', note: '' })
    run.wait(gatherMs)
    expect(run.notices().at(-1)?.at).toBe('2026-11-21T08:20:00.000Z')
    expect(shown(run)).toEqual([
      ['L1 Ada', 'over'],
      ['L2 Ada', 'due'],
    ])
  })

  test('told in the order of time among overdue steps, alike in every life', () => {
    const run = history({ t0: '2026-11-21T08:10:00.000Z' })
    open(run)
    for (let waited = 0; waited < 40; waited += 1) run.wait(minute)
    const times = run.notices().map(({ kind, at }) => [kind, at.slice(11, 16)])
    expect(times).toEqual([
      ['escalation-due', '08:00'],
      ['escalation-due', '08:15'],
      ['step-overdue', '08:20'],
      ['escalation-due', '08:30'],
    ])
    expect(run.rebuilt()).toEqual(run.notices())
  })
})
