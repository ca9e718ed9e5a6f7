import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'

import { createMapQuizLive, type MapQuizLive } from '../../../range/stand-ins/mapquiz-live.ts'
import { createMapQuiz } from '../../../range/stand-ins/mapquiz.ts'
import { rightMedQuiz } from '../../../range/stand-ins/medquiz-behaviours.ts'
import { openMedQuizGame, type MedQuizGame } from '../../../range/stand-ins/medquiz-game.ts'
import { createMedQuiz } from '../../../range/stand-ins/medquiz.ts'
import { startService, type Handler } from '../../../range/stand-ins/service.ts'
import { formatMessage } from '../../shared/messages/format.ts'
import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { createEngine } from '../create-engine.ts'
import { builtIn, readText } from '../library/built-in-overlays.fixture.ts'
import type { Engine } from '../rpc/service.ts'
import { overlayNameOf } from '../runbook/overlay-bundle.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const owned = new AsyncDisposableStack()
const database = {
  answers: () => Promise.resolve(true),
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
/** What was handed out to players. */
const tokens = new Set<string>()
/** How far MedQuiz's clock is ahead of ours. */
let aheadMs = 0
let dataDir: string
let engine: Engine
let game: MedQuizGame
let live: MapQuizLive
const runs: Record<string, string> = {}

beforeAll(async () => {
  const { dir } = owned.use(temporaryFolder())
  game = owned.use(
    openMedQuizGame({
      turnMs: 60_000,
      workerEveryMs: 20,
      now: () => Date.now() + aheadMs,
    }),
  )
  live = createMapQuizLive()
  const metricsToken = 'metrics-token-0001'
  const medquiz = createMedQuiz({ database, metricsToken, game })
  const noticing: Handler = async (request) => {
    const answer = await medquiz(request)
    const { accessToken, refreshToken } = Object(answer.body) as Record<string, string | undefined>
    for (const token of [accessToken, refreshToken]) if (token !== undefined) tokens.add(token)
    return answer
  }
  const [api, mapquiz] = await Promise.all([
    startService({ name: 'medquiz', handler: noticing }),
    startService({ name: 'mapquiz', handler: createMapQuiz(database), upgrade: live.upgrade }),
  ])
  owned.use(api)
  owned.use(mapquiz)
  dataDir = join(dir, 'data')
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(dir, 'token'), metricsToken)
  writeFileSync(
    join(dataDir, 'profiles', 'here.yaml'),
    `name: here
environment: staging
endpoints: { api: "${api.url}", mapquiz: "${mapquiz.url}" }
secrets: { metrics_token: { file: ${join(dir, 'token')} } }
`,
  )
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  engine = valueOf(await createEngine({ dataDir, host }))
  owned.defer(() => engine.dispose())
  const { handlers } = engine.service
  for (const name of ['medquiz', 'mapquiz']) {
    const path = join(dir, `${name}.txt`)
    writeFileSync(path, readText(builtIn(`${name}.txt`)))
    // As it ships, but for the patience with what does not come.
    const overlay = readText(overlayNameOf(builtIn(`${name}.txt`)))
    const hasty = overlay
      .replaceAll('timeout: 5s', 'timeout: 2s')
      .replaceAll('within: 5m', 'within: 1s')
    writeFileSync(overlayNameOf(path), hasty)
    const { hash } = valueOf(await handlers['runbook.open']({ path }, idle))
    const release = { version: '1', commit: 'c', lastGood: '0' }
    const { runId } = valueOf(
      await handlers['run.create'](
        { runbookHash: hash, profile: 'here', title: name, release, people: [] },
        idle,
      ),
    )
    runs[name] = runId
  }
}, 60_000)

afterAll(() => owned.disposeAsync(), 60_000)
beforeEach(() => {
  aheadMs = 0
  Object.assign(game.behaviours, rightMedQuiz())
  for (const one of Object.keys(live.behaviours)) Object.assign(live.behaviours, { [one]: true })
})

async function play(
  name: string,
  scenarioId: string,
  look: (status: ScenarioStatus) => void = () => {},
): Promise<ScenarioStatus> {
  const { handlers, sources } = engine.service
  const runId = runs[name] ?? ''
  const about = { runId, scenarioId, cleanUpOnly: false, stepwise: false }
  const { token, danger } = valueOf(await handlers['scenario.preview'](about, idle))
  const agreed = danger === 'read' ? {} : { agreed: { token } }
  const { attemptId } = valueOf(await handlers['scenario.start']({ ...about, ...agreed }, idle))
  const scenarios = valueOf(sources.scenarios({ runId }))
  const ended = () => {
    const status = scenarios.get(scenarioId)
    if (status) look(status)
    if (status?.attemptId !== attemptId || status.state === 'running')
      throw new Error('it has not ended')
    return status
  }
  return vi.waitFor(ended, { timeout: 30_000, interval: 20 })
}

