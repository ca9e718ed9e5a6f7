import { parseEnv } from 'node:util'

export interface DotenvText {
  variables: Map<string, string>
  /** Names set more than once; the last one counts. */
  duplicates: string[]
}

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*/gm
const quoted = /"(?:[^"\\]|\\[\s\S])*"|'[^']*'|`[^`]*`/y

/** Reads a dotenv file by Node's own parser, which is the one that `node --env-file` uses. */
export function parseDotenv(text: string): DotenvText {
  const clean = text.replace(/^\uFEFF/, '')
  const variables = new Map<string, string>()
  for (const [name, value] of Object.entries(parseEnv(clean))) variables.set(name, value ?? '')
  return { variables, duplicates: namesSetTwice(clean) }
}

/** Node's parser keeps only the last of them. A quoted value may hold lines that look like names. */
function namesSetTwice(text: string): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  assignment.lastIndex = 0
  for (let found = assignment.exec(text); found; found = assignment.exec(text)) {
    const name = found[1] ?? ''
    if (seen.has(name)) twice.add(name)
    seen.add(name)
    quoted.lastIndex = assignment.lastIndex
    const value = quoted.exec(text)
    if (value) assignment.lastIndex += value[0].length
  }
  return [...twice]
}

/** Reads what `env -0` prints, or `env` where that does not know `-0`. */
export function parseEnvironment(text: string): DotenvText {
  const variables = new Map<string, string>()
  for (const entry of text.split(text.includes('\0') ? '\0' : '\n')) {
    const equals = entry.indexOf('=')
    if (equals > 0) variables.set(entry.slice(0, equals), entry.slice(equals + 1))
  }
  return { variables, duplicates: [] }
}
