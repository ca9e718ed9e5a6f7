import { randomInt, randomUUID } from 'node:crypto'

import { message, type Message } from '../../shared/messages/message.ts'
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
import { closeDrillRuns, runGoingBack, seriousRun } from './drill-runs.ts'
import { createDrillHistories } from './drill-source.ts'
import { isOver, judgeDrill } from './judge-drill.ts'
import { openDrillRun } from './open-drill-run.ts'
import { rangeStatus, readyRange } from './ready-range.ts'
import { wholeSince, withMoment, type WholeSpell } from './whole-spells.ts'

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

/** A range that was left behind says in one breath that it is ready, and how its drill stands. */
const wordWithinMs = 2_000
/** Whole for so long, and nobody leads back: then nobody will. */
const restMs = 60_000
/** What could not be written is tried again: a disk may be full for a while. */
const retryMs = 5_000

/** What only the range knows, and Warroom while it runs: nothing of it is told before the end. */
interface UnderWay extends KeptDrill {
  kind?: DrillKind
  brokenAt?: string
  whole: readonly WholeSpell[]
  /** Of one that was left behind: until the range has said what it is, or nobody waits for it. */
  word?: PromiseWithResolvers<void>
  isGivenUp?: true
  /** It is over, and that could not be written yet. */
  ending?: { outcome: DrillOutcome; why: Message | undefined; overAt: string }
}

/** After these a run may be one under which Warroom is not to be killed. */
const opening: ReadonlySet<RunEventType> = new Set([
  'run.created',
  'run.reopened',
  'run.taken-over',
  'profile.adopted',
])
const engine: Actor = { kind: 'engine' }

