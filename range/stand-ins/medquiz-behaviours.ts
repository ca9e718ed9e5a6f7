/** What MedQuiz does right; each may be switched off, for a drill. */
export const medquizBehaviours = [
  'checksPassword',
  'endsAccess',
  /** A refresh token serves once. */
  'rotatesRefresh',
  'revokesAtLogout',
  'keepsTurns',
  /** A joker is played once in a duel. */
  'countsJokers',
  'completesRounds',
  'endsAtForfeit',
  /** The worker looks for turns that are over. */
  'expiresTurns',
  'guardsObservability',
] as const

export type MedQuizBehaviours = Record<(typeof medquizBehaviours)[number], boolean>

export const rightMedQuiz = (): MedQuizBehaviours =>
  Object.fromEntries(medquizBehaviours.map((one) => [one, true])) as MedQuizBehaviours
