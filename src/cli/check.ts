import { setTimeout as wait } from 'node:timers/promises'

import { z } from 'zod'

import { defaultWindowS } from '../engine/probes/log.ts'
import { evidenceOf } from '../engine/run/evidence.ts'
import type { PreparedCheck } from '../engine/run/prepared-check.ts'
import { canonicalJson, sha256 } from '../engine/store/canonical.ts'
import { systemClock } from '../engine/time/clock.ts'
import { message } from '../shared/messages/message.ts'
import type { CheckSpec, Verdict } from '../shared/model/check.ts'
import type { Item, Runbook } from '../shared/model/runbook.ts'
import { openEnvironment, type CommandEnvironment } from './environment.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { openRunbook } from './inspect.ts'
import { openPassingRun, type PassingRun } from './passing-run.ts'
import { CommandEnd, print, printJson, say } from './terminal.ts'
import { onInterrupt, parseFor } from './watch-time.ts'

export interface CheckOptions {
  profile: string
  item?: string
  agree?: string[]
  for?: string
  json?: boolean
}

/** What a tail may need before it is followed. */
const connectingMs = 20_000
const lookEveryMs = 100

const logConfig = z.object({
  tail: z.string(),
  metric: z.string().optional(),
  window: z.coerce.number().default(defaultWindowS),
})

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
  const patienceMs = options.for === undefined ? undefined : parseFor(options.for)
  await using opened = await openEnvironment(runbook, options.profile)
  const { checks, name, redact } = opened
  const items = wantedItems(runbook, options.item)
  using interrupt = onInterrupt()
  const { signal } = interrupt
  const readsLogs = items.some((item) => item.checks.some(({ kind }) => kind === 'log'))
  await using run = readsLogs ? await openPassingRun(runbook, opened) : undefined
  const startedMs = performance.now()

  const rows = items.flatMap((item) =>
    item.checks.map((spec): Checked => {
      const prepared = checks.prepare(spec, run?.surroundings)
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
    if (run && row.check.kind === 'log') {
      const window = lookBack(row.check, runbook, opened)
      if (window) await untilWhole(run, window, { signal, startedMs, patienceMs })
    }
    const result = await runOne(row, agreed, { signal, clock: systemClock, redact })
    worst = worse(worst, result.verdict)
    results.push(result)
    if (!options.json) printResult(row, result)
  }
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

/** Which tail a log check reads, and how far back; nothing where its words cannot be resolved. */
function lookBack(
  check: CheckSpec,
  { tails }: Runbook,
  { checks }: CommandEnvironment,
): { tailId: string; seconds: number } | undefined {
  const config = checks.scope.resolveCheck(check.kind, check.config, 'masked')
  const parsed = config.ok ? logConfig.safeParse(config.value) : undefined
  if (!parsed?.success) return undefined
  const { tail: tailId, metric, window } = parsed.data
  const spec = tails.find(({ id }) => id === tailId)
  const ofMetric = spec?.metrics?.find(({ id }) => id === metric)?.windowSeconds
  return { tailId, seconds: ofMetric ?? window }
}

/**
 * Follows a tail for as long as a check looks back: what was not looked for is never "not seen". Where
 * that takes longer than somebody wants to wait, the check says that it could not look.
 */
async function untilWhole(
  { runId, tails }: PassingRun,
  { tailId, seconds }: { tailId: string; seconds: number },
  {
    signal,
    startedMs,
    patienceMs = seconds * 1000 + connectingMs,
  }: { signal: AbortSignal; startedMs: number; patienceMs: number | undefined },
): Promise<void> {
  let isSaid = false
  for (;;) {
    const status = tails.status(runId, tailId)
    const isOver = performance.now() - startedMs >= patienceMs || signal.aborted
    if (isOver || !status || status.state === 'stopped') return
    if (tails.isWhole(runId, tailId, seconds)) return
    if (!isSaid) {
      const values = { tail: tailId, seconds, most: Math.ceil(patienceMs / 1000) }
      process.stderr.write(`${say(message('tail.looks-back', values))}\n`)
      isSaid = true
    }
    await wait(lookEveryMs, undefined, { signal }).catch(() => undefined)
  }
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
