import { setTimeout as wait } from 'node:timers/promises'

import { createCheckEnvironment } from '../engine/check/check-environment.ts'
import { systemClock } from '../engine/clock.ts'
import { createNetwork, systemAddresses } from '../engine/monitor/network.ts'
import { openSamples } from '../engine/monitor/open-samples.ts'
import { systemTimer } from '../engine/monitor/timer.ts'
import { watchChecks, type CheckWatches } from '../engine/monitor/watch-checks.ts'
import { parseDuration } from '../engine/runbook/duration.ts'
import { createRedactor } from '../engine/secrets/create-redactor.ts'
import { createVault } from '../engine/secrets/vault.ts'
import { message } from '../shared/messages/message.ts'
import type { Verdict } from '../shared/model/check.ts'
import type { MonitorState } from '../shared/model/monitor.ts'
import { openProfile, wantedItems } from './check.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { openRunbook } from './inspect.ts'
import { CommandEnd, print, printJson, say } from './terminal.ts'

export interface MonitorOptions {
  profile: string
  for: string
  item?: string
  json?: boolean
}

const limits = { total: 64, perTarget: 8 }

/** Watches a runbook's monitors for a while, keeps nothing, and sums up what it saw. */
export async function monitor(path: string, options: MonitorOptions): Promise<ExitCode> {
  const forMs = parseDuration(options.for)
  if (forMs === undefined || forMs === 0)
    throw new CommandEnd(exitCodes.badInput, `--for ${options.for}: a duration such as 60s or 5m`)
  const runbook = await openRunbook(path)
  const { profile, name } = await openProfile(options.profile)
  const items = wantedItems(runbook, options.item)
  const checks = items.flatMap((item) =>
    item.checks
      .filter(({ everySeconds }) => everySeconds !== undefined)
      .map((spec) => ({ spec, title: spec.title ?? item.title })),
  )
  const redactor = createRedactor()
  await using environment = createCheckEnvironment({
    profile,
    profileName: name,
    runbookVariables: runbook.variables,
    redactor,
    vault: createVault({ file: '' }),
    clock: systemClock,
  })
  using samples = openSamples({
    clock: systemClock,
    log: (text) => void process.stderr.write(`${text}\n`),
  })
  using network = createNetwork({
    clock: systemClock,
    timer: systemTimer,
    addresses: systemAddresses,
  })
  const titles = new Map(checks.map(({ spec, title }) => [spec.id, title]))
  await using watches = watchChecks({
    checks,
    prepare: (spec) => environment.prepare(spec),
    samples,
    clock: systemClock,
    timer: systemTimer,
    limits,
    redact: (text) => redactor.redact(text),
    network,
    onInterrupted: () => environment.probeConnections(),
    onTransition({ id }, { to, reason }) {
      if (!options.json)
        print(`${systemClock.now()}  ${mark(to)}  ${titles.get(id) ?? id}: ${say(reason)}`)
    },
  })
  for (const { title } of watches.refused)
    process.stderr.write(`${say(message('monitor.changes-target', { title }))}\n`)
  if (watches.refused.length === checks.length)
    throw new CommandEnd(exitCodes.badInput, say(message('monitor.nothing-to-watch')))

  await untilEnd(forMs)
  const monitors = summed(watches)
  const verdict = worst(monitors.map((one) => one.verdict))
  if (options.json)
    printJson({ runbook: runbook.hash, profile: name, seconds: forMs / 1000, verdict, monitors })
  else for (const one of monitors) printSummary(one)
  return exitCodes[verdict]
}

/** An interrupt ends the watching early; the summary still comes. */
export async function untilEnd(forMs: number): Promise<void> {
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  await wait(forMs, undefined, { signal: interrupted.signal }).catch(() => undefined)
  process.off('SIGINT', interrupt)
  process.off('SIGTERM', interrupt)
}

type Summary = ReturnType<typeof summed>[number]

function summed(watches: CheckWatches) {
  return watches.summaries().map(({ status, window }) => {
    const { checkId, itemId, title, kind, target, everySeconds, state, since, last } = status
    const { passed, failed } = window.counts
    const isKnown = state !== 'unknown' && passed + failed > 0
    const verdict: Verdict = failed > 0 ? 'failed' : isKnown ? 'passed' : 'unknown'
    const said = last && { ...last, reason: say(last.reason) }
    const about = { checkId, itemId, title, kind, target, everySeconds }
    return { ...about, verdict, state, since, last: said, window, skipped: status.skipped }
  })
}

/** A failure that was confirmed counts although the target has come back since. */
function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed'
  return verdicts.includes('unknown') ? 'unknown' : 'passed'
}

const glyphs: Record<MonitorState, string> = {
  up: '●',
  down: '▲',
  unknown: '◇',
  paused: '○',
  maintenance: '○',
}
const mark = (state: MonitorState) => `${glyphs[state]} ${state.padEnd(7)}`

function printSummary({ state, title, target, window, last }: Summary): void {
  const { counts, availability, latency, coverage, changes } = window
  const share = (value: number) => `${(value * 100).toFixed(2)} %`
  print(`${mark(state)}  ${title}  ${target}`)
  print(
    [
      `            ${counts.passed} passed, ${counts.failed} failed, ${counts.unknown} unknown`,
      availability === undefined ? undefined : `availability ${share(availability)}`,
      latency && `p50 ${latency.p50.toFixed(0)} ms, p95 ${latency.p95.toFixed(0)} ms`,
      `coverage ${share(coverage)}`,
      `${changes} changes`,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  )
  if (last && state !== 'up') print(`            ${last.reason}`)
}
