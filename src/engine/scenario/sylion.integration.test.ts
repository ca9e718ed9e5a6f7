import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { DegradationKind } from '../../../range/degradations.ts'
import { MissingProgram } from '../../../range/parts/part.ts'
import { realStarters, startRange, type Range } from '../../../range/range.ts'
import { sylionLimits } from '../../../range/stand-ins/sylion/behaviours.ts'
import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { createEngine } from '../create-engine.ts'
import { bundleFiles, overlayNameOf } from '../runbook/overlay-bundle.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { startTraffic } from './sylion-traffic.fixture.ts'

const idle = { signal: new AbortController().signal }
const owned = new AsyncDisposableStack()
const builtIn = fileURLToPath(new URL('../../../resources/runbooks/sylion.txt', import.meta.url))
const shipped = readFileSync(overlayNameOf(builtIn), 'utf8')
/** Its scenarios as they ship. What it watches all the time would only take time here. */
const played = shipped.replaceAll(/^ +every: .*\n/gm, '')

/** Each scenario that fails, without what, at which step, in which words. */
const broken = [
  ['webhook', 'checksToken', 'Un mauvais jeton est refusé', 'expectation.broken'],
  ['A', 'answers', '4. La réponse est envoyée', 'scenario.log-not-seen'],
  ['A', 'idempotence', 'L’identifiant est retenu 24 h', 'expectation.broken'],
  ['B', 'quota', '2. Le quota épuisé est détecté', 'scenario.log-not-seen'],
  ['C', 'quotaFlag', '3. Le quota n’est pas consulté', 'scenario.log-wrong-count'],
  ['D', 'conversationLimit', '6. Il est limité', 'scenario.log-not-seen'],
  ['D', 'tellsOnce', '8. Ils sont limités, sans nouvelle notification', 'scenario.log-not-seen'],
  ['E', 'idempotence', '2. Le doublon est écarté, en silence', 'scenario.log-not-seen'],
  ['F', 'failOpen', '2. Le message est accepté', 'expectation.broken'],
  ['G', 'retries', '4. BullMQ réessaie', 'scenario.log-not-seen'],
  ['sender-limit', 'senderLimit', 'Il est limité', 'scenario.log-not-seen'],
] as const

/** What will not come is not waited for as long as what may. */
const hasteAt = (title: string) =>
  played.replaceAll(
    new RegExp(`within: \\w+ \\}(?=\\n +title: ${title.replaceAll('.', '\\.')}\\n)`, 'g'),
    'within: 1s }',
  )

let range: Range
/** Plays a scenario in a run of its own. */
let play: (scenarioId: string, overlay?: string) => Promise<ScenarioStatus>
let logLines: () => { time: number; event?: string; msg: string; messageId?: string }[]

beforeAll(async () => {
  const folder = owned.use(temporaryFolder())
  const missing = () => Promise.reject(new MissingProgram('none', 'not needed here'))
  range = owned.use(
    await startRange({
      starters: {
        ...realStarters,
        startSshd: missing,
        startContainer: missing,
        startPrometheus: missing,
        startAlertmanager: missing,
      },
    }),
  )
  owned.use(startTraffic(`${range.services.sylion.url}/api/v1/whatsapp/webhook`))
  logLines = () =>
    readFileSync(join(range.folder, 'sylion', 'sylion.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  mkdirSync(join(folder.dir, 'data', 'profiles'), { recursive: true })
  writeFileSync(join(folder.dir, 'data', 'profiles', 'practice.yaml'), range.profileText)
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir: join(folder.dir, 'data'), host }))
  owned.defer(() => engine.dispose())
  const { handlers, sources } = engine.service
  const release = { version: '1', commit: 'c', lastGood: '0' }

  const hashes = new Map<string, Promise<string>>()
  const open = async (overlay: string) => {
    const file = { fileName: 'sylion.txt', base64: bundle(overlay).toString('base64') }
    return valueOf(await handlers['runbook.open'](file, idle)).hash
  }
  const opened = (overlay: string) => {
    const hash = hashes.get(overlay) ?? open(overlay)
    hashes.set(overlay, hash)
    return hash
  }

  play = async (scenarioId, overlay = played) => {
    const hash = await opened(overlay)
    const { runId } = valueOf(
      await handlers['run.create'](
        { runbookHash: hash, profile: 'practice', title: 'Go', release, people: [] },
        idle,
      ),
    )
    const scenarios = valueOf(sources.scenarios({ runId }))
    const about = { runId, scenarioId, cleanUpOnly: false, stepwise: false }
    const { token, danger } = valueOf(await handlers['scenario.preview'](about, idle))
    const agreed = danger === 'read' ? {} : { agreed: { token } }
    valueOf(await handlers['scenario.start']({ ...about, ...agreed }, idle))
    const ended = () => {
      const status = scenarios.get(scenarioId)
      if (!status || status.state === 'running') throw new Error('it has not ended')
      return status
    }
    const status = await vi.waitFor(ended, { timeout: 100_000, interval: 20 })
    valueOf(await handlers['run.close']({ runId, note: '' }, idle))
    return status
  }
}, 120_000)

