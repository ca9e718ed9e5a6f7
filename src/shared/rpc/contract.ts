import { z } from 'zod'

import type { Locale } from '../messages/message.ts'
import type { AlertEntry } from '../model/alert.ts'
import type { BudgetStatus } from '../model/budget.ts'
import type { DrillStatus } from '../model/drill.ts'
import { gateDecisions, type GateStatus } from '../model/gate.ts'
import type { IncidentStatus } from '../model/incident.ts'
import type { Lesson } from '../model/lesson.ts'
import type { MeasureHistory } from '../model/measure.ts'
import type { KeptFailure, MonitorHistory, MonitorStatus } from '../model/monitor.ts'
import { quietHoursSchema, type Notice } from '../model/notice.ts'
import type { PiiPage } from '../model/pii.ts'
import { profileSchema } from '../model/profile.ts'
import type { QueueStatus } from '../model/queue.ts'
import type { ReadinessStatus, RestorePreview } from '../model/readiness.ts'
import type { RollbackStatus } from '../model/rollback.ts'
import type {
  Evidence,
  ItemStatus,
  RunEvent,
  RunHead,
  RunSummary,
  Signature,
} from '../model/run.ts'
import { manualStates } from '../model/run.ts'
import type { Runbook } from '../model/runbook.ts'
import type { ScenarioStatus } from '../model/scenario.ts'
import { settingRanges, type NumberSettingName } from '../model/setting-ranges.ts'
import type { LogHistogram, LogPage, TailStatus } from '../model/tail.ts'
import {
  call,
  gives,
  id,
  isoTime,
  longText,
  nothing,
  personName,
  runId,
  shortText,
  type Output,
} from './call.ts'
import { drillCalls } from './drill-calls.ts'
import { incidentCalls } from './incident-calls.ts'
import { lessonCalls } from './lesson-calls.ts'
import { logCalls } from './log-calls.ts'
import { rollbackCalls } from './rollback-calls.ts'
import { scenarioCalls } from './scenario-calls.ts'
import type {
  CheckPreview,
  EngineStatus,
  ProfileEntry,
  RangeStatus,
  RunbookEntry,
  RunbookDiff,
  SecretStatus,
  Settings,
  TargetTest,
  VerifyReport,
} from './views.ts'

const checkIds = z.array(id).min(1).max(1000)
const numberSetting = (name: NumberSettingName) =>
  z.int().min(settingRanges[name][0]).max(settingRanges[name][1]).optional()
/** 16 MB of base64: the largest runbook or run file taken in one message. */
const base64 = z.base64().max(22_000_000)

