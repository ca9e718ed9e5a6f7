import { z } from 'zod'

import { scenarioParts, type ScenarioPreview, type ScenarioStatus } from '../model/scenario.ts'
import { call, gives, id, longText, runId, shortText } from './call.ts'

const scenario = runId.extend({ scenarioId: id })

export const scenarioCalls = {
  /** Every step as it would be done, before anything is. */
  'scenario.preview': call(
    scenario.extend({ cleanUpOnly: z.boolean().default(false) }),
    gives<ScenarioPreview>(),
  ),
  /**
   * Plays a scenario; progress shows in the `scenarios` subscription. One that changes something
   * needs the token of exactly what was previewed, and the words that the preview asked for.
   */
  'scenario.start': call(
    scenario.extend({
      cleanUpOnly: z.boolean().default(false),
      /** It stops before each of its steps and waits; its clean-up never does. */
      stepwise: z.boolean().default(false),
      agreed: z.strictObject({ token: id, typed: shortText.optional() }).optional(),
    }),
    gives<{ attemptId: string }>(),
  ),
  /** Does the step before which it stands, if it still is `at`; then stops again, or runs through. */
  'scenario.continue': call(
    scenario.extend({
      at: z.strictObject({ part: z.enum(scenarioParts), step: z.string() }),
      stepwise: z.boolean(),
    }),
    gives<null>(),
  ),
  /** What each of its executions showed, newest first. */
  'scenario.attempts': call(scenario, gives<ScenarioStatus[]>()),
  /** Its clean-up still runs. */
  'scenario.cancel': call(scenario, gives<null>()),
  /** A person's word on what the scenario asks at the moment. */
  'scenario.answer': call(
    scenario.extend({
      verdict: z.enum(['passed', 'failed', 'unknown']),
      note: longText.optional(),
    }),
    gives<null>(),
  ),
}
