import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { createCheckEnvironment } from '../engine/check/check-environment.ts'
import { systemClock } from '../engine/clock.ts'
import { parseProfile, profileFailure } from '../engine/profile/parse-profile.ts'
import { evidenceOf } from '../engine/run/evidence.ts'
import type { PreparedCheck } from '../engine/run/prepared-check.ts'
import { createRedactor } from '../engine/secrets/create-redactor.ts'
import { createVault } from '../engine/secrets/vault.ts'
import { canonicalJson, sha256 } from '../engine/store/canonical.ts'
import { defaultDataDir } from '../engine/store/data-folder.ts'
import { message } from '../shared/messages/message.ts'
import type { CheckSpec, Verdict } from '../shared/model/check.ts'
import type { Profile } from '../shared/model/profile.ts'
import type { Item, Runbook } from '../shared/model/runbook.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { openRunbook } from './inspect.ts'
import { CommandEnd, endOfFailure, print, printJson, readNamedFile, say } from './terminal.ts'

export interface CheckOptions {
  profile: string
  item?: string
  agree?: string[]
  json?: boolean
}

interface Checked {
  item: Item
  check: CheckSpec
  prepared: PreparedCheck
  /** Give it back with --agree to have exactly this run. */
  token?: string
}

/** Runs a runbook's checks once and keeps nothing. What changes its target runs only if agreed to. */
export async function check(path: string, options: CheckOptions): Promise<ExitCode> {
  const runbook = await openRunbook(path)
  const { profile, name } = await openProfile(options.profile)
  const items = wantedItems(runbook, options.item)
  const redactor = createRedactor()
  await using environment = createCheckEnvironment({
    profile,
    profileName: name,
    runbookVariables: runbook.variables,
    redactor,
    vault: createVault({ file: '' }),
    clock: systemClock,
  })
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)

  const rows = items.flatMap((item) =>
    item.checks.map((spec): Checked => {
      const prepared = environment.prepare(spec)
      const token =
        prepared.danger === 'read' ? undefined : tokenOf(runbook.hash, spec.id, prepared)
      return { item, check: spec, prepared, token }
    }),
  )
  if (rows.length === 0) {
    throw new CommandEnd(exitCodes.badInput, say(message('run.nothing-to-check')))
  }
  const agreed = new Set(options.agree)
  const results = []
  let worst: Verdict = 'passed'
  for (const row of rows) {
    const result = await runOne(row, agreed, {
      signal: interrupted.signal,
      clock: systemClock,
      redact: (text) => redactor.redact(text),
    })
    worst = worse(worst, result.verdict)
    results.push(result)
    if (!options.json) printResult(row, result)
  }
  process.off('SIGINT', interrupt)
  process.off('SIGTERM', interrupt)
  if (options.json) printJson({ runbook: runbook.hash, profile: name, verdict: worst, results })
  return exitCodes[worst]
}

/**
 * Stands for exactly this command on exactly this target, on every machine: a pipeline's author
 * reads the command, then writes the token down beside it.
 */
function tokenOf(runbookHash: string, checkId: string, prepared: PreparedCheck): string {
  const { target, command, danger } = prepared
  return sha256(canonicalJson({ runbookHash, checkId, target, command, danger })).slice(0, 32)
}

/** A profile by its file, or by its name in the data folder. */
export async function openProfile(nameOrPath: string): Promise<{ profile: Profile; name: string }> {
  const kept = join(defaultDataDir(), 'profiles', `${nameOrPath}.yaml`)
  const path = !existsSync(nameOrPath) && existsSync(kept) ? kept : nameOrPath
  const bytes = await readNamedFile(path)
  const parsed = parseProfile(new TextDecoder().decode(bytes))
  if (parsed.ok) return { profile: parsed.value, name: parsed.value.name }
  const lines = parsed.failure.map(
    ({ line, column, message: words }) => `${path}:${line}:${column}: ${say(words)}`,
  )
  throw new CommandEnd(
    exitCodes.badInput,
    lines.length > 0
      ? lines.join('\n')
      : endOfFailure(profileFailure(parsed.failure).failure).message,
  )
}

/** All items, or the one that is named by id or number. */
export function wantedItems(runbook: Runbook, wanted: string | undefined): Item[] {
  if (wanted === undefined) return runbook.items
  const item = runbook.items.find(({ id, number }) => id === wanted || number === wanted)
  if (item) return [item]
  throw new CommandEnd(exitCodes.badInput, say(message('run.unknown-item', { itemId: wanted })))
}

async function runOne(
  { item, check: spec, prepared, token }: Checked,
  agreed: ReadonlySet<string>,
  around: Parameters<typeof evidenceOf>[2],
) {
  const about = {
    itemId: item.id,
    checkId: spec.id,
    title: spec.title ?? item.title,
    line: spec.line,
    kind: spec.kind,
    danger: prepared.danger,
    expect: prepared.expect,
    target: prepared.target,
    command: prepared.command,
  }
  if (token !== undefined && !agreed.has(token)) {
    const { target } = prepared
    const reason = say(message('run.needs-confirmation', { title: about.title, target }))
    return { ...about, verdict: 'unknown' as const, reason, agree: token }
  }
  const { measurement, judgement } = await evidenceOf(spec.id, prepared, around)
  return {
    ...about,
    verdict: judgement.verdict,
    reason: say(judgement.reason),
    measurement,
    read: judgement.read,
  }
}

const rank: Record<Verdict, number> = { passed: 0, unknown: 1, failed: 2 }
const worse = (a: Verdict, b: Verdict): Verdict => (rank[b] > rank[a] ? b : a)

const glyphs: Record<Verdict, string> = { passed: '●', failed: '▲', unknown: '◇' }

function printResult(row: Checked, result: Awaited<ReturnType<typeof runOne>>): void {
  print(`${glyphs[result.verdict]} ${result.verdict.padEnd(7)} ${row.item.number}  ${result.title}`)
  print(`            ${result.target}: ${result.command.split('\n').join('\n            ')}`)
  print(`            ${result.reason}`)
  if ('agree' in result) print(`            --agree ${result.agree}`)
}
