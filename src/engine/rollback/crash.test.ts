import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { expect, it } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { statusOf } from './rollback-status.ts'
import { traceOf } from './rollback-trace.ts'

const rounds = Number(process.env['WARROOM_CRASH_ROUNDS'] ?? 5)
const seed = Number(process.env['WARROOM_CRASH_SEED'] ?? 20_261_121)
/** A process says each change of what it sees; it lives for so many of them at most, and a while. */
const mostChanges = 14
const longestWhileMs = 40

const steps = ['one', 'two', 'three', 'four']
const stepText = (id: string) => `
  - id: ${id}
    title: ${id}
    why: To be counted.
    command:
      cwd: "\${dir}"
      run: 'echo \${rollback_id} ${id} >> acts; sleep 0.02; touch done-\${rollback_id}-${id}'
    verify:
      - command: { run: 'cat done-\${rollback_id}-${id}', cwd: "\${dir}" }
        every: 100ms
        within: 1s`
const runbook = `# Go

- [ ] It answers {#ready}

\`\`\`yaml rollback
id: back
title: Back
budget: 5m
safe-state: The queue waits.
steps:${steps.map(stepText).join('')}
done:
  - command: { run: 'cat done-\${rollback_id}-four', cwd: "\${dir}" }
    every: 100ms
    within: 1s
\`\`\`
`
const host = { log: { error: () => undefined }, onPower: () => () => undefined }
const idle = { signal: new AbortController().signal }

/** mulberry32: the same moments each time. */
function randomOf(start: number) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function prepared(dir: string): Promise<string> {
  mkdirSync(join(dir, 'data/profiles'), { recursive: true })
  writeFileSync(
    join(dir, 'data/profiles/here.yaml'),
    `name: here\nenvironment: staging\nvariables: { dir: ${dir} }\n`,
  )
  const engine = valueOf(await createEngine({ dataDir: join(dir, 'data'), host }))
  const { handlers } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '2', commit: 'c', lastGood: '1' }
  const input = { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] }
  const { runId } = valueOf(await handlers['run.create'](input, idle))
  await engine.dispose()
  return runId
}

/** Lets somebody lead, and kills their Warroom; gives what it complained of. */
async function killOnce(dir: string, runId: string, random: () => number): Promise<string[]> {
  const fixture = join(import.meta.dirname, 'crash.fixture.ts')
  const child = spawn(process.execPath, [fixture, join(dir, 'data'), runId], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dir, 'cache') },
  })
  const chunks: string[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  const closed = once(child, 'close')
  const changes = random() * mostChanges
  const linesNow = () => chunks.join('').split('\n')
  while (linesNow().length < 2 + changes && child.exitCode === null)
    await Promise.race([once(child.stdout, 'data'), closed])
  await delay(random() * longestWhileMs)
  child.kill('SIGKILL')
  await closed
  const lines = linesNow()
  return lines.includes('open') ? lines.filter((line) => line.startsWith('BAD')) : ['never opened']
}

it(
  `bar 14: ${rounds} × kill -9 in the middle of a plan: nothing runs twice, nothing is claimed`,
  { timeout: 60_000 + rounds * 15_000 },
  async () => {
    using folder = temporaryFolder()
    const { dir } = folder
    const runId = await prepared(dir)
    const random = randomOf(seed)
    for (let round = 0; round < rounds; round++)
      expect(await killOnce(dir, runId, random)).toEqual([])

    const engine = valueOf(await createEngine({ dataDir: join(dir, 'data'), host }))
    const { handlers, sources } = engine.service
    const events = [...valueOf(sources.timeline({ runId })).entries()].map(([, event]) => event)
    expect(valueOf(await handlers['run.verify']({ runId }, idle))).toMatchObject({ valid: true })
    await engine.dispose()

    const acts = readFileSync(join(dir, 'acts'), 'utf8').split('\n').filter(Boolean)
    const of = Map.groupBy(
      events.filter(({ body }) => 'rollbackId' in body),
      ({ body }) => ('rollbackId' in body ? body.rollbackId : ''),
    )
    expect(of.size).toBeGreaterThan(0)
    let begun = 0
    for (const [rollbackId, own] of of) {
      const trace = traceOf(own)
      const status = trace && statusOf(trace, { isElsewhere: false })
      for (const step of steps) {
        const isOwn = { rollbackId, stepId: step }
        const told = own.filter(({ body }) => 'stepId' in body && body.stepId === step)
        const intents = told.filter(({ body }) => body.type === 'rollback.acting')
        begun += intents.length
        // Each intent was followed at most once, and nothing was done without one.
        const done = acts.filter((line) => line === `${rollbackId} ${step}`)
        expect(done.length, `${step} of ${rollbackId}`).toBeLessThanOrEqual(intents.length)
        // What was done again was asked for again.
        const again = told.filter(
          ({ body }) => body.type === 'rollback.moved' && body.how === 'retry',
        )
        expect(intents.length).toBeLessThanOrEqual(again.length + 1)
        expect(intents.map(({ body }) => body)).toEqual(
          intents.map((_, index) => expect.objectContaining({ ...isOwn, attempt: index + 1 })),
        )
        const isClaimed = status?.steps.some(
          ({ stepId, state }) => stepId === step && state === 'passed',
        )
        const isDone = existsSync(join(dir, `done-${rollbackId}-${step}`))
        expect(isClaimed !== true || isDone, `${step} of ${rollbackId} was claimed`).toBe(true)
      }
    }
    expect(begun).toBeGreaterThan(rounds)
  },
)
