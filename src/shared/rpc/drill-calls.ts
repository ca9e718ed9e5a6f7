import { z } from 'zod'

import { drillBeginnings, drillKinds } from '../model/drill.ts'
import { call, gives, id, personName } from './call.ts'

/** Practicing a rollback: the range breaks, unannounced, and somebody leads it back. */
export const drillCalls = {
  /**
   * Starts the range where it does not run yet, opens a run of the drill's runbook, and breaks the range
   * in one of the ways that are possible here; which one is left to chance where `kind` is absent. One
   * drill at a time. Stopping the range breaks it off.
   */
  'drill.start': call(
    z.strictObject({
      by: personName,
      kind: z.enum(drillKinds).optional(),
      begins: z.enum(drillBeginnings).default('within-a-minute'),
      /** Of the drill's runbook. */
      locale: z.enum(['en', 'fr']),
    }),
    gives<{ drillId: string; runId: string }>(),
  ),
  /** Ends it: what was broken is told, and the range made whole. */
  'drill.give-up': call(z.strictObject({ drillId: id }), gives<null>()),
} as const
