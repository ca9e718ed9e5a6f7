import type { Facts, Json, Measurement } from '../../shared/model/check.ts'
import { classifyCommand } from '../runbook/command-words.ts'
import type { CommandOutcome, ShellCommand } from '../shell/shell.ts'
import { measureWithin } from './attempt.ts'
import { settingLines, shownWord } from './command-text.ts'
import type { CommandConfig } from './command.ts'
import type { Finding } from './finding.ts'
import { maxBodyBytes } from './limits.ts'
import type { ProbeContext } from './probe.ts'
import { bothStreams, overran, whyNotRun, withoutExit, withoutShell } from './shell-outcome.ts'
import { argvWithoutTerminal, withoutTerminal } from './without-terminal.ts'

const maxLines = 1000
/** Longer than any secret's last piece: see {@link withoutCutWord}. */
const cutWordCharacters = 4096

/** The target is the profile's host by name; '' where commands run when none is named. */
export function describeCommand(config: CommandConfig) {
  const command = commandOf(config)
  const text = 'script' in command ? command.script : command.argv.map(shownWord).join(' ')
  const folder = config.cwd === undefined ? [] : [`cd ${shownWord(config.cwd)}`]
  return {
    target: config.on ?? '',
    command: [...folder, ...settingLines(config.env), text].join('\n'),
    danger: classifyCommand(text).danger,
  }
}

function commandOf(config: CommandConfig): ShellCommand {
  return config.argv
    ? { argv: argvWithoutTerminal(config.argv) }
    : { script: withoutTerminal(config.run ?? '') }
}

export async function measureCommand(
  config: CommandConfig,
  context: ProbeContext,
): Promise<Measurement> {
  const described = describeCommand(config)
  const shell = await context.shell(config.on)
  const place = shell.ok ? shell.shell.label : described.target
  return measureWithin(
    context,
    { target: place, command: described.command },
    async (): Promise<Finding> => {
      if (!shell.ok) return withoutShell(shell)
      const outcome = await shell.shell.run(commandOf(config), {
        signal: context.signal,
        timeoutMs: context.timeoutMs,
        maxOutputBytes: maxBodyBytes,
        env: config.env,
        onOutput: (stream, text) => context.onOutput?.(stream, text),
        ...(config.cwd === undefined ? {} : { cwd: config.cwd }),
      })
      if (outcome.kind !== 'exited') return withoutExit(outcome, place, context.timeoutMs)
      return whyNotRun(outcome, described.command, place) ?? findingOf(outcome)
    },
    { onOverrun: (timeoutMs) => overran(place, timeoutMs, true) },
  )
}

function findingOf(outcome: Extract<CommandOutcome, { kind: 'exited' }>): Finding {
  const keep = (text: string) => (outcome.truncated ? withoutCutWord(text) : text).trim()
  const stdout = keep(outcome.stdout)
  const stderr = keep(outcome.stderr)
  const output = bothStreams({ stdout, stderr })
  const lines = stdout.split(/\r?\n/).filter((line) => line.trim() !== '')
  const json = outcome.truncated ? undefined : parseJson(stdout)
  const facts: Facts = {
    reachable: true,
    error: '',
    latency_ms: outcome.durationMs,
    exit_code: outcome.exitCode,
    signal: outcome.signal ?? '',
    stdout,
    stderr,
    output,
    lines: lines.slice(0, maxLines),
    line_count: lines.length,
    is_json: json !== undefined,
    ...(json === undefined ? {} : { json }),
    truncated: outcome.truncated,
    duration_ms: outcome.durationMs,
  }
  return { kind: 'measured', facts, output, truncated: outcome.truncated }
}

/** Where output was cut, its last word may be the first half of a secret, which none would find. */
function withoutCutWord(text: string): string {
  const tail = text.slice(-cutWordCharacters)
  const cut = tail.search(/\S*$/)
  return text.slice(0, text.length - tail.length + cut)
}

function parseJson(text: string): Json | undefined {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Json)
  } catch {
    return undefined
  }
}