/** Every call that a window, a browser or a test may make of the engine. */
export const calls = {
  /** Bytes (browser) or a path on this machine (desktop): repaired, parsed, kept in the library. */
  'runbook.open': call(
    z.union([
      z.strictObject({ path: z.string().min(1).max(4096) }),
      z.strictObject({ fileName: shortText.min(1), base64 }),
    ]),
    gives<{ hash: string }>(),
  ),
  'runbook.get': call(z.strictObject({ hash: id }), gives<Runbook>()),
  'runbook.forget': call(z.strictObject({ hash: id }), gives<null>()),

  'profile.get': call(
    z.strictObject({ name: id }),
    gives<{ name: string; text: string; path: string }>(),
  ),
  /** Validates and writes the YAML text; a mistake names its line and field. */
  'profile.save': call(z.strictObject({ name: id, text: longText.max(200_000) }), gives<null>()),
  'profile.build': call(z.strictObject({ profile: profileSchema }), gives<{ text: string }>()),
  'profile.delete': call(z.strictObject({ name: id }), gives<null>()),
  /** Tries a target of a text that may not be saved yet; `profile` names its vault's secrets. */
  'profile.test': call(
    z.strictObject({
      profile: id,
      text: longText.max(200_000),
      kind: z.enum(['host', 'endpoint', 'postgres', 'redis', 'secret']),
      target: id,
    }),
    gives<TargetTest>(),
  ),
  'secret.list': call(z.strictObject({ profile: id }), gives<SecretStatus[]>()),
  /** Into the vault. Goes one way: no call gives it back. */
  'secret.set': call(
    z.strictObject({ profile: id, name: id, value: z.string().min(1).max(100_000) }),
    gives<{ kept: 'vault' | 'memory' }>(),
  ),
  'secret.forget': call(z.strictObject({ profile: id, name: id }), gives<null>()),

  'run.create': call(
    z.strictObject({
      runbookHash: id,
      profile: id,
      title: shortText.min(1),
      release: z.strictObject({ version: shortText, commit: shortText, lastGood: shortText }),
      people: z.array(z.strictObject({ name: personName, role: shortText })).max(100),
      t0: isoTime.optional(),
    }),
    gives<{ runId: string }>(),
  ),
  'run.t0': call(runId.extend({ t0: isoTime.optional() }), gives<null>()),
  'run.note': call(runId.extend({ text: longText.min(1) }), gives<null>()),
  'run.close': call(runId.extend({ note: longText }), gives<null>()),
  'run.reopen': call(runId.extend({ note: longText }), gives<null>()),
  'run.undo': call(runId.extend({ seq: z.int().positive() }), gives<null>()),
  'item.set': call(
    runId.extend({
      itemIds: z.array(id).min(1).max(1000),
      state: z.enum(manualStates),
      note: longText.optional(),
    }),
    gives<null>(),
  ),
  'item.waive': call(
    runId.extend({ itemId: id, by: personName, reason: longText.trim().min(1) }),
    gives<null>(),
  ),
  'item.note': call(runId.extend({ itemId: id, text: longText.min(1) }), gives<null>()),
  'phase.sign': call(
    runId.extend({ phaseId: id, by: personName, role: shortText, note: longText.optional() }),
    gives<null>(),
  ),

  /** What would run, resolved and redacted, before anything does. */
  'check.preview': call(
    runId.extend({ itemIds: z.array(id).min(1).max(1000) }),
    gives<CheckPreview[]>(),
  ),
  /**
   * Starts the checks; progress shows in the `run` subscription. A check that changes its target
   * runs only if `agreed` holds the token of exactly the command that was previewed and, in
   * production, the words that the preview asked to have typed.
   */
  'check.start': call(
    runId.extend({
      itemIds: z.array(id).min(1).max(1000),
      agreed: z
        .array(z.strictObject({ token: id, typed: shortText.optional() }))
        .max(1000)
        .default([]),
    }),
    gives<{ started: string[] }>(),
  ),
  'check.cancel': call(runId.extend({ itemIds: z.array(id).max(1000) }), gives<null>()),
  'evidence.get': call(z.strictObject({ hash: id }), gives<Evidence>()),

  'monitor.pause': call(
    runId.extend({ checkIds, reason: shortText.trim().min(1).optional() }),
    gives<null>(),
  ),
  /** Ends a pause, or a maintenance window before its time. */
  'monitor.resume': call(runId.extend({ checkIds }), gives<null>()),
  /** Until then the monitors are looked at and nothing of it counts. */
  'monitor.maintenance': call(
    runId.extend({ checkIds, reason: shortText.trim().min(1), until: isoTime }),
    gives<null>(),
  ),
  /** In columns from `from` to `to`, `points` at most or a few more, each an interval wide at least. */
  'monitor.history': call(
    runId.extend({ checkId: id, from: isoTime, to: isoTime, points: z.int().min(1).max(2000) }),
    gives<MonitorHistory>(),
  ),
  /** Numbers that a check gave, such as `depth` or `queues.mail.depth`, in columns as above. */
  'monitor.measures': call(
    runId.extend({
      checkId: id,
      names: z.array(id).min(1).max(20),
      from: isoTime,
      to: isoTime,
      points: z.int().min(1).max(2000),
    }),
    gives<MeasureHistory>(),
  ),
  /** The latest looks of a time that did not pass, oldest first, one a minute. */
  'monitor.failures': call(
    runId.extend({ checkId: id, from: isoTime, to: isoTime, most: z.int().min(1).max(200) }),
    gives<KeptFailure[]>(),
  ),

  /**
   * One person's signature under a gate, with all of it as it is at this moment; it cannot be undone.
   * `typed` repeats the name. A GO against the verdict takes `override` and a reason, a delay a reason.
   */
  'gate.decide': call(
    runId.extend({
      gateId: id,
      decision: z.enum(gateDecisions),
      by: personName,
      role: shortText.trim(),
      typed: shortText,
      override: z.boolean().default(false),
      reason: longText.trim().min(1).optional(),
    }),
    gives<null>(),
  ),

  /** Somebody has seen them and says so by name. */
  'notice.acknowledge': call(
    runId.extend({ ids: z.array(id).min(1).max(1000), by: personName }),
    gives<null>(),
  ),

  /**
   * Lines of the merged stream that the filter lets through: those after `after`, or the last ones
   * before `before`, or those from a moment on, or the last ones of all. It looks for a moment only; `reachedN` says how far.
   */
  'log.page': call(
    runId.extend({
      filter: shortText.default(''),
      after: z.int().min(0).optional(),
      before: z.int().min(1).optional(),
      from: isoTime.optional(),
      limit: z.int().min(1).max(1000),
    }),
    gives<LogPage>(),
  ),
  /** By level, in columns from `from` to `to`. */
  'log.histogram': call(
    runId.extend({
      filter: shortText.default(''),
      from: isoTime,
      to: isoTime,
      columns: z.int().min(1).max(500),
    }),
    gives<LogHistogram>(),
  ),

  /**
   * Personal data in kept lines, of the last `minutes` or of all, newest first. It looks for a moment
   * only; go on with `before: reachedN` until `isEnd`. Values are never told.
   */
  'log.pii': call(
    runId.extend({
      minutes: z.int().min(1).max(100_000).optional(),
      before: z.int().min(1).optional(),
    }),
    gives<PiiPage>(),
  ),

  ...drillCalls,
  ...incidentCalls,
  ...lessonCalls,
  ...logCalls,
  ...rollbackCalls,
  ...scenarioCalls,

  /** Looks at every line of what must be so before one may rely on the way back. It only reads. */
  'readiness.check': call(runId, gives<null>()),
  /** How a backup would be put back once, into a database of its own that is dropped again. */
  'readiness.restore-preview': call(runId.extend({ backupId: id }), gives<RestorePreview>()),
  /** Begins it, with the token of exactly what was previewed; progress shows in `readiness`. */
  'readiness.restore': call(
    runId.extend({
      backupId: id,
      by: personName,
      agreed: z.strictObject({ token: id, typed: shortText.optional() }),
    }),
    gives<null>(),
  ),
  /** Its database is dropped all the same. */
  'readiness.restore-cancel': call(runId, gives<null>()),

  'runbook.diff': call(runId, gives<RunbookDiff>()),
  'runbook.adopt': call(runId.extend({ toHash: id }), gives<null>()),
  /** The run goes on with its profile's file as it is now. */
  'profile.adopt': call(runId, gives<null>()),

  'run.report': call(
    runId.extend({ format: z.enum(['markdown', 'html']), locale: z.enum(['en', 'fr']) }),
    gives<{ fileName: string; text: string }>(),
  ),
  'run.export': call(runId, gives<{ fileName: string; base64: string }>()),
  'run.import': call(z.strictObject({ base64 }), gives<{ runId: string }>()),
  /**
   * An imported run goes on here, under this name, and its history says so. Whoever exported it must
   * let go of it: two that go on are two histories, and neither takes the other in.
   */
  'run.take-over': call(
    runId.extend({ by: personName, reason: shortText.trim().min(1).optional() }),
    gives<null>(),
  ),
  'run.verify': call(runId, gives<VerifyReport>()),

  'range.start': call(nothing, gives<null>()),
  'range.stop': call(nothing, gives<null>()),

  'settings.set': call(
    z.strictObject({
      locale: z.enum(['en', 'fr', 'system']).optional(),
      theme: z.enum(['dark', 'light', 'system']).optional(),
      operator: shortText.optional(),
      concurrency: numberSetting('concurrency'),
      monitorConcurrency: numberSetting('monitorConcurrency'),
      monitorConcurrencyPerTarget: numberSetting('monitorConcurrencyPerTarget'),
      sampleBudgetMb: numberSetting('sampleBudgetMb'),
      redisCommandsPerSecond: numberSetting('redisCommandsPerSecond'),
      notifySystem: z.boolean().optional(),
      notifySound: z.boolean().optional(),
      quietHours: quietHoursSchema.nullable().optional(),
    }),
    gives<null>(),
  ),
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
export type CallParsed<N extends CallName> = z.output<Calls[N]['input']>
export type CallOutput<N extends CallName> = Calls[N]['output'] extends Output<infer O> ? O : never

/** A keyed collection that a window mirrors: a snapshot, then changes by key. */
interface Subscription<I extends z.ZodType = z.ZodType, E = unknown> {
  input: I
  entry: Output<E>
}
const subscription = <I extends z.ZodType, E>(input: I, entry: Output<E>): Subscription<I, E> => ({
  input,
  entry,
})

/** The entries of one run, by key: `head`, `item:<id>`, `sign:<seq>`, `progress`. */
export type RunEntry =
  | { kind: 'head'; head: RunHead }
  | { kind: 'item'; item: ItemStatus }
  | { kind: 'signature'; signature: Signature }
  | { kind: 'progress'; total: number; done: number; running: string[] }

export const subscriptions = {
  /** Key `status`: the one entry. */
  engine: subscription(nothing, gives<EngineStatus>()),
  settings: subscription(nothing, gives<Settings>()),
  runbooks: subscription(nothing, gives<RunbookEntry>()),
  profiles: subscription(nothing, gives<ProfileEntry>()),
  runs: subscription(nothing, gives<RunSummary>()),
  run: subscription(runId, gives<RunEntry>()),
  /** By seq, oldest first. */
  timeline: subscription(runId, gives<RunEvent>()),
  /** By check, in the runbook's order: its checks that are watched. */
  monitors: subscription(runId, gives<MonitorStatus>()),
  /** By source and alert: who is asked for alerts, and what is there. */
  alerts: subscription(runId, gives<AlertEntry>()),
  /** By check, and by name where one check finds several, in the runbook's order. */
  queues: subscription(runId, gives<QueueStatus>()),
  /** By tail, in the runbook's order. */
  tails: subscription(runId, gives<TailStatus>()),
  /** By rollback, oldest first: each way back that was begun. */
  rollbacks: subscription(runId, gives<RollbackStatus>()),
  /** By line: may one rely on the way back? */
  readiness: subscription(runId, gives<ReadinessStatus>()),
  /** By incident, oldest first. */
  incidents: subscription(runId, gives<IncidentStatus>()),
  /** By lesson, oldest first: what the run taught. */
  lessons: subscription(runId, gives<Lesson>()),
  /** By scenario, in the runbook's order. */
  scenarios: subscription(runId, gives<ScenarioStatus>()),
  /** By gate, in the runbook's order. */
  gates: subscription(runId, gives<GateStatus>()),
  /** By budget, in the runbook's order. */
  budgets: subscription(runId, gives<BudgetStatus>()),
  /** By notice, oldest first: what asked for a person. */
  notices: subscription(runId, gives<Notice>()),
  /** By drill, oldest first: those of all runs here. */
  drills: subscription(nothing, gives<DrillStatus>()),
  /** Key `status`: the one entry. */
  range: subscription(nothing, gives<RangeStatus>()),
} as const

export type Subscriptions = typeof subscriptions
export type SubscriptionName = keyof Subscriptions
export type SubscriptionInput<N extends SubscriptionName> = z.input<Subscriptions[N]['input']>
export type SubscriptionEntry<N extends SubscriptionName> =
  Subscriptions[N]['entry'] extends Output<infer E> ? E : never

export type { Locale }