afterAll(() => owned.disposeAsync(), 60_000)

const bundle = (overlay: string) =>
  Buffer.from(bundleFiles({ runbook: readFileSync(builtIn), overlay: Buffer.from(overlay) }))

const shown = ({ state, steps }: ScenarioStatus) => ({
  state,
  broken: steps.flatMap((step) =>
    step.state === 'passed' ? [] : [[step.part, step.title, step.state, step.reason?.id]],
  ),
})
const holds = { state: 'passed', broken: [] }

/** What others made Sylion say while a scenario was played. */
const saidToOthers = ({ startedAt = '', finishedAt = '' }: ScenarioStatus) => {
  const [fromMs, toMs] = [Date.parse(startedAt), Date.parse(finishedAt)]
  const events = logLines().flatMap(({ time, event = '', messageId = '' }) =>
    time >= fromMs && time <= toMs && messageId.startsWith('wamid.other.') ? [event] : [],
  )
  return [...new Set(events)]
}

/** With limits that speak again after moments, for what is written over minutes. */
async function withShortWindow<T>(act: () => Promise<T>): Promise<T> {
  const { conversation } = range.sylion?.limits ?? sylionLimits
  const { windowMs } = conversation
  conversation.windowMs = 400
  try {
    return await act()
  } finally {
    conversation.windowMs = windowMs
  }
}

async function without<T>(behaviour: string, act: () => Promise<T>): Promise<T> {
  const kind = `sylion.${behaviour}` as DegradationKind
  await range.degradations.set(kind, true)
  try {
    return await act()
  } finally {
    await range.degradations.set(kind, false)
  }
}

describe('all is right', () => {
  it('the overlay is read without a mistake', () => {
    const { problems } = parseRunbook({ bytes: bundle(shipped), fileName: 'sylion.txt' })
    expect(problems.filter(({ file }) => file !== undefined)).toEqual([])
  })

  it('the scenarios that stop nothing hold, all at once and among the messages of others', async () => {
    /** Of what each of them counts or must not see, others were the reason too. */
    const others = {
      webhook: [],
      post: ['job_added'],
      A: [],
      B: ['quota_exceeded', 'llm_request'],
      C: ['quota_exceeded', 'llm_request'],
      D: ['rate_limited', 'llm_request'],
      E: ['duplicate_message_dropped', 'llm_request'],
    }
    const plays = Object.entries(others).map(async ([id, events]) => {
      return { id, events, status: await play(id) }
    })
    for (const { id, events, status } of await Promise.all(plays)) {
      expect([id, shown(status)]).toEqual([id, holds])
      expect([id, saidToOthers(status)]).toEqual([id, expect.arrayContaining(events)])
    }
  }, 120_000)

  it('the limit of a sender holds', async () => {
    expect(shown(await withShortWindow(() => play('sender-limit')))).toEqual(holds)
  }, 120_000)

  it('F and G hold, and what they stopped is back', async () => {
    expect(shown(await play('F'))).toEqual(holds)
    expect(shown(await play('G'))).toEqual(holds)
    const states = Object.fromEntries(range.parts.map(({ name, state }) => [name, state]))
    expect(states).toMatchObject({ redis: 'up', postgres: 'up' })
    expect(shown(await play('A'))).toEqual(holds)
  }, 120_000)
})

describe('one thing is switched off', () => {
  it.each(broken)(
    '%s fails without %s',
    async (id, behaviour, title, reason) => {
      const { state, steps } = await without(behaviour, () =>
        id === 'sender-limit'
          ? withShortWindow(() => play(id, hasteAt(title)))
          : play(id, hasteAt(title)),
      )
      expect(state).toBe('failed')
      // All before it held; what comes after it is not done; its clean-up is, whatever happened.
      const at = steps.findIndex((step) => step.state !== 'passed')
      expect(steps[at]).toMatchObject({
        part: 'steps',
        title,
        state: 'failed',
        reason: { id: reason },
      })
      for (const step of steps.slice(at + 1))
        expect([step.title, step.state]).toEqual([
          step.title,
          step.part === 'after' ? 'passed' : 'skipped',
        ])
    },
    120_000,
  )
})
