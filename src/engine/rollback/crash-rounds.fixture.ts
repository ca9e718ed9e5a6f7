import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import type { RunEvent } from '../../shared/model/run.ts'
import { createEngine } from '../create-engine.ts'
import { randomOf } from '../seeded-random.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { crashRunbook, crashSteps } from './crash-plan.fixture.ts'
import { statusOf } from './rollback-status.ts'
import { traceOf } from './rollback-trace.ts'

/** A process says each change of what it sees; it lives for so many of them at most, and a while. */
const mostChanges = 14
const longestWhileMs = 40

const host = { log: { error: () => undefined }, onPower: () => () => undefined }
const idle = { signal: new AbortController().signal }

export interface CrashRounds {
  rounds: number
  seed: number
  /** Where the commands run; this machine itself where absent. */
  on?: { name: string; ssh: Record<string, unknown> }
}

async function prepared(dir: string, { on }: CrashRounds): Promise<string> {
  mkdirSync(join(dir, 'data/profiles'), { recursive: true })
  const hosts = on ? `hosts: ${JSON.stringify({ [on.name]: { ssh: on.ssh } })}\n` : ''
  writeFileSync(
    join(dir, 'data/profiles/here.yaml'),
    `name: here\nenvironment: staging\nvariables: { dir: ${dir} }\n${hosts}`,
  )
  const engine = valueOf(await createEngine({ dataDir: join(dir, 'data'), host }))
  const { handlers } = engine.service
  const base64 = Buffer.from(crashRunbook(on?.name)).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '2', commit: 'c', lastGood: '1' }
  const input = { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] }
  const { runId } = valueOf(await handlers['run.create'](input, idle))
  await engine.dispose()
  return runId
}

/** Lets somebody lead and kills them, or lets them come to the end; gives what their Warroom complained of. */
async function lead(
  dir: string,
  runId: string,
  killed?: { afterChanges: number; afterMs: number },
): Promise<string[]> {
  const fixture = join(import.meta.dirname, 'crash.fixture.ts')
  const words = [fixture, join(dir, 'data'), runId, ...(killed ? [] : ['to-the-end'])]
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dir, 'cache') },
  })
  const chunks: string[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  const closed = once(child, 'close')
  const linesNow = () => chunks.join('').split('\n')
  if (killed) {
    // The first line is `open`, and the last one has not ended.
    while (linesNow().length < 2 + killed.afterChanges && child.exitCode === null)
      await Promise.race([once(child.stdout, 'data'), closed])
    await delay(killed.afterMs)
    child.kill('SIGKILL')
  }
  await closed
  const lines = linesNow()
  return lines.includes('open') ? lines.filter((line) => line.startsWith('BAD')) : ['never opened']
}

export interface LeftBehind {
  /** What must not be, of what they complained of or left on the host and in the history. */
  problems: string[]
  /** How often a step was begun. */
  begun: number
}

/** Kills whoever leads at random moments, lets the last one come to the end, and looks at what is left. */
export async function killInTheMiddle(options: CrashRounds): Promise<LeftBehind> {
  using folder = temporaryFolder()
  const { dir } = folder
  const runId = await prepared(dir, options)
  const random = randomOf(options.seed)
  const problems: string[] = []
  for (let round = 0; round < options.rounds; round++) {
    const killed = { afterChanges: random() * mostChanges, afterMs: random() * longestWhileMs }
    const complaints = await lead(dir, runId, killed)
    problems.push(...complaints.map((complaint) => `round ${round}: ${complaint}`))
  }
  problems.push(...(await lead(dir, runId)))

  const left = await lookAfter(dir, join(dir, 'data'), runId)
  return { problems: [...problems, ...left.problems], begun: left.begun }
}

/** What a run's history says, against what its commands left in `dir`; of the one run where none is named. */
export async function lookAfter(
  dir: string,
  dataDir: string,
  wanted?: string,
): Promise<LeftBehind> {
  const engine = valueOf(await createEngine({ dataDir, host }))
  const { handlers, sources } = engine.service
  const runId = wanted ?? [...valueOf(sources.runs({})).entries()][0]?.[1].id ?? ''
  const events = [...valueOf(sources.timeline({ runId })).entries()].map(([, event]) => event)
  const { valid } = valueOf(await handlers['run.verify']({ runId }, idle))
  await engine.dispose()
  const { problems, begun } = lookAt(dir, events)
  return { problems: valid ? problems : ['its history does not verify', ...problems], begun }
}

/** Every plan is back; each of its steps ran once on the host itself, as its state says. */
function lookAt(dir: string, events: readonly RunEvent[]): LeftBehind {
  const acts = readFileSync(join(dir, 'acts'), 'utf8').split('\n')
  const problems: string[] = []
  let begun = 0
  const plans = Map.groupBy(
    events.filter(({ body }) => 'rollbackId' in body),
    ({ body }) => ('rollbackId' in body ? body.rollbackId : ''),
  )
  for (const [rollbackId, own] of plans) {
    const trace = traceOf(own)
    const status = trace && statusOf(trace, { isElsewhere: false })
    if (status?.state !== 'back') problems.push(`${rollbackId} is ${status?.state ?? 'nothing'}`)
    for (const stepId of crashSteps) {
      const about = `${stepId} of ${rollbackId}`
      const bodies = own.flatMap(({ body }) =>
        'stepId' in body && body.stepId === stepId ? [body] : [],
      )
      const attempts = bodies.flatMap((body) =>
        body.type === 'rollback.acting' ? [body.attempt] : [],
      )
      const again = bodies.filter((body) => body.type === 'rollback.moved' && body.how === 'retry')
      begun += attempts.length
      const ran = acts.filter((line) => line === `${rollbackId} ${stepId}`).length
      if (ran !== 1) problems.push(`${about} ran ${ran} times`)
      if (!existsSync(join(dir, `done-${rollbackId}-${stepId}`)))
        problems.push(`${about} did not come to its end`)
      const state = status?.steps.find((step) => step.stepId === stepId)?.state
      if (state !== 'passed') problems.push(`${about} is said to be ${state ?? 'nothing'}`)
      // What had not run was begun again, and only when asked for.
      if (attempts.length > again.length + 1 || attempts.some((n, index) => n !== index + 1))
        problems.push(`${about} was begun as ${attempts.join(', ')}`)
    }
  }
  return { problems, begun }
}
