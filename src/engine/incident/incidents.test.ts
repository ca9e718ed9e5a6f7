import { expect, it } from 'vitest'

import type { RunEventBody } from '../../shared/model/run.ts'
import { collectRun, verifyRun } from '../run/run-file.ts'
import { goLive, idle, openTestRuns, runbookOfText } from '../run/runs.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import type { Seen } from './impact.ts'
import { createIncidents } from './incidents.ts'

const minute = 60_000
const contacts = [
  { level: 'L1', name: 'DevOps on-call', when: 'Toute alerte', afterMinutes: 0, line: 1 },
  { level: 'L2', name: 'Grace Hopper', role: 'Backend lead', afterMinutes: 15, line: 2 },
  { level: 'L3', name: 'CTO', afterMinutes: 30, line: 3 },
]
const nothingSeen: Seen = { looks: () => undefined, queue: () => undefined, bad: () => undefined }

/** A run of which one check is watched, with three levels to call, and one incident at hand. */
async function openIncidents(dir: string, seen: Seen = nothingSeen) {
  const time = createSimulatedTime()
  const plain = runbookOfText(goLive)
  const [first, ...others] = plain.items
  if (!first) throw new Error('no item')
  const checks = first.checks.map((check) => ({ ...check, everySeconds: 5 }))
  const runbook = { ...plain, contacts, items: [{ ...first, checks }, ...others] }
  const engine = openTestRuns(dir, { clock: time.clock, runbookOf: () => runbook })
  const { store, runs } = engine
  store.settings.set({ operator: 'Ada' })
  const runId = await engine.createRun()
  const incidents = createIncidents({
    store,
    registry: runs.registry,
    seen: () => seen,
    redact: (text) => text.replaceAll('hunter2', '«secret»'),
    clock: time.clock,
  })
  const source = valueOf(incidents.sources.incidents({ runId }))
  return {
    ...engine,
    time,
    runId,
    handlers: incidents.handlers,
    all: () => [...source.entries()].map(([, incident]) => incident),
    async open(title = 'Nobody can log in') {
      const opened = await incidents.handlers['incident.open'](
        { runId, title, severity: 'critical' },
        idle,
      )
      return { runId, incidentId: valueOf(opened).incidentId }
    },
    append: (body: RunEventBody) =>
      void valueOf(store.events.append(runId, { kind: 'engine' }, [body])),
    async [Symbol.asyncDispose]() {
      incidents[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

const monitorChanged = (to: 'up' | 'down'): RunEventBody => ({
  type: 'monitor.changed',
  itemId: 'ready',
  checkId: 'ready#1',
  from: to === 'up' ? 'down' : 'up',
  to,
  reason: { id: 'gate.never-measured' },
  evidenceHashes: [],
})

it('calls each level at its time, and remembers who was reached', async () => {
  using folder = temporaryFolder()
  await using run = await openIncidents(folder.dir)
  const about = await run.open()
  await run.time.advance(16 * minute)
  valueOf(await run.handlers['incident.reach']({ ...about, level: 'L2', note: 'by phone' }, idle))
  const [incident] = run.all()
  const openedMs = Date.parse(incident?.openedAt ?? '')
  expect(
    incident?.escalation.map(({ level, dueAt = '', reached }) => [
      level,
      (Date.parse(dueAt) - openedMs) / minute,
      reached?.by,
    ]),
  ).toEqual([
    ['L1', 0, undefined],
    ['L2', 15, 'Ada'],
    ['L3', 30, undefined],
  ])
  expect(await run.handlers['incident.reach']({ ...about, level: 'L2' }, idle)).toMatchObject({
    failure: { message: { id: 'incident.already-reached' } },
  })
  expect(await run.handlers['incident.reach']({ ...about, level: 'L9' }, idle)).toMatchObject({
    failure: { code: 'not-found' },
  })
})

it('keeps what was thought, decided and ruled out, without secrets, and it verifies', async () => {
  using folder = temporaryFolder()
  await using run = await openIncidents(folder.dir)
  const about = await run.open()
  const say = (kind: 'note' | 'decision' | 'hypothesis', text: string) =>
    run.handlers['incident.say']({ ...about, kind, text }, idle)
  valueOf(await say('hypothesis', 'Redis is full, its password is hunter2'))
  const entryId = run.all()[0]?.entries[0]?.id ?? ''
  const because = 'memory is at 12 %'
  valueOf(await run.handlers['incident.ruleOut']({ ...about, entryId, because }, idle))
  expect(
    await run.handlers['incident.ruleOut']({ ...about, entryId, because }, idle),
  ).toMatchObject({ failure: { code: 'not-found' } })
  valueOf(await run.handlers['incident.change']({ ...about, commander: 'Ada' }, idle))
  const title = 'Redis, hunter2'
  valueOf(await run.handlers['incident.change']({ ...about, title }, idle))
  expect(await run.handlers['incident.change']({ ...about, commander: 'Ada' }, idle)).toMatchObject(
    { failure: { code: 'conflict' } },
  )
  expect(run.all()[0]).toMatchObject({
    commander: 'Ada',
    entries: [
      { text: 'Redis is full, its password is «secret»', ruledOut: { because, by: 'Ada' } },
    ],
  })
  const file = collectRun(run.store, run.runId)
  expect(file && verifyRun(file)).toMatchObject({ valid: true })
  expect(JSON.stringify(file?.events)).not.toContain('hunter2')
})

it('one at a time; what comes after it is taken when it is resolved, and nothing else', async () => {
  using folder = temporaryFolder()
  await using run = await openIncidents(folder.dir)
  const about = await run.open()
  expect(
    await run.handlers['incident.open'](
      { runId: run.runId, title: 'Another', severity: 'minor' },
      idle,
    ),
  ).toMatchObject({ failure: { message: { id: 'incident.already-open' } } })
  valueOf(await run.handlers['incident.resolve']({ ...about, text: 'Back at 4.1.7' }, idle))
  const said = await run.handlers['incident.say']({ ...about, kind: 'note', text: 'x' }, idle)
  expect(said).toMatchObject({ failure: { message: { id: 'incident.is-resolved' } } })
  const action = { text: 'Alert on logins', owner: 'Grace Hopper', due: '2026-12-01' }
  valueOf(await run.handlers['incident.action']({ ...about, ...action }, idle))
  const actionId = run.all()[0]?.actions[0]?.id ?? ''
  valueOf(await run.handlers['incident.actionDone']({ ...about, actionId }, idle))
  expect(run.all()[0]?.actions[0]).toMatchObject({ ...action, doneAt: expect.any(String) })
  valueOf(await run.handlers['incident.reopen']({ ...about, text: 'it is back' }, idle))
  expect(run.all()[0]?.resolved).toBeUndefined()
})

it('texts say what is known, in both languages; those for the public name nobody', async () => {
  using folder = temporaryFolder()
  await using run = await openIncidents(folder.dir)
  const about = await run.open()
  await run.handlers['incident.say']({ ...about, kind: 'decision', text: 'We go back' }, idle)
  await run.time.advance(17 * minute)
  valueOf(await run.handlers['incident.reach']({ ...about, level: 'L1' }, idle))
  const textsOf = async (locale: 'en' | 'fr') =>
    Object.fromEntries(
      valueOf(await run.handlers['incident.texts']({ ...about, locale }, idle)).map(
        ({ id, text }) => [id, text],
      ),
    )
  const english = await textsOf('en')
  expect(english['escalation']).toContain('L2 Grace Hopper: we need you on “Nobody can log in”')
  expect(english['escalation']).toContain('open for 17 minutes')
  expect(english['team']).toContain('Known so far: We go back')
  const french = await textsOf('fr')
  expect(french['escalation']).toContain('ouvert depuis 17 minutes')
  for (const texts of [english, french])
    expect([texts['status-open'], texts['status-update']].join(' ')).not.toMatch(/Ada|Grace/)
})

it('the post-mortem counts from the first sign, and names roles where it is asked to', async () => {
  using folder = temporaryFolder()
  const seen: Seen = {
    looks: () => ({ failed: 60, all: 120 }),
    queue: () => ({ most: 212, before: 3 }),
    bad: () => undefined,
  }
  await using run = await openIncidents(folder.dir, seen)
  await run.time.advance(minute)
  run.append(monitorChanged('down'))
  await run.time.advance(2 * minute)
  const about = await run.open()
  await run.handlers['incident.say'](
    { ...about, kind: 'note', text: 'Grace Hopper saw | <script> and `x`' },
    idle,
  )
  await run.time.advance(3 * minute)
  run.append(monitorChanged('up'))
  await run.time.advance(20 * minute)
  valueOf(await run.handlers['incident.resolve']({ ...about, text: 'Back' }, idle))
  const write = async (people: 'names' | 'roles', format: 'markdown' | 'html') =>
    valueOf(
      await run.handlers['incident.postMortem']({ ...about, locale: 'en', people, format }, idle),
    ).text
  const text = await write('names', 'markdown')
  expect(text).toContain('down for 5 min 0 s; 60 looks of 120 failed')
  expect(text).toContain('up to 212 jobs waited, 3 before')
  expect(text).toMatch(/First seen by health\/ready answers at .*, 2 min 0 s before/)
  expect(text).toContain('L2 Grace Hopper was due at')
  expect(text).toContain('Ada')
  expect(text).not.toContain('<script>')
  const anonymous = await write('roles', 'markdown')
  expect(anonymous).not.toMatch(/Ada|Grace|Hopper/)
  expect(anonymous).toContain('Backend lead saw')
  const page = await write('roles', 'html')
  expect(page).toContain("default-src 'none'")
  expect(page).not.toContain('<script>')
})

it('a way back that is begun for real opens one; a rehearsal does not', async () => {
  using folder = temporaryFolder()
  await using run = await openIncidents(folder.dir)
  const started = (mode: 'real' | 'rehearsal'): RunEventBody => ({
    type: 'rollback.started',
    rollbackId: mode,
    plan: {
      id: 'now',
      title: 'Immediate',
      when: [],
      budgetMs: 300_000,
      safeState: 'stopped',
      variables: {},
      steps: [],
      done: [],
      line: 1,
    },
    planHash: 'a'.repeat(64),
    mode,
    environment: 'practice',
    runbookHash: 'b'.repeat(64),
    profileHash: 'c'.repeat(64),
    by: 'Ada',
    answers: [],
  })
  run.append(started('rehearsal'))
  expect(run.all()).toEqual([])
  run.append(started('real'))
  await Promise.resolve()
  expect(run.all()).toMatchObject([
    { title: 'Rollback: Immediate', severity: 'critical', cause: { kind: 'rollback' } },
  ])
  run.append(started('real'))
  await Promise.resolve()
  expect(run.all()).toHaveLength(1)
  const about = { runId: run.runId, incidentId: run.all()[0]?.id ?? '' }
  const texts = async () =>
    valueOf(await run.handlers['incident.texts']({ ...about, locale: 'en' }, idle))
  const update = (await texts()).find(({ id }) => id === 'status-update')
  expect(update?.text).toContain('We are going back to the last version that worked.')
  // The public is told that we go back, not how.
  expect(update?.text).not.toContain('Immediate')
  valueOf(await run.handlers['incident.resolve']({ ...about, text: '' }, idle))
  expect((await texts()).map(({ id }) => id)).toEqual(['status-resolved', 'team'])
  expect((await texts()).at(-1)?.text).toMatch(/Rollback: we are going back.*\nResolved /)
})
