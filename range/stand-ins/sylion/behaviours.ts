const sylionBehaviours = [
  /** The model answers. */
  'answers',
  'idempotence',
  'conversationLimit',
  'senderLimit',
  /** Who writes too much is told once only. */
  'tellsOnce',
  'quota',
  /** A conversation that was over quota is remembered as such. */
  'quotaFlag',
  'failOpen',
  'retries',
  'checksToken',
] as const

/** What Sylion does right. Each may be switched off at any time, for a drill. */
export type SylionBehaviours = Record<(typeof sylionBehaviours)[number], boolean>

export const rightSylion = (): SylionBehaviours =>
  Object.fromEntries(sylionBehaviours.map((name) => [name, true])) as SylionBehaviours

/** So many messages in so long, and no more. */
export interface RateLimit {
  messages: number
  windowMs: number
}

export interface SylionLimits {
  conversation: RateLimit
  sender: RateLimit
}

/** As its checklist has them. */
export const sylionLimits: SylionLimits = {
  conversation: { messages: 5, windowMs: 30_000 },
  sender: { messages: 20, windowMs: 5 * 60_000 },
}

/** What its users read, to the letter of the checklist. */
export const sylionTexts = {
  quota:
    "⚠️ Ce service a atteint sa limite de messages pour ce mois. Nous ne pouvons pas répondre pour l'instant. Veuillez réessayer le mois prochain ou contacter l'administrateur. Merci de votre compréhension.",
  tooMany: '⚠️ Trop de messages en peu de temps. Merci de réessayer dans quelques instants.',
}

/** One message, as the webhook hands it on. */
export interface Incoming {
  /** Of this receipt: the same message received twice has two. */
  receiptId: string
  tenantId: string
  from: string
  id: string
  text: string
}
