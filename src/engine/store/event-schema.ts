import { z } from 'zod'

import { catalogue, type MessageId } from '../../shared/messages/catalogue.ts'
import type { Message } from '../../shared/messages/message.ts'
import { alertNews } from '../../shared/model/alert.ts'
import { toldAlerts } from '../../shared/model/budget.ts'
import type { Measurement, UnmeasurableCause } from '../../shared/model/check.ts'
import { gateDecisions, gateVerdicts } from '../../shared/model/gate.ts'
import { noticeKinds } from '../../shared/model/notice.ts'
import { environments } from '../../shared/model/profile.ts'
import { queueAlarms } from '../../shared/model/queue.ts'
import {
  manualStates,
  type Actor,
  type Evidence,
  type RunEvent,
  type RunEventBody,
} from '../../shared/model/run.ts'
import { scenarioParts } from '../../shared/model/scenario.ts'
import { tailKinds } from '../../shared/model/tail.ts'
import { drillBodySchemas } from './drill-schema.ts'
import { criterionSchema, gateEvaluationSchema } from './gate-schema.ts'
import { incidentBodySchemas } from './incident-schema.ts'
import { lessonBodySchemas } from './lesson-schema.ts'
import { readinessBodySchema, restoreBodySchemas } from './readiness-schema.ts'
import { rollbackBodySchemas } from './rollback-schema.ts'

/**
 * The shapes of what is kept, checked where it comes back from a file that somebody else may have
 * had in hand. Strict, so that nothing is dropped between reading and hashing.
 */
const text = z.string()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const messageId = z.custom<MessageId>(
  (id) => typeof id === 'string' && Object.hasOwn(catalogue, id),
)
const message: z.ZodType<Message> = z.strictObject({
  id: messageId,
  values: z.record(text, z.union([text, z.number()])).optional(),
})
const verdict = z.enum(['passed', 'failed', 'unknown'])
const seen = z.enum(['up', 'down', 'unknown'])
const monitored = { itemId: text, checkId: text }
const attempt = { attemptId: text, itemId: text, checkId: text }

export const actorSchema: z.ZodType<Actor> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), name: text }),
  z.strictObject({ kind: z.literal('engine') }),
])

