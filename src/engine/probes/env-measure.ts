import type { Facts, Measurement } from '../../shared/model/check.ts'
import { classifyCommand } from '../runbook/command-words.ts'
import type { CommandOutcome, Shell, ShellCommand } from '../shell/shell.ts'
import { measureWithin } from './attempt.ts'
import { settingLines } from './command-text.ts'
import { parseDotenv, parseEnvironment, type DotenvText } from './dotenv-text.ts'
import { checkRules, entropyBits } from './env-check.ts'
import type { EnvConfig } from './env.ts'
import { answered, unusable, type Attempt, type Finding } from './finding.ts'
import { maxBodyBytes } from './limits.ts'
import type { ProbeContext } from './probe.ts'
import { overran, whyNotRun, withoutExit, withoutShell } from './shell-outcome.ts'
import { withoutTerminal } from './without-terminal.ts'

export function describeEnv(config: EnvConfig) {
  const text = config.command ?? (config.file === undefined ? 'env' : `cat ${config.file}`)
  const command = [...settingLines(config.env), text].join('\n')
  return {
    target: config.on ?? '',
    command,
    danger:
      config.command === undefined ? ('read' as const) : classifyCommand(config.command).danger,
  }
}

export async function measureEnv(config: EnvConfig, context: ProbeContext): Promise<Measurement> {
  const described = describeEnv(config)
  const shell = await context.shell(config.on)
  const place = shell.ok ? shell.shell.label : described.target
  const file = config.file === undefined ? '' : `:${config.file}`
  return measureWithin(
    context,
    { target: `${place}${file}`, command: described.command },
    async (attempt) =>
      shell.ok ? find(config, shell.shell, attempt, context) : withoutShell(shell),
    { onOverrun: (timeoutMs) => overran(place, timeoutMs, true) },
  )
}

/** What one command on the host gave: its text, or the finding that ends the measurement. */
type Reading = { text: string } | { finding: Finding } | 'no-file'

async function find(
  config: EnvConfig,
  shell: Shell,
  attempt: Attempt,
  context: ProbeContext,
): Promise<Finding> {
  const run = async (command: ShellCommand, named: string): Promise<Reading> => {
    const outcome = await shell.run(command, {
      signal: context.signal,
      timeoutMs: attempt.remainingMs(),
      maxOutputBytes: maxBodyBytes,
      env: config.env,
      ...(config.cwd === undefined ? {} : { cwd: config.cwd }),
    })
    return readingOf(outcome, named, shell.label, attempt, context)
  }
  const reading = await run(sourceOf(config), describeEnv(config).command)
  if (reading === 'no-file') {
    const nothing = {
      ok: false,
      file_found: false,
      variables: [],
      count: 0,
      missing: requiredNames(config),
    }
    return {
      kind: 'measured',
      facts: answered(attempt, { ...nothing, violations: [], duplicates: [], empty: [] }),
    }
  }
  if ('finding' in reading) return reading.finding
  const isOutput = config.file === undefined && config.command === undefined
  const settings = isOutput ? parseEnvironment(reading.text) : parseDotenv(reading.text)

  let example: DotenvText | undefined
  if (config.like !== undefined) {
    const like = await run(readFile(config.like), config.like)
    if (like === 'no-file') return unusable(attempt, 'error', `${config.like} is not there`)
    if ('finding' in like) return like.finding
    example = parseDotenv(like.text)
  }
  const paths = pathsToLookUp(config, settings)
  let existing: Set<string> = new Set()
  if (paths.length > 0) {
    const found = await run({ argv: ['sh', '-c', lookUpScript, 'sh', ...paths] }, 'sh')
    if (found === 'no-file') return unusable(attempt, 'error', 'files could not be looked up')
    if ('finding' in found) return found.finding
    existing = new Set(paths.filter((_, index) => found.text[index] === '1'))
  }
  const facts = factsOf(config, settings, example, (path) => existing.has(path))
  return { kind: 'measured', facts: answered(attempt, facts) }
}

const noFileExit = 66
const notReadableExit = 77
const readScript = `[ -e "$1" ] || exit ${noFileExit}; [ -r "$1" ] || exit ${notReadableExit}; exec cat -- "$1"`
const lookUpScript = 'for path do if [ -f "$path" ]; then printf 1; else printf 0; fi; done'

function readFile(path: string): ShellCommand {
  return { argv: ['sh', '-c', readScript, 'sh', path] }
}

function sourceOf(config: EnvConfig): ShellCommand {
  if (config.command !== undefined) return { script: withoutTerminal(config.command) }
  if (config.file !== undefined) return readFile(config.file)
  return { script: 'env -0 2>/dev/null || env' }
}

function readingOf(
  outcome: CommandOutcome,
  named: string,
  place: string,
  attempt: Attempt,
  context: ProbeContext,
): Reading {
  if (outcome.kind !== 'exited')
    return { finding: withoutOutput(withoutExit(outcome, place, context.timeoutMs)) }
  if (outcome.exitCode === 0 && !outcome.truncated) return { text: outcome.stdout }
  if (outcome.exitCode === noFileExit) return 'no-file'
  const notRun = whyNotRun(outcome, named, place)
  if (notRun) return { finding: withoutOutput(notRun) }
  if (outcome.truncated) {
    return { finding: unusable(attempt, 'too-large', `more than ${maxBodyBytes} bytes`) }
  }
  const denied = outcome.exitCode === notReadableExit
  const words = denied ? `${named} may not be read by this user` : `exit code ${outcome.exitCode}`
  return { finding: unusable(attempt, denied ? 'denied' : 'error', words) }
}

/** What was read are settings: none of it is ever shown, redacted or not. */
function withoutOutput(finding: Finding): Finding {
  if (finding.kind === 'measured') return finding
  const { output: _, ...rest } = finding
  return rest
}

function requiredNames(config: EnvConfig): string[] {
  return [...new Set(config.rules.filter((rule) => rule.required).flatMap((rule) => rule.name))]
}

function pathsToLookUp(config: EnvConfig, settings: DotenvText): string[] {
  const names = config.rules.filter((rule) => rule.fileExists).flatMap((rule) => rule.name)
  return [...new Set(names.flatMap((name) => settings.variables.get(name) || []))]
}

function factsOf(
  config: EnvConfig,
  { variables, duplicates }: DotenvText,
  example: DotenvText | undefined,
  fileExists: (path: string) => boolean,
): Facts {
  const { missing, violations } = checkRules(variables, config.rules, fileExists)
  const expected = [...(example?.variables.keys() ?? [])]
  const allMissing = [...new Set([...missing, ...expected.filter((name) => !variables.has(name))])]
  const known = new Set([...expected, ...config.rules.flatMap((rule) => rule.name)])
  const entries = [...variables]
  return {
    ok: allMissing.length === 0 && violations.length === 0,
    ...(config.file === undefined ? {} : { file_found: true }),
    variables: [...variables.keys()],
    count: variables.size,
    missing: allMissing,
    violations,
    duplicates,
    ...(example ? { unknown: [...variables.keys()].filter((name) => !known.has(name)) } : {}),
    empty: entries.flatMap(([name, value]) => (value === '' ? [name] : [])),
    lengths: Object.fromEntries(entries.map(([name, value]) => [name, Array.from(value).length])),
    entropy_bits: Object.fromEntries(entries.map(([name, value]) => [name, entropyBits(value)])),
  }
}
