import { message, type Message } from '../../shared/messages/message.ts'
import type { Judgement, Measurement } from '../../shared/model/check.ts'
import type { Evidence, RunEventBody } from '../../shared/model/run.ts'
import {
  scenarioParts,
  type Scenario,
  type ScenarioStep,
  type StepPlace,
} from '../../shared/model/scenario.ts'
import type { Monitors } from '../monitor/monitors.ts'
import { evidenceOf, redactMessage } from '../run/evidence.ts'
import { createPersistence } from '../run/persist.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Store } from '../store/store.ts'
import type { Tails } from '../tail/tails.ts'
import { createCalm } from '../time/calm.ts'
import type { Clock } from '../time/clock.ts'
import { pause } from '../time/pause.ts'
import type { Timer } from '../time/timer.ts'
import { play, type PlayOutcome } from './play.ts'
import { prepareStep, worseDanger, type Answer, type StepContext } from './prepare-step.ts'
import { refusalHere, type ScenarioPlan } from './scenario-preview.ts'
import type { LiveScenario } from './scenario-status.ts'
import { createWitnesses } from './witnesses.ts'

export type OwnNames = Pick<StepContext, 'names' | 'mark' | 'ask' | 'onCaptured' | 'onProgress'>

/** A scenario under way. */
export interface Playing extends LiveScenario {
  scenario: Scenario
  abort: AbortController
  answer?: (answer: Answer) => void
  /** It stops before each of its steps. */
  isStepwise: boolean
  /** Lets it go on where it stands. */
  goOn?: () => void
  ended: Promise<void>
}

/** How long a tail that is only just being connected is waited for. */
const tailPatienceMs = 15_000
/** Progress is told no more often than this. */
const progressEveryMs = 200

interface Names {
  attemptId: string
  itemId: string
  checkId: string
}

interface PlayerOptions {
  store: Store
  tails: Pick<Tails, 'lines' | 'wholeSinceMs'>
  redactor: Redactor
  clock: Clock
  timer: Timer
  contextOf: (run: Projection, own: OwnNames) => StepContext | undefined
  onMove: (runId: string, scenario: Scenario) => void
  /** Absent where nothing is monitored. */
  onLook: Monitors['onLook'] | undefined
  isAttended: boolean
}

