export const piiKinds = ['email', 'phone', 'card', 'iban', 'token', 'key'] as const
/** What can be found in a line: of persons, and what lets somebody in. */
export type PiiKind = (typeof piiKinds)[number]

/** One place where something personal stands in a kept line; the value itself is never told. */
export interface PiiFinding {
  kind: PiiKind
  /** Enough to recognise it, too little to use it. */
  masked: string
  tailId: string
  /** Of the line, in the merged stream. */
  n: number
  atMs: number
}

/** What a look through kept lines found, newest first, and how far it got. */
export interface PiiPage {
  /** Not all of them where there are very many; `counts` are. */
  findings: PiiFinding[]
  counts: Record<PiiKind, number>
  /** Lines that were looked through. */
  lines: number
  /** Time of the oldest line it came to; older than what was asked for where all of that is known. */
  reachedMs?: number
  /** Go on from here, as `before`. */
  reachedN: number
  isEnd: boolean
}
