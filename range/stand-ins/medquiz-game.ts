import { createAccounts } from './medquiz-accounts.ts'
import { rightMedQuiz, type MedQuizBehaviours } from './medquiz-behaviours.ts'
import { createDuels } from './medquiz-duels.ts'
import type { Answer, Request } from './service.ts'

interface MedQuizGameOptions {
  accessTokenMs?: number
  refreshTokenMs?: number
  /** How long a player has, and how often the worker looks whether it is over. */
  turnMs?: number
  workerEveryMs?: number
  /** Milliseconds since the epoch, by its own clock. */
  now?: () => number
}

/** What MedQuiz is for: players and their duels, and the worker that ends those left alone. */
export interface MedQuizGame extends Disposable {
  readonly behaviours: MedQuizBehaviours
  handle(request: Request): Promise<Answer>
}

const minuteMs = 60_000

export function openMedQuizGame(options: MedQuizGameOptions = {}): MedQuizGame {
  const { accessTokenMs = 15 * minuteMs, refreshTokenMs = 24 * 60 * minuteMs } = options
  const { turnMs = 10_000, workerEveryMs = 1000, now = Date.now } = options
  const behaviours = rightMedQuiz()
  const accounts = createAccounts({ behaviours, accessTokenMs, refreshTokenMs, now })
  const duels = createDuels({ accounts, behaviours, turnMs, now })
  const worker = setInterval(() => duels.expireTurns(), workerEveryMs)
  return {
    behaviours,
    handle: (request) =>
      request.url.pathname.startsWith('/v1/duels')
        ? duels.handle(request)
        : accounts.handle(request),
    [Symbol.dispose]: () => clearInterval(worker),
  }
}