/** Plays scenarios for real: each act on the disk before it is done, its outcome and evidence after. */
export function createPlayer(options: PlayerOptions) {
  const { store, tails, redactor, clock, timer, onMove } = options
  const redact = (text: string) => redactor.redact(text)
  /** Aborted at the end: nobody answers any more, and a clean-up that asks is not held up by it. */
  const over = new AbortController()
  const persistence = createPersistence(store)

  /** Intent on the disk, the step done, its outcome and evidence on the disk. */
  const perform = async (
    own: {
      projection: Projection
      scenario: Scenario
      names: Names
      context: StepContext
      planned: ScenarioPlan
    },
    step: ScenarioStep,
    place: StepPlace,
    signal: AbortSignal,
  ): Promise<Judgement> => {
    const { projection, scenario, names, context, planned } = own
    const { id: runId, environment } = projection.head()
    const written = prepareStep(step, context)
    const agreed = planned.steps.find(
      (one) => one.part === place.part && one.step === place.step,
    )?.danger
    const isMore = worseDanger(agreed ?? 'read', written.danger) !== (agreed ?? 'read')
    // Somebody may say meanwhile that this is production. What was begun is cleaned up all the same.
    const refused =
      place.part === 'after' ? undefined : refusalHere(scenario, written.danger, environment)
    const fault = isMore ? message('scenario.more-dangerous') : refused
    const prepared: PreparedCheck = fault
      ? { ...written, problem: { cause: 'bad-config', message: fault } }
      : written
    const about = { ...names, ...place, title: step.title }
    if (prepared.danger !== 'read' && !prepared.problem) {
      const { danger, target, command } = prepared
      const acting: RunEventBody = {
        type: 'scenario.acting',
        ...about,
        danger,
        target: redact(target),
        command: redact(command),
      }
      const intent = store.events.append(runId, { kind: 'engine' }, [acting])
      // Without its intent on the disk nothing is done.
      if (!intent.ok)
        return { verdict: 'unknown', expect: '', reason: intent.failure.message, read: {} }
    }
    const startedMs = clock.monotonicMs()
    const evidence = await evidenceOf(names.checkId, prepared, { signal, clock, redact })
    const { verdict, reason } = evidence.judgement
    // Of all tries; the evidence is of the last one.
    const durationMs = clock.monotonicMs() - startedMs
    save(
      runId,
      { type: 'scenario.step', ...about, verdict, reason, durationMs, evidenceHash: evidence.hash },
      evidence,
    )
    return evidence.judgement
  }

  /** A full disk holds no scenario up: what it does next is refused for want of its intent. */
  const save = (runId: string, body: RunEventBody, evidence: Evidence) =>
    void persistence.write(runId, { kind: 'engine' }, [body], [evidence])

  /** From its intent on the disk to its outcome there. */
  const playThrough = async (
    projection: Projection,
    live: Playing,
    planned: ScenarioPlan,
    cleanUpOnly: Message | undefined,
  ) => {
    const { id: runId } = projection.head()
    const { scenario, attemptId, correlationId } = live
    const { checkId, itemId } = scenario
    const names = { attemptId, itemId, checkId }
    const { signal } = live.abort
    const startedAt = clock.now()
    const startedMs = clock.monotonicMs()
    const literals: Record<string, string> = { correlation_id: correlationId }
    await using owned = new AsyncDisposableStack()
    using calm = createCalm(timer, progressEveryMs, () => onMove(runId, scenario))
    const wanted = cleanUpOnly ? { ...scenario, before: [], steps: [] } : scenario
    await whenTailsAreRead(runId, wanted, signal)
    const context = options.contextOf(projection, {
      names: { variables: scenario.variables, literals },
      mark: { n: tails.lines(runId)?.lastN ?? 0, atMs: Date.parse(clock.now()) },
      ask: (question, until) => ask(runId, live, question, until),
      onCaptured(values, secretNames) {
        for (const [name, value] of Object.entries(values)) {
          literals[`captured.${name}`] = value
          if (secretNames.includes(name)) redactor.add(name, value)
        }
      },
      onProgress(progress) {
        const said = redactMessage(progress, redact)
        if (!live.at || JSON.stringify(said) === JSON.stringify(live.at.progress)) return
        live.at.progress = said
        calm.call()
      },
    })
    if (context) {
      const watching = { ...context, onLook: options.onLook }
      context.witnesses = owned.use(await createWitnesses(wanted, watching))
    }
    const held: StepPlace[] = []
    let outcome: PlayOutcome
    if (context) {
      outcome = await play({
        scenario,
        signal,
        cleanUpOnly,
        mayGoOn: (place, until) => mayGoOn(runId, live, place, until),
        async perform(step, place, until) {
          live.at = { ...place, startedAt: clock.now() }
          onMove(runId, scenario)
          const judgement = await perform(
            { projection, scenario, names, context, planned },
            step,
            place,
            until,
          )
          if (judgement.verdict === 'passed') held.push(place)
          delete live.at
          return judgement
        },
      })
    } else {
      const name = projection.head().profileName
      outcome = { verdict: 'unknown', reason: message('run.unknown-profile', { name }) }
    }
    const { verdict, reason, brokenAt } = outcome
    const measurement: Measurement = {
      kind: 'measured',
      startedAt,
      durationMs: clock.monotonicMs() - startedMs,
      target: planned.target,
      command: planned.command,
      facts: {
        correlation_id: correlationId,
        steps_held: held.length,
        ...(brokenAt ? { broken_at: `${brokenAt.part} ${brokenAt.step}` } : {}),
      },
    }
    const evidence = await evidenceOf(
      checkId,
      {
        ...planned,
        expect: '',
        measure: () => Promise.resolve(measurement),
        judge: () => ({ verdict, expect: '', reason, read: measurement.facts }),
      },
      { signal, clock, redact },
    )
    const { durationMs } = measurement
    save(
      runId,
      {
        type: 'check.finished',
        ...names,
        verdict,
        reason,
        durationMs,
        evidenceHash: evidence.hash,
      },
      evidence,
    )
  }

  /** A tail that is only just being connected would make every "not seen" unknown. */
  const whenTailsAreRead = async (runId: string, scenario: Scenario, signal: AbortSignal) => {
    const wanted = scenarioParts
      .flatMap((part) => scenario[part])
      .flatMap((step) => (step.kind === 'log' ? [step.tail] : []))
    const untilMs = clock.monotonicMs() + tailPatienceMs
    while (
      wanted.some((tail) => tails.wholeSinceMs(runId, tail) === undefined) &&
      clock.monotonicMs() < untilMs &&
      !signal.aborted
    )
      await pause(timer, 50, signal)
  }

  const mayGoOn = (runId: string, live: Playing, place: StepPlace, signal: AbortSignal) => {
    if (!live.isStepwise || signal.aborted) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => resolve(), { once: true })
    live.waitsAt = place
    live.goOn = resolve
    onMove(runId, live.scenario)
    return promise.finally(() => {
      delete live.waitsAt
      delete live.goOn
      onMove(runId, live.scenario)
    })
  }

  const ask = (runId: string, live: Playing, question: string, signal: AbortSignal) => {
    if (!options.isAttended || over.signal.aborted) return Promise.resolve(undefined)
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>()
    const end = () => resolve(undefined)
    const ends = AbortSignal.any([signal, over.signal])
    ends.addEventListener('abort', end)
    if (ends.aborted) end()
    live.asking = question
    live.answer = resolve
    onMove(runId, live.scenario)
    return promise.finally(() => {
      ends.removeEventListener('abort', end)
      delete live.asking
      delete live.answer
    })
  }

  return {
    play: playThrough,
    [Symbol.dispose]() {
      over.abort()
      persistence[Symbol.dispose]()
    },
  }
}
