import { expect, test } from 'vitest'

import { openMedQuizGame, type MedQuizGame } from './medquiz-game.ts'

interface Tokens {
  accessToken: string
  refreshToken: string
}
type Body = Tokens & { id: string; user: { id: string }; state: string; winnerId: string | null }

const minuteMs = 60_000

async function ask(
  game: MedQuizGame,
  [method = '', path = '']: string[],
  { token, body }: { token?: string; body?: object } = {},
): Promise<{ status: number; body: Body }> {
  const answer = await game.handle({
    method,
    url: new URL(path, 'http://medquiz'),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: () => Promise.resolve(body && JSON.stringify(body)),
  })
  return { status: answer.status, body: answer.body as Body }
}

const register = async (game: MedQuizGame, handle: string) => {
  const body = { email: `${handle}@example.org`, password: 'long enough', handle }
  return (await ask(game, ['POST', '/v1/auth/register'], { body })).body
}

test('tokens end by themselves, and a used or revoked one serves no more', async () => {
  let nowMs = 0
  const lives = { accessTokenMs: minuteMs, refreshTokenMs: 60 * minuteMs, now: () => nowMs }
  using game = openMedQuizGame(lives)
  const { accessToken, refreshToken } = await register(game, 'ana')
  const me = async (token: string) => (await ask(game, ['GET', '/v1/me'], { token })).status
  const refresh = (token: string) =>
    ask(game, ['POST', '/v1/auth/refresh'], { body: { refreshToken: token } })

  expect([await me(accessToken), await me(`${accessToken}x`), await me('a.b')]).toEqual([
    200, 401, 401,
  ])
  nowMs = minuteMs
  expect(await me(accessToken)).toBe(401)
  const { body: fresh } = await refresh(refreshToken)
  expect(await me(fresh.accessToken)).toBe(200)
  expect((await refresh(refreshToken)).status).toBe(401)
  nowMs = 61 * minuteMs
  expect((await refresh(fresh.refreshToken)).status).toBe(401)
  game.behaviours.endsAccess = false
  expect(await me(accessToken)).toBe(200)
})

test('an account that is deleted takes its tokens with it', async () => {
  using game = openMedQuizGame()
  const { accessToken: token, refreshToken } = await register(game, 'ana')
  expect((await ask(game, ['DELETE', '/v1/me'], { token })).status).toBe(204)
  expect((await ask(game, ['GET', '/v1/me'], { token })).status).toBe(401)
  const body = { refreshToken }
  expect((await ask(game, ['POST', '/v1/auth/refresh'], { body })).status).toBe(401)
})

test('a duel is for its two players, in its order', async () => {
  using game = openMedQuizGame()
  const [ana, bo, eve] = await Promise.all(['ana', 'bo', 'eve'].map((name) => register(game, name)))
  if (!ana || !bo || !eve) throw new Error('three registered')
  const act = async (who: Tokens, path: string, body?: object) =>
    (await ask(game, ['POST', `/v1/duels${path}`], { token: who.accessToken, body })).status
  const challenge = { token: ana.accessToken, body: { opponentId: bo.user.id } }
  const { body: duel } = await ask(game, ['POST', '/v1/duels'], challenge)
  const at = `/${duel.id}`

  expect(await act(ana, '', { opponentId: ana.user.id })).toBe(400)
  expect(await act(eve, `${at}/accept`)).toBe(404)
  expect(await act(ana, `${at}/accept`)).toBe(409)
  expect(await act(ana, `${at}/opener`, { specialty: 'Urgences' })).toBe(409)
  expect(await act(bo, `${at}/accept`)).toBe(200)
  expect(await act(ana, `${at}/answers`, { choice: 1 })).toBe(409)
  expect(await act(bo, `${at}/opener`, { specialty: 'Urgences' })).toBe(409)
  expect(await act(ana, `${at}/opener`, { specialty: 'Urgences' })).toBe(200)
  for (let round = 1; round <= 3; round++) {
    expect(await act(bo, `${at}/answers`, { choice: 1 })).toBe(409)
    expect(await act(ana, `${at}/answers`, { choice: 4 })).toBe(400)
    expect(await act(ana, `${at}/answers`, { choice: 1 })).toBe(200)
    expect(await act(bo, `${at}/answers`, { choice: 1 })).toBe(200)
  }
  expect(await act(ana, `${at}/answers`, { choice: 1 })).toBe(409)
  const seen = await ask(game, ['GET', `/v1/duels${at}`], { token: bo.accessToken })
  // The same answers each time: nobody is better.
  expect(seen.body).toMatchObject({ state: 'finished', endedBy: 'rounds', winnerId: null })
})
