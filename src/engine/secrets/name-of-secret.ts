const nameOfSecret =
  /(?:token|jwt|secret|passw(?:or)?d|passphrase|api[-_]?key|private[-_]?key|set-cookie|session[-_]?id)$/i

/** What stands under such a name opens doors. */
export const isNameOfSecret = (name: string): boolean => nameOfSecret.test(name)

/** Shorter ones are states and kinds: `"token": "expired"`. */
export const shortestHandedOut = 12
