/** A word as a shell would have it written. */
export function shownWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Environment variables as the assignments that one would type before the command. */
export function settingLines(env: Record<string, string>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${shownWord(value)}`)
}
