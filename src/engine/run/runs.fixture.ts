import type { CheckSpec, Danger, Facts, Measurement } from '../../shared/model/check.ts'
import type { Item, Phase, Runbook } from '../../shared/model/runbook.ts'
import { sha256 } from '../store/canonical.ts'
import type { Store } from '../store/store.ts'
import { openTestStore, steppingClock, valueOf } from '../store/temporary-store.fixture.ts'
import type { Clock } from '../time/clock.ts'
import type { PreparedCheck } from './prepared-check.ts'
import { createRuns, type RunsOptions } from './runs.ts'

/** A runbook as a parser would give it: one line an item, `id title [n checks]`. */
export function runbookOfText(text: string): Runbook {
  const phase: Phase = {
    id: 'before',
    title: 'Before go-live',
    depth: 2,
    due: { fromSeconds: -3600, source: 'T-1h' },
    details: [],
    commands: [],
    line: 1,
  }
  const after: Phase = { ...phase, id: 'after', title: 'After', depth: 3, parentId: 'before' }
  const items = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index): Item => {
      const [id = '', checks = '0', ...title] = line.split(' ')
      return {
        id,
        number: `1.${index + 1}`,
        phaseId: id.startsWith('after') ? 'after' : 'before',
        depth: 0,
        title: title.join(' '),
        titleInline: [],
        details: [],
        commands: [],
        checks: Array.from({ length: Number(checks) }, (_, n) => checkOf(id, n + 1)),
        blocking: index === 0,
        tags: [],
        ticked: false,
        line: index + 1,
      }
    })
  return {
    hash: sha256(text),
    fileName: 'go-live.md',
    title: 'Go-live',
    variables: {},
    profiles: [],
    phases: [phase, { ...after, due: undefined }],
    items,
    contacts: [],
    gates: [],
    tails: [],
    scenarios: [],
    rollbacks: [],
    budgets: [],
    repairs: [],
    problems: [],
    text,
  }
}

function checkOf(itemId: string, n: number): CheckSpec {
  return {
    id: `${itemId}#${n}`,
    itemId,
    kind: 'http',
    config: { url: `https://api.test/${itemId}` },
    expect: 'status == 200',
    timeoutMs: 5000,
    origin: 'fence',
    line: 1,
    column: 1,
  }
}

export const goLive = `ready 2 health/ready answers
backup 0 A backup was restored
migrate 1 Migrations are applied
drop 1 The old table is dropped
after-watch 1 Error rate stays low
`

/** What a target answers to each check: facts, or whatever else a test has it do. */
export type Answer = (signal: AbortSignal) => Promise<Measurement> | Facts

export interface Target {
  answers: Map<string, Answer>
  dangers: Map<string, Danger>
  problems: Map<string, NonNullable<PreparedCheck['problem']>>
  measured: string[]
}

export function openTestRuns(
  dir: string,
  options: Partial<RunsOptions> & { text?: string; environment?: 'practice' | 'production' } = {},
) {
  const clock: Clock = options.clock ?? steppingClock()
  const store: Store = options.store ?? openTestStore(dir, clock)
  const runbooks = new Map<string, Runbook>()
  const bytes = new TextEncoder().encode(options.text ?? goLive)
  const hash = sha256(bytes)
  if (!store.database.readOnly) valueOf(store.library.keepFile('go-live.md', bytes))
  const target: Target = {
    answers: new Map(),
    dangers: new Map(),
    problems: new Map(),
    measured: [],
  }
  const runs = createRuns({
    store,
    clock,
    runbookOf(wanted) {
      const file = store.library.file(wanted)
      if (file && !runbooks.has(wanted))
        runbooks.set(wanted, runbookOfText(new TextDecoder().decode(file.bytes)))
      return runbooks.get(wanted)
    },
    onProfilesChanged: () => () => {},
    readProfile: (name) =>
      Promise.resolve({
        ok: true,
        value: { environment: options.environment ?? 'practice', text: `name: ${name}\n` },
      }),
    prepare: (check) => Promise.resolve(preparedOf(check, target)),
    redact: (text) => text.replaceAll('hunter2', '«secret»'),
    ...options,
  })
  return {
    store,
    runs,
    hash,
    target,
    async createRun() {
      const created = await runs.handlers['run.create'](
        {
          runbookHash: hash,
          profile: 'prod-eu',
          title: 'Go-live 4.2 <b>now</b>',
          release: { version: '4.2.0', commit: 'c0ffee', lastGood: '4.1.7' },
          people: [{ name: 'Ada', role: 'ops' }],
          t0: '2026-11-21T20:00:00.000Z',
        },
        idle,
      )
      return valueOf(created).runId
    },
    async [Symbol.asyncDispose]() {
      await runs[Symbol.asyncDispose]()
      store[Symbol.dispose]()
    },
  }
}

/** The context of a call that nobody cancels. */
export const idle = { signal: new AbortController().signal }

function preparedOf(check: CheckSpec, target: Target): PreparedCheck {
  const url = `https://api.test/${check.itemId}`
  return {
    target: url,
    command: `GET ${url}`,
    danger: target.dangers.get(check.id) ?? 'read',
    expect: 'status == 200',
    problem: target.problems.get(check.id),
    async measure(signal) {
      target.measured.push(check.id)
      const answer = target.answers.get(check.id)?.(signal) ?? { status: 200 }
      if (answer instanceof Promise) return answer
      return {
        kind: 'measured',
        startedAt: '2026-11-21T08:00:00.000Z',
        durationMs: 12,
        target: url,
        command: `GET ${url}`,
        facts: answer,
      }
    },
    judge(measurement) {
      const facts = measurement.kind === 'measured' ? measurement.facts : {}
      const verdict = facts['status'] === 200 ? 'passed' : 'failed'
      return {
        verdict: measurement.kind === 'measured' ? verdict : 'unknown',
        expect: 'status == 200',
        reason: { id: 'run.unknown' },
        read: facts,
      }
    },
  }
}
