import { message, type Message } from '../../shared/messages/message.ts'
import type { Inline } from '../../shared/model/text.ts'
import { parseCurl } from './curl-rules.ts'
import { inlineCodes, plainText } from './markdown-text.ts'
import { parseScript } from './shell-syntax.ts'

export interface DerivedCheck {
  /** What runs: the command as written, or the one that can answer the criterion. */
  run: string
  /** CEL over the facts of the command probe. Absent: the probe's own, exit code 0. */
  expect?: string
  /** Said to the author where something else than the written command runs. */
  note?: Message
}

const quoted = (text: string) => JSON.stringify(text)
const succeeded = 'exit_code == 0'

/** A check of a command and the criterion that a table gives for it; none where it cannot be judged. */
export function checkFromCriterion(
  command: string,
  criterion: readonly Inline[],
): DerivedCheck | undefined {
  const text = plainText(criterion)
  const memory =
    /([<≤]=?|>=?|≥)\s*(\d{1,3})\s*%\s*(?:de\s+(?:la\s+)?|of\s+(?:the\s+)?)?max_?memory/iu.exec(text)
  if (memory) return memoryCheck(command, memory[1] ?? '<', Number(memory[2]))
  const exitCode =
    /\b(?:exit(?:\s*|-)?(?:code|status)|code\s+(?:de\s+)?(?:retour|sortie))\s*[:=]*\s*(\d{1,3})\b/i.exec(
      text,
    )
  if (exitCode) return { run: command, expect: `exit_code == ${exitCode[1]}` }
  const status = /\bHTTP\s*(?:\/[\d.]+\s*)?(?:code\s*|status\s*)?([1-5]\d\d)\b/i.exec(text)
  if (status) return httpCheck(command, status[1] ?? '')
  if (
    /^(?:aucun (?:résultat|retour)|no (?:output|result)s?|empty|vide|rien|nothing)\b/iu.test(text)
  ) {
    return { run: command, expect: "stdout == ''" }
  }
  const codes = inlineCodes(criterion)
  if (codes.length > 0) {
    const together = / (?:et|and) /.test(` ${text} `) && !/ (?:ou|or) /.test(` ${text} `)
    const parts = codes.map((code) => `stdout.contains(${quoted(code)})`)
    const contains = parts.join(together ? ' && ' : ' || ')
    return {
      run: command,
      expect: `${succeeded} && ${parts.length > 1 && !together ? `(${contains})` : contains}`,
    }
  }
  if (/^(?:PONG|accepting connections)$/i.test(text)) {
    return { run: command, expect: `${succeeded} && stdout.contains(${quoted(text)})` }
  }
  return undefined
}

/**
 * `used_memory_human` beside no limit answers nothing, so the whole section is read, in the same
 * place, and judged by its bytes. Where no limit is set the division has no answer, nor has the check.
 */
function memoryCheck(command: string, sign: string, percent: number): DerivedCheck | undefined {
  const asked = command.split('|')[0]?.trim() ?? ''
  if (!/\bredis-cli\b[^;&]*\binfo\s+memory$/i.test(asked)) return undefined
  const used = 'int(stdout.field("used_memory"))'
  const limit = 'int(stdout.field("maxmemory"))'
  const operator = sign.replace('≤', '<=').replace('≥', '>=')
  // Whole per cent, rounded so that no share on the wrong side of the limit is let through.
  const share =
    operator === '<' || operator === '>='
      ? `${used} * 100 / ${limit}`
      : `(${used} * 100 + ${limit} - 1) / ${limit}`
  return {
    run: asked,
    expect: `${share} ${operator} ${percent}`,
    note: message('runbook.memory-check', { asked }),
  }
}

/** curl does not fail on an HTTP error and does not show the status: it is asked to. */
function httpCheck(command: string, status: string): DerivedCheck | undefined {
  const call = singleCurl(command)
  if (!call) return undefined
  const { options } = parseCurl(call.slice(1))
  const shows = options.find((option) => option.name === 'write-out')
  if (shows)
    return shows.value?.includes('%{http_code}')
      ? { run: command, expect: `stdout.endsWith(${quoted(status)})` }
      : undefined
  const run = command.replace(/\bcurl\b/, `curl -w '\\nHTTP %{http_code}'`)
  return {
    run,
    expect: `stdout.endsWith("HTTP ${status}")`,
    note: message('runbook.http-check', { asked: run }),
  }
}

function singleCurl(command: string): string[] | undefined {
  const { commands, understood } = parseScript(command)
  const [only, ...more] = commands
  return understood && more.length === 0 && only?.words[0] === 'curl' ? only.words : undefined
}

/**
 * A check of a reading command that no criterion stands beside, where its exit code tells: a health
 * address, a server's own ping. A listing succeeds whatever it lists, so it is only offered to run.
 */
export function checkFromCommand(command: string): DerivedCheck | undefined {
  const curl = singleCurl(command)
  if (curl) {
    const { options, urls } = parseCurl(curl.slice(1))
    if (urls.length !== 1 || options.some((option) => option.name === 'write-out')) return undefined
    if (options.some((option) => option.name === 'fail' || option.name === 'fail-with-body'))
      return { run: command }
    return { run: command.replace(/\bcurl\b/, 'curl --fail') }
  }
  const { commands, understood } = parseScript(command)
  const [only, ...more] = commands
  if (!understood || !only || more.length > 0) return undefined
  const words = only.words.join(' ')
  if (/\bredis-cli\b.* ping$/i.test(words))
    return { run: command, expect: `${succeeded} && stdout.contains("PONG")` }
  return /(?:^| )(?:pg_isready|systemctl is-active|(?:sha|md5)\d*sum (?:-c|--check)|nc -[a-z]*z)(?: |$)/.test(
    words,
  )
    ? { run: command }
    : undefined
}
