import { scenarioParts, type Scenario, type ScenarioStep } from '../../shared/model/scenario.ts'
import type { Monitors } from '../monitor/monitors.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { StepContext } from './prepare-step.ts'
import { watchQueue, type QueueWitness } from './queue-witness.ts'
import { seenLook, type SeenLook } from './stayed-up-step.ts'

/** What some steps must have watched since the scenario began, by step. */
export interface Witnesses {
  queue(step: ScenarioStep): QueueWitness | undefined
  looks(step: ScenarioStep): readonly SeenLook[] | undefined
}

interface WitnessOptions {
  runId: string
  environment: StepContext['environment']
  names: StepContext['names']
  logWindow: StepContext['logWindow']
  /** Absent where nothing is monitored. */
  onLook: Monitors['onLook'] | undefined
  clock: Clock
  timer: Timer
}

/** Begins to watch what the steps of a scenario will ask about; ready when each first look is done. */
export async function createWitnesses(
  scenario: Scenario,
  options: WitnessOptions,
): Promise<Witnesses & AsyncDisposable> {
  const { runId, environment, names, logWindow, onLook, clock, timer } = options
  const queues = new Map<ScenarioStep, QueueWitness>()
  const looks = new Map<ScenarioStep, SeenLook[]>()
  const byCheck = new Map<string, SeenLook[]>()
  for (const step of scenarioParts.flatMap((part) => scenario[part])) {
    if (step.kind === 'queue-moved') {
      const prepare = (check: typeof step.check) => environment.prepare(check, { logWindow, names })
      queues.set(step, watchQueue({ check: step.check, prepare, clock, timer }))
    }
    if (step.kind === 'stayed-up' && onLook) {
      const seen = byCheck.get(step.checkId) ?? []
      byCheck.set(step.checkId, seen)
      looks.set(step, seen)
    }
  }
  const stop = onLook?.((look) => {
    if (look.runId === runId) byCheck.get(look.spec.id)?.push(seenLook(look))
  })
  await Promise.all([...queues.values()].map(({ begun }) => begun))
  return {
    queue: (step) => queues.get(step),
    looks: (step) => looks.get(step),
    async [Symbol.asyncDispose]() {
      stop?.()
      await Promise.all([...queues.values()].map((queue) => queue[Symbol.asyncDispose]()))
    },
  }
}
