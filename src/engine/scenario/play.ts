import { message, type Message } from '../../shared/messages/message.ts'
import type { Judgement, Verdict } from '../../shared/model/check.ts'
import type {
  Scenario,
  ScenarioPart,
  ScenarioStep,
  StepPlace,
} from '../../shared/model/scenario.ts'

export interface PlayOptions {
  scenario: Scenario
  /** Cancels set-up and steps. The clean-up is not cancelled: it runs whatever happens. */
  signal: AbortSignal
  /** Only the clean-up is done, and this is said of it. */
  cleanUpOnly: Message | undefined
  /** Settles when this step may be done: at once, or when a person lets it. */
  mayGoOn: (place: StepPlace, signal: AbortSignal) => Promise<void>
  perform: (step: ScenarioStep, place: StepPlace, signal: AbortSignal) => Promise<Judgement>
}

export interface PlayOutcome {
  verdict: Verdict
  reason: Message
  /** The first step that did not hold. */
  brokenAt?: StepPlace
}

export const placesOf = (scenario: Scenario, part: ScenarioPart) =>
  scenario[part].map((step, index) => ({ step, place: { part, step: String(index + 1) } }))

/** Plays a scenario: set-up, its steps up to the first that does not hold, then all of the clean-up. */
export async function play(options: PlayOptions): Promise<PlayOutcome> {
  const { scenario } = options
  const outcome = await playMain(options)
  let uncleaned: PlayOutcome | undefined
  const always = new AbortController().signal
  for (const { step, place } of placesOf(scenario, 'after')) {
    const { verdict } = await options.perform(step, place, always)
    if (verdict !== 'passed')
      uncleaned ??= {
        verdict: 'unknown',
        reason: message('scenario.clean-up-failed', { title: step.title }),
        brokenAt: place,
      }
  }
  // What failed is worth more than what was left behind, which its own step says.
  return outcome.verdict === 'failed' ? outcome : (uncleaned ?? outcome)
}

async function playMain(options: PlayOptions): Promise<PlayOutcome> {
  const { scenario, signal, cleanUpOnly, mayGoOn, perform } = options
  if (cleanUpOnly) return { verdict: 'unknown', reason: cleanUpOnly }
  const all = [...placesOf(scenario, 'before'), ...placesOf(scenario, 'steps')]
  for (const { step, place } of all) {
    if (place.part === 'steps') await mayGoOn(place, signal)
    const judgement = signal.aborted ? undefined : await perform(step, place, signal)
    if (!judgement || signal.aborted)
      return { verdict: 'unknown', reason: message('scenario.cancelled'), brokenAt: place }
    const { verdict, reason } = judgement
    if (verdict === 'passed') continue
    // What could not be set up says nothing of the system.
    return place.part === 'before'
      ? {
          verdict: 'unknown',
          reason: message('scenario.set-up-failed', { title: step.title }),
          brokenAt: place,
        }
      : { verdict, reason, brokenAt: place }
  }
  return {
    verdict: 'passed',
    reason: message('scenario.passed', { steps: scenario.steps.length }),
  }
}
