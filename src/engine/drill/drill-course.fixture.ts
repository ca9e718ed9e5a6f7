import type { DrillKind, DrillResult } from '../../shared/model/drill.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import { ok } from '../../shared/result.ts'
import type { RangeStatus } from '../../shared/rpc/views.ts'
import type { DrillGround, DrillSaid } from '../practice/practice-range.ts'
import { createKeyedStore } from '../rpc/keyed-source.ts'
import { idle, openTestRuns } from '../run/runs.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { createDrills, type Drills } from './drills.ts'

/** Drills whose time stands still, on a range that says what a test has it say. */
export function openDrillCourse(state: 'running' | 'stopped' = 'running') {
  const folder = temporaryFolder()
  const time = createSimulatedTime()
  const test = openTestRuns(folder.dir, {
    clock: time.clock,
    readProfile: (name) =>
      Promise.resolve(
        ok({
          environment: name === 'practice' ? ('practice' as const) : ('production' as const),
          text: `name: ${name}\n`,
        }),
      ),
  })
  const { store, runs } = test
  const running: RangeStatus = {
    state: 'running',
    parts: [],
    profile: 'practice',
    drillKinds: ['bad-release', 'laptop-killed'],
  }
  const status = createKeyedStore<RangeStatus>([['status', { ...running, state }]])
  const told: string[] = []
  const listeners = new Set<(said: DrillSaid) => void>()
  const drill: DrillGround = {
    outlivesEngine: true,
    openRunbook: () => Promise.resolve(ok({ hash: test.hash })),
    ownRunbook: () => undefined,
    begin: ({ kind }) => void told.push(`begin ${kind}`),
    end: () => void told.push('end'),
    tellProblem: (problem) => status.set('status', { ...running, problem }),
    onSaid(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const handlers = {
    'range.start'() {
      told.push('start')
      status.set('status', running)
      return Promise.resolve(ok(null))
    },
    'range.stop': () => Promise.resolve(ok(null)),
  }
  /** One that is killed hears nothing any more. */
  let killed = new AbortController()
  const open = (): Drills => {
    const { signal } = killed
    const heard =
      <A extends unknown[]>(listener: (...heard: A) => void) =>
      (...args: A) => {
        if (!signal.aborted) listener(...args)
      }
    return createDrills({
      store: {
        ...store,
        events: {
          ...store.events,
          onAppended: (listener) => store.events.onAppended(heard(listener)),
        },
      },
      registry: runs.registry,
      practice: {
        status: { ...status, onChange: (listener) => status.onChange(heard(listener)) },
        handlers,
        drill,
      },
      createRun: runs.handlers['run.create'],
      redact: (text) => text,
      clock: time.clock,
      timer: { after: (delayMs, fire) => time.timer.after(delayMs, heard(fire)) },
      // The last of what is possible.
      chance: (_, max) => max - 1,
    })
  }
  let drills = open()
  const result = (drillId: string): DrillResult | undefined =>
    valueOf(drills.sources.drills({})).get(drillId)?.result

  return {
    time,
    told,
    store,
    runs,
    result,
    problem: () => status.get('status')?.problem,
    start: (kind?: DrillKind) =>
      drills.handlers['drill.start']({ by: 'Ada', kind, begins: 'at-once', locale: 'en' }, idle),
    giveUp: (drillId: string) => drills.handlers['drill.give-up']({ drillId }, idle),
    async createRun(profile: 'practice' | 'prod', title: string) {
      const created = await runs.handlers['run.create'](
        {
          runbookHash: test.hash,
          profile,
          title,
          release: { version: '1', commit: '', lastGood: '0' },
          people: [],
          t0: time.clock.now(),
        },
        idle,
      )
      await time.settle()
      return valueOf(created).runId
    },
    /** What happens in a run, and what follows from it at once. */
    async add(runId: string, ...bodies: RunEventBody[]) {
      valueOf(store.events.append(runId, { kind: 'person', name: 'Ada' }, bodies))
      await time.settle()
    },
    async say(drillId: string, kind: DrillKind, state: DrillSaid['state'], problem?: string) {
      const at = time.clock.now()
      const said = { type: 'drill' as const, drillId, kind, state, at, brokenAt: at }
      for (const listener of listeners) listener({ ...said, ...(problem && { problem }) })
      await time.settle()
    },
    /** Warroom is killed, and opens again with the range that it left. */
    async reopen() {
      killed.abort()
      killed = new AbortController()
      listeners.clear()
      drills = open()
      status.set('status', { ...running, parts: [] })
      await time.settle()
    },
    bodies: (runId: string) => store.events.read(runId).map(({ body }) => body),
    async [Symbol.asyncDispose]() {
      drills[Symbol.dispose]()
      await test[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}
