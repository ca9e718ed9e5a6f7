import { z } from 'zod'

import { entryKinds, severities } from '../../shared/model/incident.ts'

const text = z.string()
const named = { incidentId: text }

const causeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hand') }),
  z.strictObject({ kind: z.literal('rollback'), rollbackId: text, title: text }),
  z.strictObject({ kind: z.literal('gate'), gateId: text, title: text }),
])

/** What happens to an incident, as it comes back from the disk. */
export const incidentBodySchemas = [
  z.strictObject({
    type: z.literal('incident.opened'),
    ...named,
    title: text,
    severity: z.enum(severities),
    cause: causeSchema,
    escalation: z.array(
      z.strictObject({
        level: text,
        name: text,
        role: text.optional(),
        reach: text.optional(),
        afterMinutes: z.number().optional(),
      }),
    ),
  }),
  z.strictObject({
    type: z.literal('incident.changed'),
    ...named,
    title: text.optional(),
    severity: z.enum(severities).optional(),
    commander: text.optional(),
    scribe: text.optional(),
  }),
  z.strictObject({
    type: z.literal('incident.reached'),
    ...named,
    level: text,
    name: text,
    note: text.optional(),
  }),
  z.strictObject({
    type: z.literal('incident.said'),
    ...named,
    entryId: text,
    kind: z.enum(entryKinds),
    text,
  }),
  z.strictObject({
    type: z.literal('incident.ruled-out'),
    ...named,
    entryId: text,
    hypothesis: text,
    because: text,
  }),
  z.strictObject({
    type: z.literal('incident.action'),
    ...named,
    actionId: text,
    text,
    owner: text,
    due: text.optional(),
  }),
  z.strictObject({ type: z.literal('incident.action-done'), ...named, actionId: text, text }),
  z.strictObject({ type: z.literal('incident.resolved'), ...named, text }),
  z.strictObject({ type: z.literal('incident.reopened'), ...named, text }),
] as const
