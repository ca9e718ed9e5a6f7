import { message } from '../../shared/messages/message.ts'
import type { Scenario, ScenarioPreview } from '../../shared/model/scenario.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { createAgreements } from '../run/agreement.ts'
import type { Projection } from '../run/projection.ts'
import type { OwnNames } from './player.ts'
import type { StepContext } from './prepare-step.ts'
import {
  namesForEyes,
  planScenario,
  refusalHere,
  wordsToType,
  type ScenarioPlan,
} from './scenario-preview.ts'

interface Wish {
  run: Projection
  scenario: Scenario
  cleanUpOnly: boolean
}

/** What somebody showed that they agree to. */
interface Agreed {
  token: string
  typed?: string | undefined
}

/**
 * What may be played, and who agreed to it. A scenario that changes anything is played only where its
 * environments allow it, and only as it was shown: what it would do is resolved again at the start.
 */
export function createConsent(
  contextOf: (run: Projection, own: OwnNames) => StepContext | undefined,
) {
  const agreements = createAgreements()

  const plan = ({ run, scenario, cleanUpOnly }: Wish): Result<ScenarioPlan> => {
    const context = contextOf(run, {
      names: namesForEyes(scenario),
      mark: { n: 0, atMs: 0 },
      ask: () => Promise.resolve(undefined),
      onCaptured: () => undefined,
      onProgress: () => undefined,
    })
    if (context) return ok(planScenario(scenario, context, cleanUpOnly))
    const { profileName: name } = run.head()
    return failure('unavailable', message('run.unknown-profile', { name }))
  }
  const actOf = ({ run, scenario: { checkId } }: Wish, planned: ScenarioPlan) => {
    const { target, command, danger } = planned
    return { runId: run.head().id, checkId, target, command, danger }
  }

  return {
    /** The clean-up as it would be done now, where it may be. */
    cleanUp(run: Projection, scenario: Scenario): Result<ScenarioPlan> {
      const planned = plan({ run, scenario, cleanUpOnly: true })
      if (!planned.ok) return planned
      const refused = refusalHere(scenario, planned.value.danger, run.head().environment)
      return refused ? failure('denied', refused) : planned
    },
    preview(wish: Wish): Result<ScenarioPreview> {
      const planned = plan(wish)
      if (!planned.ok) return planned
      const { steps, danger } = planned.value
      const { id: scenarioId, title } = wish.scenario
      const head = wish.run.head()
      const refused = refusalHere(wish.scenario, danger, head.environment)
      const typed = wordsToType(danger, head)
      return ok({
        scenarioId,
        title,
        environment: head.environment,
        danger,
        steps,
        token: agreements.offer(actOf(wish, planned.value)),
        ...(typed === undefined ? {} : { typed }),
        ...(refused ? { refused } : {}),
      })
    },
    /** What is agreed to, as it would be done now. */
    agree(wish: Wish, agreed: Agreed | undefined): Result<ScenarioPlan & { token: string }> {
      const planned = plan(wish)
      if (!planned.ok) return planned
      const { danger } = planned.value
      const { title } = wish.scenario
      const head = wish.run.head()
      const refused = refusalHere(wish.scenario, danger, head.environment)
      if (refused) return failure('denied', refused)
      const token = agreements.tokenOf(actOf(wish, planned.value))
      if (danger === 'read') return ok({ ...planned.value, token })
      if (agreed?.token !== token || !agreements.wasOffered(token))
        return failure('needs-confirmation', message('scenario.needs-confirmation', { title }))
      const words = wordsToType(danger, head)
      if (words !== undefined && agreed.typed?.trim() !== words.trim())
        return failure('needs-confirmation', message('scenario.wrong-words', { title, words }))
      return ok({ ...planned.value, token })
    },
    /** It was begun: to do it again, it must be agreed to again. */
    consume: (token: string) => agreements.consume([token]),
  }
}
