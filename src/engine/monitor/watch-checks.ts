import type { CheckSpec } from '../../shared/model/check.ts'
import type { MonitorStatus, WindowSummary } from '../../shared/model/monitor.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { Look } from './look.ts'
import type { Network } from './network.ts'
import type { SampleStore } from './sample-store.ts'
import { createScheduler, type SchedulerOptions } from './scheduler.ts'
import { createWatch, deadlineOf, type Transition, type Watch } from './watch.ts'

const flushEveryMs = 1000
/** What the samples of checks that belong to no run are kept under. */
export const noRun = ''

export interface WatchChecksOptions {
  checks: readonly { spec: CheckSpec; title: string }[]
  prepare: (check: CheckSpec) => PreparedCheck
  samples: SampleStore
  clock: Clock
  timer: Timer
  limits: SchedulerOptions['limits']
  redact: (text: string) => string
  network: Network
  /** Connections that were kept may be dead. */
  onInterrupted: () => void
  onTransition: (spec: CheckSpec, transition: Transition) => void
  onStart?: SchedulerOptions['onStart']
  onLook?: (look: Look) => void
}

/** Watches checks that belong to no run: nothing is recorded but samples. */
export interface CheckWatches extends AsyncDisposable {
  /** Of each check that is watched, in the order given: now, and over all of the time so far. */
  summaries(): { status: MonitorStatus; window: WindowSummary }[]
  /** What changes its target and is left alone. */
  readonly refused: readonly { spec: CheckSpec; title: string }[]
}

export function watchChecks(options: WatchChecksOptions): CheckWatches {
  const { samples, clock, timer, limits, redact, network, onStart, onInterrupted } = options
  const nowMs = () => Date.parse(clock.now())
  const startedMs = nowMs()
  const watches: { watch: Watch; series: number }[] = []
  const refused: { spec: CheckSpec; title: string }[] = []
  const scheduler = createScheduler({
    clock,
    timer,
    limits,
    onStart,
    onGap({ cause, fromMs, toMs }) {
      onInterrupted()
      if (cause === 'clock-back') samples.dropAfter(toMs)
      else samples.recordGap(fromMs, toMs, cause)
      for (const { watch } of watches) watch.onGap()
    },
  })
  const stopListening = network.onChange((change) => {
    if (change.kind === 'back') samples.recordGap(change.fromMs, change.toMs, 'network')
    if (change.kind !== 'lost') onInterrupted()
    for (const { watch } of watches) {
      if (change.kind === 'lost') watch.onNetworkLost()
      else watch.onNetworkBack()
    }
  })
  for (const { spec, title } of options.checks) {
    const { everySeconds } = spec
    if (everySeconds === undefined) continue
    const bounded = { ...spec, timeoutMs: deadlineOf(spec, everySeconds) }
    const prepared = options.prepare(bounded)
    const series = samples.series(noRun, spec.id)
    if (prepared.danger !== 'read' || series === undefined) {
      refused.push({ spec, title })
      continue
    }
    const watch = createWatch({
      spec: bounded,
      prepared,
      title,
      everySeconds,
      id: spec.id,
      remembered: {},
      scheduler,
      samples,
      series,
      clock,
      redact,
      network,
      onChange: () => undefined,
      onTransition: (transition) => options.onTransition(spec, transition),
      onLook: (sample, evidence) =>
        options.onLook?.({ runId: noRun, spec: bounded, sample, evidence }),
    })
    watches.push({ watch, series })
  }
  let cancelFlush: (() => void) | undefined
  const flush = () => {
    samples.flush(nowMs())
    cancelFlush = timer.after(flushEveryMs, flush)
  }
  flush()

  return {
    refused,
    summaries: () =>
      watches.map(({ watch, series }) => ({
        status: watch.status(),
        window: samples.window(series, startedMs, nowMs() + 1),
      })),
    async [Symbol.asyncDispose]() {
      cancelFlush?.()
      stopListening()
      await scheduler[Symbol.asyncDispose]()
    },
  }
}
