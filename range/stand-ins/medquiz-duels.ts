import { randomInt, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { jsonBody } from './json-body.ts'
import { unauthorized, type Accounts, type Player } from './medquiz-accounts.ts'
import type { MedQuizBehaviours } from './medquiz-behaviours.ts'
import { notFound, type Answer, type Request } from './service.ts'

interface DuelsOptions {
  accounts: Pick<Accounts, 'playerOf' | 'isKnown'>
  behaviours: MedQuizBehaviours
  /** How long a player has. */
  turnMs: number
  now: () => number
}

export interface Duels {
  handle(request: Request): Promise<Answer>
  /** What the worker does: a player whose turn is over has lost. */
  expireTurns(): void
}

interface Round {
  question: string
  choices: string[]
  right: number
  /** By player, whether it was right. */
  answers: Map<string, boolean>
}

interface Duel {
  id: string
  /** The challenger, who opens, and the opponent. */
  players: readonly [string, string]
  state: 'pending' | 'accepted' | 'playing' | 'finished'
  specialty: string
  rounds: Round[]
  turn?: { playerId: string; endsAtMs: number }
  /** Who has played theirs. */
  jokers: Set<string>
  endedBy?: 'rounds' | 'forfeit' | 'timeout'
  winnerId?: string
}

const roundCount = 3
const opening = z.object({ specialty: z.string().min(1) })
const challenge = z.object({ opponentId: z.string() })
const answering = z.object({ choice: z.int().min(0).max(3) })
const notNow = (why: string): Answer => ({ status: 409, body: { error: why } })
const badRequest: Answer = { status: 400, body: { error: 'Bad Request' } }

/** MedQuiz's duels: three rounds of one question, which both answer, the challenger first. */
export function createDuels({ accounts, behaviours, turnMs, now }: DuelsOptions): Duels {
  const duels = new Map<string, Duel>()

  const giveTurn = (duel: Duel, playerId: string) => {
    duel.turn = { playerId, endsAtMs: now() + turnMs }
  }
  const finish = (duel: Duel, endedBy: NonNullable<Duel['endedBy']>, winnerId?: string) => {
    delete duel.turn
    Object.assign(duel, { state: 'finished', endedBy, ...(winnerId && { winnerId }) })
  }
  const otherThan = ({ players: [first, second] }: Duel, id: string) =>
    id === first ? second : first
  const nextRound = (duel: Duel) => {
    const question = `${duel.specialty}, question ${duel.rounds.length + 1}`
    const choices = ['A', 'B', 'C', 'D'].map((letter) => `${question}: ${letter}`)
    duel.rounds.push({ question, choices, right: randomInt(4), answers: new Map() })
    giveTurn(duel, duel.players[0])
  }
  const endRound = (duel: Duel) => {
    if (duel.rounds.length < roundCount) return nextRound(duel)
    const [mine = 0, theirs = 0] = duel.players.map((id) => scoreOf(duel, id))
    const winner = mine === theirs ? undefined : duel.players[mine > theirs ? 0 : 1]
    finish(duel, 'rounds', winner)
  }

  const create = (player: Player, text: string | undefined): Answer => {
    const { data } = challenge.safeParse(jsonBody(text))
    if (!data || !accounts.isKnown(data.opponentId) || data.opponentId === player.id)
      return badRequest
    const id = randomUUID()
    const players = [player.id, data.opponentId] as const
    const duel: Duel = {
      id,
      players,
      state: 'pending',
      specialty: '',
      rounds: [],
      jokers: new Set(),
    }
    duels.set(id, duel)
    return { status: 201, body: shown(duel) }
  }

  const acts: Record<string, (duel: Duel, player: Player, text?: string) => Answer> = {
    accept(duel, { id }) {
      if (duel.state !== 'pending' || id !== duel.players[1]) return notNow('nothing to accept')
      duel.state = 'accepted'
      giveTurn(duel, duel.players[0])
      return { status: 200, body: shown(duel) }
    },
    opener(duel, { id }, text) {
      const { data } = opening.safeParse(jsonBody(text))
      if (!data) return badRequest
      if (duel.state !== 'accepted' || id !== duel.players[0]) return notNow('nothing to open')
      Object.assign(duel, { state: 'playing', specialty: data.specialty })
      nextRound(duel)
      return { status: 200, body: shown(duel) }
    },
    joker(duel, { id }) {
      const round = duel.rounds.at(-1)
      if (!round || duel.turn?.playerId !== id) return notNow('not your turn')
      if (behaviours.countsJokers && duel.jokers.has(id)) return notNow('no joker left')
      duel.jokers.add(id)
      const choices = [round.right, (round.right + 1) % 4].toSorted((a, b) => a - b)
      return { status: 200, body: { choices } }
    },
    answers(duel, { id }, text) {
      const { data } = answering.safeParse(jsonBody(text))
      const round = duel.rounds.at(-1)
      if (!data) return badRequest
      if (duel.state !== 'playing' || !round) return notNow('nothing to answer')
      if (behaviours.keepsTurns && duel.turn?.playerId !== id) return notNow('not your turn')
      round.answers.set(id, data.choice === round.right)
      if (round.answers.size === 2 && behaviours.completesRounds) endRound(duel)
      else giveTurn(duel, otherThan(duel, id))
      return { status: 200, body: shown(duel) }
    },
    forfeit(duel, { id }) {
      if (duel.state === 'finished') return notNow('it is over')
      if (behaviours.endsAtForfeit) finish(duel, 'forfeit', otherThan(duel, id))
      return { status: 200, body: shown(duel) }
    },
  }

  return {
    async handle(request) {
      const player = accounts.playerOf(request)
      if (!player) return unauthorized
      const [, id, act] =
        /^\/v1\/duels(?:\/([\w-]+)(?:\/(\w+))?)?$/.exec(request.url.pathname) ?? []
      if (id === undefined)
        return request.method === 'POST' ? create(player, await request.body()) : notFound
      const duel = duels.get(id)
      if (!duel?.players.includes(player.id)) return notFound
      if (act === undefined)
        return request.method === 'GET' ? { status: 200, body: shown(duel) } : notFound
      const perform = Object.hasOwn(acts, act) ? acts[act] : undefined
      if (request.method !== 'POST' || !perform) return notFound
      return perform(duel, player, await request.body())
    },
    expireTurns() {
      if (!behaviours.expiresTurns) return
      for (const duel of duels.values())
        if (duel.turn && duel.turn.endsAtMs <= now())
          finish(duel, 'timeout', otherThan(duel, duel.turn.playerId))
    },
  }
}

const scoreOf = ({ rounds }: Duel, playerId: string) =>
  rounds.filter(({ answers }) => answers.get(playerId)).length

/** What its players may see: not the right choice. */
function shown(duel: Duel) {
  const { id, players, state, rounds, turn, endedBy = null, winnerId = null } = duel
  return {
    state,
    endedBy,
    winnerId,
    id,
    challengerId: players[0],
    opponentId: players[1],
    openerId: players[0],
    turn: turn ? { playerId: turn.playerId, endsAt: new Date(turn.endsAtMs).toISOString() } : null,
    rounds: rounds.map(({ question, choices, answers }, index) => ({
      position: index + 1,
      question,
      choices,
      state: index + 1 < rounds.length || endedBy === 'rounds' ? 'complete' : 'playing',
      answers: answers.size,
    })),
  }
}
