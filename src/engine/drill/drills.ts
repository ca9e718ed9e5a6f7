import { randomInt, randomUUID } from 'node:crypto'

import { formatMessage } from '../../shared/messages/format.ts'
import { message, type Locale, type Message } from '../../shared/messages/message.ts'
import type { DrillKind, DrillOutcome } from '../../shared/model/drill.ts'
import type { Actor, RunEventBody, RunEventType } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { DrillSaid, PracticeRange } from '../practice/practice-range.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { isGoingBack, operator } from '../run/run-service.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { calmMs, chooseKind, type Chance } from './choose-kind.ts'
import type { KeptDrill } from './drill-book.ts'
import { createDrillHistories } from './drill-source.ts'
import { judgeDrill, ledBack } from './judge-drill.ts'
import { rangeStatus, readyRange } from './ready-range.ts'

export interface DrillsOptions {
  store: Store
  registry: RunRegistry
  practice: Pick<PracticeRange, 'status' | 'handlers' | 'drill'>
  createRun: CallHandlers['run.create']
  /** For what the range says that it could not do. */
  redact: (text: string) => string
  clock: Clock
  timer: Timer
  chance?: Chance
}

/** Practicing a rollback, as the contract names it. */
export interface Drills extends Disposable {
  readonly handlers: Pick<CallHandlers, 'drill.start' | 'drill.give-up'>
  readonly sources: Pick<SubscriptionSources, 'drills'>
}

/** What goes live in a drill, and what it is led back to. */
const release = { version: '2.1', commit: '', lastGood: '2.0' }
/** As the drill's runbook calls who decides. */
const role = 'Ops'
/** It went live a while ago, and nothing of it is late. */
const sinceT0Ms = 5 * 60_000
/** A range that was left behind says in one breath that it is ready, and how its drill stands. */
const wordWithinMs = 2_000

/** What only the range knows, and Warroom while it runs: nothing of it is told before the end. */
interface UnderWay extends KeptDrill {
  kind?: DrillKind
  brokenAt?: string
  wholeAt?: string
}

