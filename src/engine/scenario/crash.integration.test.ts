import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { expect, it, vi } from 'vitest'

import type { ScenarioStatus, StepStatus } from '../../shared/model/scenario.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { idle, reopen } from './scenario-folder.fixture.ts'

const soon = { timeout: 30_000, interval: 10 }

/** Each step leaves a trace of its beginning and of its end. */
const leaves = (name: string, meanwhile = 'sleep 0.05') =>
  `command: { run: "echo begin-${name} >> '\${dir}/journal'; ${meanwhile}; echo end-${name} >> '\${dir}/journal'" }`
/** The clean-up ends only when it may: no kill comes too late. */
const untilGo = `until test -e '\${dir}/go'; do sleep 0.02; done`
const scenario = `
before: [{ ${leaves('before1')} }]
steps: [{ ${leaves('steps1')} }, { ${leaves('steps2')} }, { ${leaves('steps3')} }]
after: [{ ${leaves('after1', untilGo)} }, { ${leaves('after2')} }]
`

/** Plays it in a process of its own, which is killed when the journal has so many lines. */
async function killedAt(lines: number, delayMs: number) {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.dir, name)
  const journal = () =>
    existsSync(at('journal')) ? readFileSync(at('journal'), 'utf8').split('\n').slice(0, -1) : []
  writeFileSync(at('scenario.yaml'), scenario)
  const script = join(import.meta.dirname, 'crash.process.ts')
  const child = spawn(process.execPath, [script, folder.dir], { stdio: 'inherit' })
  const closed = once(child, 'close')
  try {
    await vi.waitFor(
      () => {
        if (journal().length < lines) throw new Error('not yet')
      },
      { ...soon, interval: 2 },
    )
    await after(delayMs)
  } finally {
    child.kill('SIGKILL')
    await closed
  }
  writeFileSync(at('go'), '')
  const engine = await reopen(folder.dir)
  const { handlers, sources } = engine.service
  const [[runId] = ['']] = [...valueOf(sources.runs({})).entries()]
  const about = { runId, scenarioId: 'x' }
  const statuses = valueOf(sources.scenarios({ runId }))
  return {
    journal,
    attempts: async () => valueOf(await handlers['scenario.attempts'](about, idle)),
    notices: () => [...valueOf(sources.notices({ runId })).entries()].map(([, one]) => one),
    async cleanUp() {
      const what = { ...about, cleanUpOnly: true, stepwise: false }
      const { token } = valueOf(await handlers['scenario.preview'](what, idle))
      valueOf(await handlers['scenario.start']({ ...what, agreed: { token } }, idle))
    },
    settled: () =>
      vi.waitFor((): ScenarioStatus => {
        const now = statuses.get('x')
        const isOver = now?.state !== 'running' && (now?.state !== 'interrupted' || now.leftBehind)
        if (!now || !isOver) throw new Error('it is not settled')
        return now
      }, soon),
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      folder[Symbol.dispose]()
    },
  }
}

/** Nothing is claimed that was not done, nor denied that was begun. */
function expectHonest(steps: readonly StepStatus[], journal: readonly string[]) {
  const trace = (moment: 'begin' | 'end', { part, step }: StepStatus) =>
    journal.includes(`${moment}-${part}${step}`)
  const claimed = steps.filter((step) => step.state === 'passed' && !trace('end', step))
  const denied = steps.filter(
    (step) => step.part !== 'after' && step.state === 'skipped' && trace('begin', step),
  )
  expect([claimed, denied]).toEqual([[], []])
}

const count = (journal: readonly string[], line: string) =>
  journal.filter((one) => one === line).length

/** Moments spread by a seed over set-up and steps. */
const moments = [1, 2].map((seed) => {
  const spread = Math.imul(seed, 0x9e3779b1) >>> 0
  return { lines: 1 + (spread % 6), delayMs: (spread >>> 8) % 30 }
})

it.each(moments)(
  'killed after $lines lines and $delayMs ms: interrupted, and cleaned up once as it was agreed to',
  async ({ lines, delayMs }) => {
    await using run = await killedAt(lines, delayMs)
    const now = await run.settled()
    const attempts = await run.attempts()
    const first = attempts.at(-1)
    expect(first?.state).toBe('interrupted')
    expectHonest(first?.steps ?? [], run.journal())
    const wasCleaning = first?.steps.some(
      ({ part, state }) => part === 'after' && state !== 'skipped',
    )
    expect(wasCleaning).toBe(false)
    expect(attempts).toHaveLength(2)
    expect(now).toMatchObject({
      state: 'unknown',
      reason: { id: 'scenario.cleaned-up-after' },
      correlationId: first?.correlationId,
    })
    expect(now.by).toBeUndefined()
    expect(now.steps.map(({ part, state }) => `${part} ${state}`)).toEqual([
      'before skipped',
      'steps skipped',
      'steps skipped',
      'steps skipped',
      'after passed',
      'after passed',
    ])
    expect(count(run.journal(), 'begin-after1')).toBe(1)
    expect(run.notices()).toEqual([])
  },
  60_000,
)

it('killed while it cleans up: that is outstanding, until somebody does it', async () => {
  // Two lines of the set-up, six of the steps, and the clean-up has begun.
  await using run = await killedAt(9, 0)
  const now = await run.settled()
  expect(now).toMatchObject({
    state: 'interrupted',
    leftBehind: { id: 'scenario.left-cleaning' },
  })
  expect(now.steps.map(({ state }) => state)).toEqual([
    'passed',
    'passed',
    'passed',
    'passed',
    'unknown',
    'skipped',
  ])
  expect(await run.attempts()).toHaveLength(1)
  await vi.waitFor(() => {
    expect(run.notices()).toMatchObject([{ kind: 'clean-up-left', level: 'urgent' }])
  }, soon)
  await run.cleanUp()
  expect(await run.settled()).toMatchObject({ state: 'unknown', by: expect.any(String) })
  expect(run.notices()).toMatchObject([{ resolvedAt: expect.any(String) }])
}, 60_000)