export function createDrills(options: DrillsOptions): Drills {
  const { store, registry, practice, redact, clock, timer, chance = randomInt } = options
  const histories = createDrillHistories(store, registry)
  const owned = new DisposableStack()
  owned.use(histories)
  let isStarting = false
  let underWay: UnderWay | undefined
  let stopWaiting = () => {}
  let stopResting = () => {}
  let stopRetrying = () => {}

  const end = (
    drill: UnderWay,
    outcome: DrillOutcome,
    actor: Actor,
    { why, overAt = clock.now() }: { why?: Message; overAt?: string } = {},
  ): Result<null> => {
    const { drillId, runId, kind, brokenAt, whole } = drill
    const events = registry.get(runId)?.events ?? []
    const judged = judgeDrill({ events, brokenAt, whole, overAt, outcome })
    const result = { outcome, ...(kind && { kind }), ...judged }
    const by = actor.kind === 'person' && actor.name !== '' ? actor.name : drill.by
    const bodies: RunEventBody[] = [
      ...(why ? [{ type: 'engine.note' as const, message: why }] : []),
      { type: 'drill.ended', drillId, by, result },
    ]
    const appended = store.events.append(runId, actor, bodies)
    if (!appended.ok) return appended
    if (underWay === drill) {
      underWay = undefined
      stopResting()
      stopRetrying()
    }
    drill.word?.resolve()
    practice.drill.end(drillId)
    return ok(null)
  }
  /** Nobody asked for that, who could ask again. */
  const endByItself = (outcome: DrillOutcome, why?: Message) => {
    const drill = underWay
    if (!drill) return
    drill.ending ??= { outcome, why, overAt: clock.now() }
    if (end(drill, drill.ending.outcome, engine, drill.ending).ok) return
    stopRetrying()
    stopRetrying = timer.after(retryMs, () => endByItself(outcome))
  }
  const breakOff = (why?: Message) => endByItself('broken-off', why)

  const consider = () => {
    const drill = underWay
    if (!drill) return
    stopResting()
    const run = registry.get(drill.runId)
    if (drill.ending) return endByItself(drill.ending.outcome)
    if (!run || run.head().closedAt !== undefined) return drill.word ? undefined : breakOff()
    const serious = drill.kind === 'laptop-killed' ? seriousRun(registry) : undefined
    if (serious) return breakOff(message('drill.called-off', { title: serious.title }))
    if (isOver({ ...drill, events: run.events })) return endByItself('solved')
    if (wholeSince(drill.whole) === undefined || isGoingBack(run)) return
    stopResting = timer.after(restMs, () => endByItself('solved'))
  }

  const closeRuns = () => closeDrillRuns(store, registry, histories.all())

  const leaveRange = () => {
    breakOff()
    closeRuns()
  }

  /** What was broken stays so: nobody is to take it for what the next drill broke. */
  const tellNotMended = ({ drillId, problem, kind }: DrillSaid) => {
    const runId = histories.get(drillId)?.runId
    if (runId === undefined) return
    const told = message('drill.not-mended', { detail: redact(problem ?? kind) })
    practice.drill.tellProblem(told)
    if (isOpenRun(registry.head(runId)))
      store.events.append(runId, engine, [{ type: 'engine.note', message: told }])
  }

  const hear = (said: DrillSaid) => {
    const { drillId, kind, state, at, brokenAt, problem } = said
    const drill = underWay
    if (drill?.drillId !== drillId) {
      if (state === 'failed') tellNotMended(said)
      // What an engine before this one began, and none knows any more, is nobody's.
      return practice.drill.end(drillId)
    }
    drill.kind = kind
    drill.word?.resolve()
    delete drill.word
    if (brokenAt !== undefined) drill.brokenAt = brokenAt
    if (state === 'failed')
      return breakOff(message('drill.not-broken', { detail: redact(problem ?? kind) }))
    drill.whole = withMoment(drill.whole, state === 'whole' ? 'whole' : 'broken', at)
    // Whoever gave it up meanwhile is told, and does not win.
    if (!drill.isGivenUp) consider()
  }

  /** A run that was taken over here brings no range along. */
  const endStrange = (runId: string) => {
    for (const drill of histories.all())
      if (drill.runId === runId && !drill.ended && drill.drillId !== underWay?.drillId)
        end({ ...drill, whole: [] }, 'broken-off', engine)
  }
  /** Warroom may have been killed between its own first word of the drill and the one to the range. */
  const expectWord = () => {
    const drill = underWay
    if (!drill?.word) return
    stopWaiting()
    stopWaiting = timer.after(wordWithinMs, () => {
      if (underWay !== drill || !drill.word) return
      drill.word.resolve()
      delete drill.word
      if (!drill.isGivenUp) breakOff()
    })
  }
  const recover = () => {
    const open = histories.all().filter(({ ended }) => !ended)
    const last = open.at(-1)
    const isLeft = rangeStatus(practice).state !== 'stopped'
    for (const drill of open)
      if (drill !== last || !isLeft) end({ ...drill, whole: [] }, 'broken-off', engine)
    if (!isLeft) closeRuns()
    if (!last || !isLeft) return
    underWay = { ...last, whole: [], word: Promise.withResolvers() }
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
    owned.defer(() => {
      stopWaiting()
      stopResting()
      stopRetrying()
    })
    owned.defer(
      store.events.onAppended((runId, events) => {
        const has = (wanted: (type: RunEventType) => boolean) =>
          events.some(({ body }) => wanted(body.type))
        // Whoever listens appends nothing before the others have heard.
        if (has((type) => type === 'run.taken-over')) queueMicrotask(() => endStrange(runId))
        if (has((type) => opening.has(type))) queueMicrotask(consider)
        if (runId !== underWay?.runId) return
        if (has((type) => type === 'run.closed' || type.startsWith('rollback.')))
          queueMicrotask(consider)
      }),
    )
    // The range ends with the engine, unless the engine is killed.
    owned.defer(() => breakOff())
  }

  const refusal = () => {
    const run = runGoingBack(registry)
    return run && failure('conflict', message('drill.going-back', { title: run.title }))
  }

  const start: CallHandlers['drill.start'] = async (input, { signal }) => {
    const { by, kind, begins, locale } = input
    const refused = refusal()
    if (refused) return refused
    const ready = await readyRange(practice, timer, signal)
    if (!ready.ok) return ready
    const last = histories.all().findLast(({ ended }) => ended?.result.kind)?.ended?.result.kind
    const { outlivesEngine } = practice.drill
    const serious = seriousRun(registry)
    const wanted = { kind, last, outlivesEngine, serious }
    const chosen = chooseKind(ready.value, wanted, chance)
    if (!chosen.ok) return chosen
    // It was a while until the range ran.
    const refusedNow = refusal()
    if (refusedNow) return refusedNow
    if (signal.aborted) return failure('cancelled', message('drill.cancelled'))
    closeRuns()
    const run = await openDrillRun(
      { practice, clock, createRun: options.createRun },
      { by, locale },
      signal,
    )
    if (!run.ok) return run
    const { runId } = run.value
    const drillId = randomUUID()
    const started = store.events.append(runId, operator(store), [
      { type: 'drill.started', drillId, by },
    ])
    if (!started.ok) return started
    const startedAt = started.value[0]?.at ?? clock.now()
    underWay = { drillId, runId, by, startedAt, kind: chosen.value, whole: [] }
    practice.drill.begin({ drillId, kind: chosen.value, afterMs: calmMs(begins, chance) })
    // It may have stopped while the run was opened.
    if (rangeStatus(practice).state !== 'running') breakOff()
    return ok({ drillId, runId })
  }

  return {
    handlers: {
      async 'drill.start'(input, context) {
        if (store.database.readOnly) return failure('read-only', message('failure.read-only'))
        if (underWay?.ending) consider()
        if (isStarting || underWay) return failure('conflict', message('drill.under-way'))
        isStarting = true
        try {
          return await start(input, context)
        } finally {
          isStarting = false
        }
      },
      async 'drill.give-up'({ drillId }) {
        const drill = underWay
        if (drill?.drillId !== drillId)
          return histories.get(drillId)
            ? failure('conflict', message('drill.over'))
            : failure('not-found', message('drill.unknown'))
        if (drill.word) {
          drill.isGivenUp = true
          expectWord()
          await drill.word.promise
          // It ended meanwhile, with the range or with Warroom.
          if (underWay !== drill) return ok(null)
        }
        return end(drill, drill.ending?.outcome ?? 'given-up', operator(store))
      },
    },
    sources: { drills: () => ok(histories.source) },
    [Symbol.dispose]: () => owned.dispose(),
  }
}
