import { z } from 'zod'

import { entryKinds, severities, type IncidentText, type LeftOver } from '../model/incident.ts'
import { call, gives, id, longText, nothing, personName, runId, shortText } from './call.ts'

const incident = runId.extend({ incidentId: id })

export const incidentCalls = {
  /** One at a time in a run. `gateId`: the gate whose criterion broke. */
  'incident.open': call(
    runId.extend({
      title: shortText.trim().min(1),
      severity: z.enum(severities),
      gateId: id.optional(),
    }),
    gives<{ incidentId: string }>(),
  ),
  'incident.change': call(
    incident.extend({
      title: shortText.trim().min(1).optional(),
      severity: z.enum(severities).optional(),
      commander: personName.optional(),
      scribe: personName.optional(),
    }),
    gives<null>(),
  ),
  /** Whoever is called at this level was reached. */
  'incident.reach': call(incident.extend({ level: id, note: longText.optional() }), gives<null>()),
  'incident.say': call(
    incident.extend({ kind: z.enum(entryKinds), text: longText.trim().min(1) }),
    gives<null>(),
  ),
  'incident.ruleOut': call(
    incident.extend({ entryId: id, because: longText.trim().min(1) }),
    gives<null>(),
  ),
  /** Something to be done so that it does not come back; also once it is resolved. */
  'incident.action': call(
    incident.extend({
      text: longText.trim().min(1),
      owner: personName,
      due: z.iso.date().optional(),
    }),
    gives<null>(),
  ),
  'incident.actionDone': call(incident.extend({ actionId: id }), gives<null>()),
  'incident.resolve': call(incident.extend({ text: longText }), gives<null>()),
  'incident.reopen': call(incident.extend({ text: longText }), gives<null>()),
  /**
   * What is left to do after this Warroom's go-lives, the first due first: steps of open runs that are
   * due after a T0 that has passed, and actions of incidents.
   */
  'incident.left': call(nothing, gives<LeftOver[]>()),
  /** Ready to be copied, with the facts filled in. */
  'incident.texts': call(
    incident.extend({ locale: z.enum(['en', 'fr']) }),
    gives<IncidentText[]>(),
  ),
  /** Drafted from the run's history. `roles`: never a name where a role will do. */
  'incident.postMortem': call(
    incident.extend({
      format: z.enum(['markdown', 'html']),
      locale: z.enum(['en', 'fr']),
      people: z.enum(['names', 'roles']),
    }),
    gives<{ fileName: string; text: string }>(),
  ),
}
