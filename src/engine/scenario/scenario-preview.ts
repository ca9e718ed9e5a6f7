import { message, type Message } from '../../shared/messages/message.ts'
import type { Danger } from '../../shared/model/check.ts'
import { environments, type Environment } from '../../shared/model/profile.ts'
import type { RunHead } from '../../shared/model/run.ts'
import {
  scenarioParts,
  type Scenario,
  type ScenarioStep,
  type StepPreview,
} from '../../shared/model/scenario.ts'
import { placesOf } from './play.ts'
import { prepareStep, worseDanger, type StepContext } from './prepare-step.ts'

/** What a scenario would do, as shown before it does, and as agreed to. */
export interface ScenarioPlan {
  steps: StepPreview[]
  danger: Danger
  target: string
  command: string
}

/** Every step as it would be done; what is only known meanwhile shows by its name. */
export function planScenario(
  scenario: Scenario,
  context: StepContext,
  cleanUpOnly: boolean,
): ScenarioPlan {
  const parts = cleanUpOnly ? (['after'] as const) : scenarioParts
  const steps = parts.flatMap((part) =>
    placesOf(scenario, part).map(({ step, place }): StepPreview => {
      const { target, command, danger, problem } = prepareStep(step, context)
      return {
        ...place,
        title: step.title,
        target,
        command,
        danger,
        ...(problem ? { problem: problem.message } : {}),
      }
    }),
  )
  const acting = steps.filter(({ danger }) => danger !== 'read')
  const shown = acting.length > 0 ? acting : steps
  return {
    steps,
    danger: steps.map(({ danger }) => danger).reduce(worseDanger, 'read'),
    target: [...new Set(shown.map(({ target }) => target).filter((target) => target !== ''))].join(
      ', ',
    ),
    command: steps
      .map(({ title, target, command }) => `# ${title} (${target})\n${command}`)
      .join('\n'),
  }
}

/** Why it may not run in this environment; the engine's own word, whatever a screen says. */
export function refusalHere(
  scenario: Scenario,
  danger: Danger,
  environment: Environment,
): Message | undefined {
  const allowed =
    scenario.environments ??
    (danger === 'read' ? environments : environments.filter((one) => one !== 'production'))
  if (allowed.some((one) => one === environment)) return undefined
  const inOrder = environments.filter((one) => allowed.includes(one))
  return message('scenario.not-here', { environment, allowed: inOrder.join('_') })
}

/** What must be typed before it runs: in production, and wherever something is destroyed. */
export function wordsToType(
  danger: Danger,
  { environment, profileName }: Pick<RunHead, 'environment' | 'profileName'>,
): string | undefined {
  const mustType = danger === 'destroy' || (danger === 'change' && environment === 'production')
  return mustType ? profileName : undefined
}

/** Names that stand for what is only known while it runs. */
export function namesForEyes(scenario: Scenario): StepContext['names'] {
  const captured = (step: ScenarioStep): string[] => {
    if (step.kind === 'repeat') return step.steps.flatMap(captured)
    return step.kind === 'check' ? step.captures.map(({ name }) => name) : []
  }
  const names = scenarioParts.flatMap((part) => scenario[part].flatMap(captured))
  return {
    variables: scenario.variables,
    literals: {
      correlation_id: '«correlation_id»',
      ...Object.fromEntries(names.map((name) => [`captured.${name}`, `«${name}»`])),
    },
  }
}
