import { measureReading } from '../engine/gate/measure-criteria.ts'
import type { Look } from '../engine/monitor/look.ts'
import { createMeasureStore } from '../engine/monitor/measure-store.ts'
import { createNetwork, systemAddresses } from '../engine/monitor/network.ts'
import { openSamples } from '../engine/monitor/open-samples.ts'
import { watchChecks, type CheckWatches } from '../engine/monitor/watch-checks.ts'
import { systemClock } from '../engine/time/clock.ts'
import { systemTimer } from '../engine/time/timer.ts'
import { message } from '../shared/messages/message.ts'
import type { Verdict } from '../shared/model/check.ts'
import type { GateVerdict } from '../shared/model/gate.ts'
import type { MonitorState } from '../shared/model/monitor.ts'
import type { Runbook } from '../shared/model/runbook.ts'
import type { TailStatus } from '../shared/model/tail.ts'
import { wantedItems } from './check.ts'
import { openEnvironment, type CommandEnvironment } from './environment.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { openRunbook } from './inspect.ts'
import { openPassingRun, type PassingRun } from './passing-run.ts'
import { CommandEnd, print, printJson, say } from './terminal.ts'
import { watchGates, type WatchedGates } from './watch-gates.ts'
import { parseFor, untilEnd } from './watch-time.ts'

export interface MonitorOptions {
  profile: string
  for: string
  item?: string
  json?: boolean
}

const limits = { total: 64, perTarget: 8 }

/**
 * Watches a runbook's monitors for a while, keeps nothing, and sums up what it saw and what its gates
 * say of it. Where a monitor reads the logs, the tails are followed.
 */
export async function monitor(path: string, options: MonitorOptions): Promise<ExitCode> {
  const forMs = parseFor(options.for)
  const runbook = await openRunbook(path)
  await using opened = await openEnvironment(runbook, options.profile)
  const items = wantedItems(runbook, options.item)
  const checks = items.flatMap((item) =>
    item.checks
      .filter(({ everySeconds }) => everySeconds !== undefined)
      .map((spec) => ({ spec, title: spec.title ?? item.title })),
  )
  const readsLogs = checks.some(({ spec }) => spec.kind === 'log')
  await using run = readsLogs ? await openPassingRun(runbook, opened) : undefined
  using samples = openSamples({
    clock: systemClock,
    log: (text) => void process.stderr.write(`${text}\n`),
  })
  using network = createNetwork({
    clock: systemClock,
    timer: systemTimer,
    addresses: systemAddresses,
  })
  const lookListeners = new Set<(look: Look) => void>()
  using measures = createMeasureStore({
    samples,
    onLook(listener) {
      lookListeners.add(listener)
      return () => lookListeners.delete(listener)
    },
    readBy: (_, checkId) => measureReading(runbook, checkId),
  })
  // A part of the board says nothing of a gate, which is about all of it.
  using gates = watchGates({
    runbook: options.item === undefined ? runbook : { ...runbook, gates: [] },
    samples,
    measures,
    clock: systemClock,
    timer: systemTimer,
  })
  const titles = new Map(checks.map(({ spec, title }) => [spec.id, title]))
  await using watches = watchChecks({
    checks,
    prepare: (spec) => opened.checks.prepare(spec, run?.surroundings),
    samples,
    clock: systemClock,
    timer: systemTimer,
    limits,
    redact: opened.redact,
    network,
    onInterrupted: () => opened.checks.probeConnections(),
    onLook(look) {
      for (const listener of lookListeners) listener(look)
    },
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
  const summary = sumUp({ watches, gates, run, runbook, opened })
  if (options.json) printJson({ ...summary, seconds: forMs / 1000 })
  else printSummary(summary)
  return exitCodes[summary.verdict]
}

type Summary = ReturnType<typeof sumUp>

function sumUp({
  watches,
  gates,
  run,
  runbook,
  opened,
}: {
  watches: CheckWatches
  gates: WatchedGates
  run: PassingRun | undefined
  runbook: Runbook
  opened: CommandEnvironment
}) {
  const monitors = watches.summaries().map(saidMonitor)
  const judged = gates.now().map(saidGate)
  const tails = run ? [...run.tails.statuses(run.runId)].map(([, status]) => saidTail(status)) : []
  const verdict = worst([
    ...monitors.map((one) => one.verdict),
    ...judged.map((gate) => byGate[gate.verdict]),
  ])
  return { runbook: runbook.hash, profile: opened.name, verdict, monitors, gates: judged, tails }
}

function saidMonitor({ status, window }: ReturnType<CheckWatches['summaries']>[number]) {
  const { checkId, itemId, title, kind, target, everySeconds, state, since, last } = status
  const { passed, failed } = window.counts
  const isKnown = state !== 'unknown' && passed + failed > 0
  const verdict: Verdict = failed > 0 ? 'failed' : isKnown ? 'passed' : 'unknown'
  const said = last && { ...last, reason: say(last.reason) }
  const about = { checkId, itemId, title, kind, target, everySeconds }
  return { ...about, verdict, state, since, last: said, window, skipped: status.skipped }
}

function saidGate({ gate, evaluation }: ReturnType<WatchedGates['now']>[number]) {
  const { at, verdict, decidedBy, earliestGoAt } = evaluation
  const told = new Map(evaluation.criteria.map((one) => [one.criterionId, one]))
  const criteria = gate.criteria.map(({ id, title, kind, blocking }) => {
    const { criterionId: _, reason, ...one } = told.get(id) ?? { verdict: 'unknown' as const }
    return { id, title, kind, blocking, ...one, reason: reason && say(reason) }
  })
  return { id: gate.id, title: gate.title, at, verdict, decidedBy, earliestGoAt, criteria }
}

function saidTail({ problem, ...rest }: TailStatus) {
  return { ...rest, problem: problem && say(problem) }
}

/**
 * What a gate means to a pipeline. One that is not decided yet does not speak against what was seen: its
 * windows may be longer than the watching, and its items wait for people.
 */
const byGate: Record<GateVerdict, Verdict> = {
  go: 'passed',
  pending: 'passed',
  unknown: 'unknown',
  'no-go': 'failed',
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

const gateGlyphs: Record<GateVerdict, string> = {
  go: '●',
  pending: '○',
  unknown: '◇',
  'no-go': '▲',
}
const gateMark = (verdict: GateVerdict) => `${gateGlyphs[verdict]} ${verdict.padEnd(7)}`

function printSummary({ monitors, gates, tails }: Summary): void {
  for (const one of monitors) printMonitor(one)
  for (const { tailId, state, target, lines, problem } of tails) {
    print(`${state === 'live' ? '●' : '◇'} ${state.padEnd(7)}  ${tailId}  ${target}`)
    print(`            ${lines} lines${problem === undefined ? '' : `: ${problem}`}`)
  }
  for (const { title, verdict, criteria } of gates) {
    print(`${gateMark(verdict)}  ${title}`)
    for (const one of criteria) {
      const name = one.blocking ? one.title : `(${one.title})`
      print(`            ${gateMark(one.verdict)}  ${name}: ${one.reason ?? ''}`)
    }
  }
}

function printMonitor({ state, title, target, window, last }: Summary['monitors'][number]): void {
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