export function createDrills(options: DrillsOptions): Drills {
  const { store, registry, practice, redact, clock, timer, chance = randomInt } = options
  const histories = createDrillHistories(store, registry)
  const owned = new DisposableStack()
  owned.use(histories)
  let isStarting = false
  let underWay: UnderWay | undefined

  const end = (
    drill: UnderWay,
    outcome: DrillOutcome,
    actor: Actor,
    why?: Message,
  ): Result<null> => {
    const { drillId, runId, kind, brokenAt, wholeAt } = drill
    const events = registry.get(runId)?.events ?? []
    const judged = judgeDrill({ events, brokenAt, wholeAt, overAt: clock.now() })
    const result = { outcome, ...(kind && { kind }), ...judged }
    const by = actor.kind === 'person' && actor.name !== '' ? actor.name : drill.by
    const bodies: RunEventBody[] = [
      ...(why ? [{ type: 'engine.note' as const, message: why }] : []),
      { type: 'drill.ended', drillId, by, result },
    ]
    const appended = store.events.append(runId, actor, bodies)
    if (!appended.ok) return appended
    if (underWay === drill) underWay = undefined
    practice.drill.end(drillId)
    return ok(null)
  }
  const breakOff = (why?: Message) => {
    if (underWay) end(underWay, 'broken-off', { kind: 'engine' }, why)
  }
  /** Over once it was led back, and the range says the same of itself. */
  const consider = () => {
    if (!underWay) return
    const run = registry.get(underWay.runId)
    if (!run || run.head().closedAt !== undefined) return breakOff()
    if (ledBack({ ...underWay, events: run.events })) end(underWay, 'solved', { kind: 'engine' })
  }

  /** What is watched of a drill that is over would only be red once the range is gone. */
  const closeRuns = () => {
    for (const { runId, ended } of histories.all()) {
      const run = registry.get(runId)
      if (!ended || !run || !isOpenRun(run.head()) || isGoingBack(run)) continue
      const note = formatMessage(message('drill.run-closed'), run.runbook?.locale ?? 'en')
      store.events.append(runId, { kind: 'engine' }, [{ type: 'run.closed', note }])
    }
  }

  const leaveRange = () => {
    breakOff()
    closeRuns()
  }

  const hear = ({ drillId, kind, state, at, brokenAt, problem }: DrillSaid) => {
    // What an engine before this one began, and none knows any more, is nobody's.
    if (underWay?.drillId !== drillId) return practice.drill.end(drillId)
    underWay.kind = kind
    if (state === 'failed')
      return breakOff(message('drill.not-broken', { detail: redact(problem ?? kind) }))
    if (brokenAt !== undefined) underWay.brokenAt = brokenAt
    if (state === 'whole') underWay.wholeAt = at
    else delete underWay.wholeAt
    consider()
  }

  /** A run that was taken over here brings no range along. */
  const endStrange = (runId: string) => {
    for (const drill of histories.all())
      if (drill.runId === runId && !drill.ended && drill.drillId !== underWay?.drillId)
        end({ ...drill }, 'broken-off', { kind: 'engine' })
  }
  let stopWaiting = () => {}
  const expectWord = () => {
    const drill = underWay
    if (!drill || drill.kind !== undefined) return
    stopWaiting()
    stopWaiting = timer.after(wordWithinMs, () => {
      // Warroom was killed between its own first word of the drill and the one to the range.
      if (underWay === drill && drill.kind === undefined) breakOff()
    })
  }
  const recover = () => {
    const open = histories.all().filter(({ ended }) => !ended)
    const last = open.at(-1)
    const isLeft = rangeStatus(practice).state !== 'stopped'
    for (const drill of open)
      if (drill !== last || !isLeft) end({ ...drill }, 'broken-off', { kind: 'engine' })
    if (!isLeft) closeRuns()
    if (!last || !isLeft) return
    underWay = { ...last }
    const hash = registry.get(last.runId)?.head().runbookHash
    if (hash !== undefined) practice.drill.ownRunbook(hash)
  }

  if (!store.database.readOnly) {
    owned.defer(practice.drill.onSaid(hear))
    recover()
    owned.defer(
      practice.status.onChange(() => {
        const { state } = rangeStatus(practice)
        if (state === 'running') expectWord()
        else if (state !== 'starting') leaveRange()
      }),
    )
    owned.defer(() => stopWaiting())
    owned.defer(
      store.events.onAppended((runId, events) => {
        const has = (wanted: (type: RunEventType) => boolean) =>
          events.some(({ body }) => wanted(body.type))
        // Whoever listens appends nothing before the others have heard.
        if (has((type) => type === 'run.taken-over')) queueMicrotask(() => endStrange(runId))
        if (runId !== underWay?.runId) return
        if (has((type) => type === 'run.closed' || type.startsWith('rollback.')))
          queueMicrotask(consider)
      }),
    )
    // The range ends with the engine, unless the engine is killed.
    owned.defer(() => breakOff())
  }

  const openRun = async (
    { by, locale }: { by: string; locale: Locale },
    signal: AbortSignal,
  ): Promise<Result<{ runId: string }>> => {
    const opened = await practice.drill.openRunbook(locale)
    if (!opened.ok) return opened
    const { profile } = rangeStatus(practice)
    if (profile === undefined) return failure('unavailable', message('drill.range-gone'))
    const now = Date.parse(clock.now())
    return options.createRun(
      {
        runbookHash: opened.value.hash,
        profile,
        title: titleOf(now, locale),
        release,
        people: [{ name: by, role }],
        t0: new Date(now - sinceT0Ms).toISOString(),
      },
      { signal },
    )
  }

  const start: CallHandlers['drill.start'] = async (input, { signal }) => {
    const { by, kind, begins, locale } = input
    const ready = await readyRange(practice, timer, signal)
    if (!ready.ok) return ready
    const last = histories.all().findLast(({ ended }) => ended?.result.kind)?.ended?.result.kind
    const { outlivesEngine } = practice.drill
    const chosen = chooseKind(ready.value, { kind, last, outlivesEngine }, chance)
    if (!chosen.ok) return chosen
    if (signal.aborted) return failure('cancelled', message('drill.cancelled'))
    closeRuns()
    const run = await openRun({ by, locale }, signal)
    if (!run.ok) return run
    const { runId } = run.value
    const drillId = randomUUID()
    const started = store.events.append(runId, operator(store), [
      { type: 'drill.started', drillId, by },
    ])
    if (!started.ok) return started
    const startedAt = started.value[0]?.at ?? clock.now()
    underWay = { drillId, runId, by, startedAt, kind: chosen.value }
    practice.drill.begin({ drillId, kind: chosen.value, afterMs: calmMs(begins, chance) })
    // It may have stopped while the run was opened.
    if (rangeStatus(practice).state !== 'running') breakOff()
    return ok({ drillId, runId })
  }

  return {
    handlers: {
      async 'drill.start'(input, context) {
        if (store.database.readOnly) return failure('read-only', message('failure.read-only'))
        if (isStarting || underWay) return failure('conflict', message('drill.under-way'))
        isStarting = true
        try {
          return await start(input, context)
        } finally {
          isStarting = false
        }
      },
      'drill.give-up'({ drillId }) {
        if (underWay?.drillId === drillId)
          return Promise.resolve(end(underWay, 'given-up', operator(store)))
        return Promise.resolve(
          histories.get(drillId)
            ? failure('conflict', message('drill.over'))
            : failure('not-found', message('drill.unknown')),
        )
      },
    },
    sources: { drills: () => ok(histories.source) },
    [Symbol.dispose]: () => owned.dispose(),
  }
}

function titleOf(nowMs: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return formatMessage(message('drill.run-title', { when: format.format(nowMs) }), locale)
}
