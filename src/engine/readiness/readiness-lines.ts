import { message, type Message } from '../../shared/messages/message.ts'
import type { Judgement, Measurement, Verdict } from '../../shared/model/check.ts'
import type { ReadinessKind, ReadinessLine, ReadinessState } from '../../shared/model/readiness.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import type { Evidence } from '../../shared/model/run.ts'
import { evidenceOf, redactMessage } from '../run/evidence.ts'
import type { Projection } from '../run/projection.ts'
import type { Clock } from '../time/clock.ts'
import { lookArtefact } from './look-artefact.ts'
import { lookBackup } from './look-backup.ts'
import { lookCommands } from './look-commands.ts'
import { lookMigrations } from './look-migrations.ts'
import { lookContacts, lookDeciders, lookLastGood, lookPlan, lookRehearsal } from './look-people.ts'
import { lookTraffic } from './look-traffic.ts'
import type { LineFinding, LookContext } from './look.ts'

/** A line that a run has, and how it is looked at. */
export interface LineLook {
  id: string
  kind: ReadinessKind
  planTitle?: string
  look(context: LookContext): LineFinding | Promise<LineFinding>
}

/** The plans that may be run where a run goes. */
export function plansOf(run: Projection): RollbackPlan[] {
  const { environment } = run.head()
  return (run.runbook?.rollbacks ?? []).filter(
    ({ environments }) => environments?.includes(environment) ?? true,
  )
}

export function linesOf(run: Projection): LineLook[] {
  const plans = plansOf(run)
  const ofEach = (
    kind: ReadinessKind,
    look: (context: LookContext, plan: RollbackPlan) => LineFinding | Promise<LineFinding>,
  ): LineLook[] =>
    plans.map((plan) => ({
      id: `${kind}:${plan.id}`,
      kind,
      planTitle: plan.title,
      look: (context) => look(context, plan),
    }))
  const one = (kind: ReadinessKind, look: LineLook['look']): LineLook => ({ id: kind, kind, look })
  return [
    one('plan', lookPlan),
    one('last-good', lookLastGood),
    one('artefact', lookArtefact),
    one('migrations', lookMigrations),
    one('backup', lookBackup),
    ...ofEach('commands', lookCommands),
    one('traffic', lookTraffic),
    one('contacts', lookContacts),
    ...ofEach('rehearsal', lookRehearsal),
    one('deciders', lookDeciders),
  ]
}

const verdicts = {
  ready: 'passed',
  'not-ready': 'failed',
  unknown: 'unknown',
  'not-applicable': 'unknown',
} as const satisfies Record<ReadinessState, Verdict>

const maxParts = 50

/** Looks at a line, and makes evidence of what was seen. */
export async function checkLine(
  line: LineLook,
  context: LookContext,
  { clock, redact }: { clock: Clock; redact: (text: string) => string },
): Promise<{ line: ReadinessLine; evidence: Evidence }> {
  const startedAt = clock.now()
  const startedMs = clock.monotonicMs()
  let finding: LineFinding
  try {
    finding = await line.look(context)
  } catch {
    finding = { state: 'unknown', reason: message('run.check-bug'), cause: 'bug' }
  }
  const { state, reason, todo, parts = [], facts = {}, target = '', command = '', cause } = finding
  const base = { startedAt, durationMs: clock.monotonicMs() - startedMs, target, command }
  const measurement: Measurement = cause
    ? { ...base, kind: 'unmeasurable', cause, message: reason }
    : {
        ...base,
        kind: 'measured',
        facts: {
          ...facts,
          state,
          parts: parts.map((part) => ({ state: part.state, text: shown(part.text) })),
        },
      }
  const judgement: Judgement = {
    verdict: verdicts[state],
    expect: "state == 'ready'",
    reason,
    read: { state },
  }
  const prepared = {
    target,
    command,
    danger: 'read' as const,
    expect: judgement.expect,
    measure: () => Promise.resolve(measurement),
    judge: () => judgement,
  }
  const { signal } = context
  const evidence = await evidenceOf(`readiness:${line.id}`, prepared, { signal, clock, redact })
  const { id, kind, planTitle } = line
  const clean = (text: Message) => redactMessage(text, redact)
  return {
    evidence,
    line: {
      id,
      kind,
      ...(planTitle === undefined ? {} : { planTitle }),
      state,
      reason: clean(reason),
      ...(todo ? { todo: clean(todo) } : {}),
      parts: parts.slice(0, maxParts).map((part) => ({ ...part, text: clean(part.text) })),
      evidenceHash: evidence.hash,
    },
  }
}

const shown = ({ id, values }: Message) => ({ id, ...(values ? { values } : {}) })
