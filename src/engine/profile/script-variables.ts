/**
 * Puts a profile's variables into a POSIX shell script without ever putting a value into its text:
 * values travel as environment variables, so no value can be read as shell. `${api}` and `<host>`
 * become a quoted expansion wherever they stand: bare, in double or in single quotes.
 */

export interface ScriptVariables {
  script: string
  /** Environment variables that the script needs, and the names of the scope that they stand for. */
  needs: { variable: string; name: string; isPlaceholder: boolean }[]
}

export type ScriptResult = { ok: true; value: ScriptVariables } | { ok: false; missing: string }

/** Set by every login, so that a script may count on them. */
const givenByHost = new Set([
  'HOME',
  'PATH',
  'USER',
  'LOGNAME',
  'PWD',
  'OLDPWD',
  'SHELL',
  'HOSTNAME',
  'LANG',
  'TMPDIR',
  'IFS',
  'RANDOM',
  'UID',
  'EUID',
  'PPID',
  'SECONDS',
  'LINENO',
])

const escaped = /\$(?=\$\{)/y
const braced = /\$\{([^{}$\s]*)\}/y
const bare = /\$([A-Za-z_]\w*)/y
const placeholder = /<([A-Za-z][\w.-]*)>/y
const scopeName = /^[A-Za-z0-9_][\w.-]*$/
const identifier = /^[A-Za-z_]\w*$/
const withOperator = /^#?([A-Za-z_]\w*)(?:[-:=?+#%/^,@[].*)?$/

export function rewriteScript(
  script: string,
  isKnown: (name: string) => boolean,
  setByAuthor: ReadonlySet<string>,
): ScriptResult {
  const needs = new Map<string, ScriptVariables['needs'][number]>()
  const isShells = createShellsOwn(script, setByAuthor)
  // What stands in a here-document follows other rules of quoting: there, nothing is quoted.
  const hasHereDocument = /<<-?\s*['"\\]?\w/.test(script)
  let missing: string | undefined
  let quote: '' | "'" | '"' = ''
  let inComment = false
  let result = ''
  let at = 0

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(script)
    if (!found) return undefined
    at += found[0].length
    return found[1] ?? ''
  }
  const expand = (name: string, isPlaceholder: boolean) => {
    const variable = variableFor(name, needs)
    const earlier = needs.get(variable)
    needs.set(variable, {
      variable,
      name,
      isPlaceholder: isPlaceholder || (earlier?.isPlaceholder ?? false),
    })
    const expansion = `\${${variable}}`
    if (hasHereDocument || quote === '"') return expansion
    return quote === "'" ? `'"${expansion}"'` : `"${expansion}"`
  }

  while (at < script.length) {
    const character = script.charAt(at)
    if (inComment) {
      inComment = character !== '\n'
      result += character
      at += 1
      continue
    }
    if (character === '\\' && quote !== "'") {
      result += script.slice(at, at + 2)
      at += 2
      continue
    }
    if (
      character === '#' &&
      quote === '' &&
      /^$|[\s;&|(]$/.test(script.slice(Math.max(0, at - 1), at))
    ) {
      inComment = true
      continue
    }
    if (character === '$') {
      const before = at
      if (take(escaped) !== undefined) {
        if (take(braced) === undefined) at += 2
        result += script.slice(before + 1, at)
        continue
      }
      const inBraces = take(braced)
      if (inBraces !== undefined) {
        if (scopeName.test(inBraces) && isKnown(inBraces)) {
          result += expand(inBraces, false)
          continue
        }
        const base = withOperator.exec(inBraces)?.[1]
        const text = script.slice(before, at)
        if (base !== undefined && isKnown(base)) expand(base, false)
        // `${X}` alone must be somebody's; `${X:-default}` says itself what happens when it is not.
        else if (quote !== "'" && scopeName.test(inBraces) && !isShells(inBraces))
          missing ??= inBraces
        result += text
        continue
      }
      const name = take(bare)
      if (name !== undefined) {
        if (isKnown(name)) expand(name, false)
        result += script.slice(before, at)
        continue
      }
    }
    if (character === '<' && script.charAt(at - 1) !== '<') {
      const before = at
      const name = take(placeholder)
      if (name !== undefined) {
        if (isKnown(name)) {
          result += expand(name, true)
          continue
        }
        // Run as it is, `<host>` would read a file named host, and write one.
        if (quote === '' || script.slice(0, before).endsWith('://')) missing ??= name
        result += script.slice(before, at)
        continue
      }
    }
    if (character === "'" || character === '"') {
      if (quote === '') quote = character
      else if (quote === character) quote = ''
    }
    result += character
    at += 1
  }
  if (missing !== undefined) return { ok: false, missing }
  return { ok: true, value: { script: result, needs: [...needs.values()] } }
}

/** A name that a shell takes: its own where it can be, else one made for it. */
function variableFor(name: string, needs: ReadonlyMap<string, { name: string }>): string {
  const made = identifier.test(name) ? name : `WARROOM_${name.replace(/\W/g, '_')}`
  let variable = made
  for (let rank = 2; needs.has(variable) && needs.get(variable)?.name !== name; rank++) {
    variable = `${made}_${rank}`
  }
  return variable
}

/** Names that the script sets itself, or that its host or its author sets. */
function createShellsOwn(
  script: string,
  setByAuthor: ReadonlySet<string>,
): (name: string) => boolean {
  return (name) => {
    if (/^\d+$/.test(name) || givenByHost.has(name) || setByAuthor.has(name)) return true
    if (!identifier.test(name)) return false
    const assigned = new RegExp(
      `(?:^|[\\s;&|({])${name}\\+?=|\\bfor\\s+${name}\\b|\\bread\\s[^\\n;|&]*\\b${name}\\b`,
      'm',
    )
    return assigned.test(script)
  }
}