/** What each step came to, with the words of those that did not hold. */
const told = ({ steps }: ScenarioStatus) =>
  steps.map(({ title, state, reason }) =>
    state === 'passed' || !reason
      ? `${state} ${title}`
      : `${state} ${title}: ${formatMessage(reason, 'en')}`,
  )

/** Once its last step looks whether the turn is over, it is. */
const letTurnEnd = ({ steps }: ScenarioStatus) => {
  if (steps.some(({ title, state }) => title.startsWith('Expiration') && state === 'running'))
    aheadMs = 90_000
}

it.each([
  ['medquiz', 'auth'],
  ['medquiz', 'duel'],
  ['medquiz', 'duel-rounds'],
  ['medquiz', 'duel-timeout'],
  ['medquiz', 'observability'],
  ['mapquiz', 'websockets'],
])('%s: %s holds', async (name, id) => {
  const status = await play(name, id, letTurnEnd)
  expect(told(status)).toEqual(status.steps.map(({ title }) => `passed ${title}`))
  expect(status.state).toBe('passed')
})

it.each([
  ['auth', 'checksPassword', 'Un mauvais mot de passe est refusé', 'status = 200'],
  ['auth', 'rotatesRefresh', 'Un jeton de rafraîchissement ne sert qu’une fois', 'status = 200'],
  ['auth', 'revokesAtLogout', 'Après logout, plus de refresh', 'status = 200'],
  ['duel', 'keepsTurns', 'Chacun son tour', 'status = 200'],
  ['duel', 'completesRounds', 'Round complet', 'playing'],
  ['duel', 'countsJokers', 'Un seul joker', 'status = 200'],
  ['duel', 'endsAtForfeit', 'L’autre a gagné', '"state":"playing","endedBy":null'],
  ['duel-rounds', 'completesRounds', 'Le duel est fini', 'playing'],
  ['duel-timeout', 'expiresTurns', 'Expiration de tour observée', '"endedBy":null'],
  ['observability', 'guardsObservability', 'SLO sans jeton', 'status = 200'],
] as const)('medquiz: %s fails without %s', async (id, off, title, words) => {
  game.behaviours[off] = false
  expect(brokenIn(await play('medquiz', id, letTurnEnd))).toEqual({
    ...asItShouldBe,
    title,
    words: expect.stringContaining(words),
  })
})

it.each([
  ['upgrades', 'Le serveur accueille et répond au ping', 'error'],
  ['answersPings', 'Le serveur accueille et répond au ping', 'timeout'],
  ['letsIn', 'Rejoindre une salle', 'closed'],
  ['tellsTheRoom', 'Ce qu’on y joue est diffusé', 'timeout'],
] as const)('mapquiz: websockets fails without %s', async (off, title, words) => {
  live.behaviours[off] = false
  expect(brokenIn(await play('mapquiz', 'websockets'))).toEqual({
    ...asItShouldBe,
    title,
    words: expect.stringContaining(words),
  })
})

/** What comes after the broken step is not done, and what was made is deleted all the same. */
const asItShouldBe = { scenario: 'failed', state: 'failed', skipped: true, cleanedUp: true }

function brokenIn(status: ScenarioStatus) {
  const main = status.steps.filter(({ part }) => part === 'steps')
  const at = main.findIndex(({ state }) => state !== 'passed')
  const cleanUp = status.steps.filter(({ part }) => part === 'after')
  const { title, state, reason } = main[at] ?? {}
  return {
    scenario: status.state,
    title,
    state,
    words: reason && formatMessage(reason, 'en'),
    skipped: main.slice(at + 1).every((step) => step.state === 'skipped'),
    cleanedUp: cleanUp.every((step) => step.state === 'passed'),
  }
}

it('keeps evidence that holds, and no player’s token', async () => {
  expect(await play('medquiz', 'duel')).toMatchObject({ state: 'passed' })
  for (const runId of Object.values(runs))
    expect(valueOf(await engine.service.handlers['run.verify']({ runId }, idle))).toMatchObject({
      valid: true,
    })
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
  const kept = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n')
  // What is sent beside them is there to be read.
  expect(kept).toContain('@smoke.invalid')
  expect(tokens.size).toBeGreaterThan(10)
  expect([...tokens].filter((token) => kept.includes(token))).toEqual([])
})