export const bodySchema: z.ZodType<RunEventBody> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run.created'),
    title: text,
    runbookHash: hash,
    runbookName: text,
    runbookPath: text.optional(),
    profileName: text,
    environment: z.enum(environments),
    profileHash: hash,
    release: z.strictObject({ version: text, commit: text, lastGood: text }),
    people: z.array(z.strictObject({ name: text, role: text })),
    t0: text.optional(),
  }),
  z.strictObject({ type: z.literal('run.t0'), t0: text.optional() }),
  z.strictObject({ type: z.literal('run.closed'), note: text }),
  z.strictObject({ type: z.literal('run.reopened'), note: text }),
  z.strictObject({ type: z.literal('run.taken-over'), by: text, reason: text.optional() }),
  z.strictObject({ type: z.literal('run.noted'), text }),
  z.strictObject({
    type: z.literal('item.set'),
    itemId: text,
    state: z.enum(manualStates),
    note: text.optional(),
  }),
  z.strictObject({ type: z.literal('item.waived'), itemId: text, by: text, reason: text }),
  z.strictObject({ type: z.literal('item.noted'), itemId: text, text }),
  z.strictObject({
    type: z.literal('check.started'),
    ...attempt,
    danger: z.enum(['read', 'change', 'destroy']),
    target: text,
    command: text.optional(),
    scenario: z.strictObject({ correlationId: text, cleanUpHash: hash.optional() }).optional(),
  }),
  z.strictObject({
    type: z.literal('check.finished'),
    ...attempt,
    verdict,
    reason: message,
    durationMs: z.number(),
    evidenceHash: hash,
  }),
  z.strictObject({ type: z.literal('check.orphaned'), ...attempt }),
  z.strictObject({
    type: z.literal('monitor.changed'),
    ...monitored,
    from: seen,
    to: seen,
    reason: message,
    evidenceHashes: z.array(hash),
  }),
  z.strictObject({
    type: z.literal('monitor.paused'),
    ...monitored,
    reason: text.optional(),
  }),
  z.strictObject({ type: z.literal('monitor.resumed'), ...monitored }),
  z.strictObject({
    type: z.literal('monitor.maintenance'),
    ...monitored,
    reason: text,
    until: z.iso.datetime(),
  }),
  z.strictObject({
    type: z.literal('alert.changed'),
    ...monitored,
    alertId: text,
    name: text,
    severity: text,
    summary: text,
    from: z.enum(alertNews).exclude(['ended']).optional(),
    to: z.enum(alertNews),
    evidenceHash: hash,
  }),
  z.strictObject({
    type: z.literal('gate.changed'),
    gateId: text,
    title: text,
    from: z.enum(gateVerdicts).optional(),
    to: z.enum(gateVerdicts),
    criterionId: text.optional(),
    reason: message,
  }),
  z.strictObject({
    type: z.literal('budget.burning'),
    budgetId: text,
    title: text,
    checkId: text,
    alert: z.enum(toldAlerts),
    burning: z.boolean(),
    reason: message,
  }),
  z.strictObject({
    type: z.literal('gate.decided'),
    gateId: text,
    title: text,
    decision: z.enum(gateDecisions),
    by: text,
    role: text,
    override: z.enum(gateVerdicts).optional(),
    reason: text.optional(),
    criteria: z.array(criterionSchema),
    evaluation: gateEvaluationSchema(message),
    evaluationHash: hash,
  }),
  z.strictObject({
    type: z.literal('scenario.acting'),
    ...attempt,
    part: z.enum(scenarioParts),
    step: text,
    title: text,
    danger: z.enum(['read', 'change', 'destroy']),
    target: text,
    command: text,
  }),
  z.strictObject({
    type: z.literal('scenario.left'),
    ...attempt,
    title: text,
    reason: message,
  }),
  z.strictObject({
    type: z.literal('scenario.step'),
    ...attempt,
    part: z.enum(scenarioParts),
    step: text,
    title: text,
    verdict,
    reason: message,
    durationMs: z.number(),
    evidenceHash: hash,
  }),
  ...rollbackBodySchemas(message),
  ...incidentBodySchemas,
  ...drillBodySchemas(message),
  ...lessonBodySchemas,
  readinessBodySchema(message),
  ...restoreBodySchemas(message),
  z.strictObject({
    type: z.literal('notice.acknowledged'),
    notices: z.array(
      z.strictObject({
        id: text,
        text: message,
        kind: z.enum(noticeKinds).optional(),
        at: text.optional(),
      }),
    ),
    by: text,
  }),
  z.strictObject({
    type: z.literal('queue.alarm'),
    ...monitored,
    key: text,
    queue: text,
    alarm: z.enum(queueAlarms).optional(),
    reason: message,
  }),
  z.strictObject({
    type: z.literal('log.alert'),
    tailId: text,
    tail: text,
    patternId: text,
    pattern: text,
    critical: z.boolean(),
    count: z.int(),
    windowSeconds: z.number(),
    line: text,
    lineAt: z.iso.datetime(),
  }),
  z.strictObject({
    type: z.literal('log.scanned'),
    itemId: text,
    source: message,
    verdict,
    reason: message,
    evidenceHash: hash,
  }),
  z.strictObject({
    type: z.literal('tail.added'),
    tail: z.strictObject({
      id: text,
      title: text,
      kind: z.enum(tailKinds),
      config: z.record(text, text),
      on: text.optional(),
      backSeconds: z.number(),
    }),
  }),
  z.strictObject({ type: z.literal('tail.removed'), tailId: text, title: text }),
  z.strictObject({
    type: z.literal('phase.signed'),
    phaseId: text,
    by: text,
    role: text,
    note: text.optional(),
  }),
  z.strictObject({ type: z.literal('event.undone'), seq: z.int() }),
  z.strictObject({ type: z.literal('runbook.adopted'), fromHash: hash, toHash: hash }),
  z.strictObject({
    type: z.literal('profile.adopted'),
    fromHash: hash,
    toHash: hash,
    environment: z.enum(environments),
  }),
  z.strictObject({ type: z.literal('engine.note'), message }),
])

export const eventSchema: z.ZodType<RunEvent> = z.strictObject({
  runId: text,
  seq: z.int(),
  at: z.iso.datetime(),
  actor: actorSchema,
  body: bodySchema,
  previousHash: hash,
  hash,
})

const causes = {
  'network-down': true,
  'name-not-found': true,
  'connect-timeout': true,
  'host-key-unknown': true,
  'host-key-changed': true,
  'host-key-revoked': true,
  'auth-failed': true,
  denied: true,
  'missing-program': true,
  'missing-container': true,
  'missing-file': true,
  'missing-variable': true,
  'missing-secret': true,
  'missing-target': true,
  'bad-config': true,
  'own-timeout': true,
  'link-lost': true,
  cancelled: true,
  unsupported: true,
  'outcome-unknown': true,
  bug: true,
} satisfies Record<UnmeasurableCause, true>

const facts = z.record(text, z.json())
const measurementBase = {
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  target: text,
  command: text.optional(),
  output: text.optional(),
  truncated: z.boolean().optional(),
}
const measurement: z.ZodType<Measurement> = z.discriminatedUnion('kind', [
  z.strictObject({ ...measurementBase, kind: z.literal('measured'), facts }),
  z.strictObject({
    ...measurementBase,
    kind: z.literal('unmeasurable'),
    cause: z.custom<UnmeasurableCause>(
      (cause) => typeof cause === 'string' && Object.hasOwn(causes, cause),
    ),
    message,
    detail: text.optional(),
    mayStillRun: z.boolean().optional(),
  }),
])

export const evidenceSchema: z.ZodType<Evidence> = z.strictObject({
  hash,
  checkId: text,
  measurement,
  judgement: z.strictObject({ verdict, expect: text, reason: message, read: facts }),
})
