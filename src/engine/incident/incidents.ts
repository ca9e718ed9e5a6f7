import { randomUUID } from 'node:crypto'

import { formatMessage } from '../../shared/messages/format.ts'
import { message } from '../../shared/messages/message.ts'
import type { IncidentEventBody } from '../../shared/model/incident-event.ts'
import type { EscalationLevel, IncidentStatus } from '../../shared/model/incident.ts'
import type { Contact, Runbook } from '../../shared/model/runbook.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import type { Projection } from '../run/projection.ts'
import { isOpenRun, ownRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { runSource } from '../run/run-source.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { incidentsOf } from './incident-book.ts'
import { incidentTexts } from './incident-texts.ts'
import { leftOver } from './left-over.ts'
import { writePostMortem, type Seen } from './post-mortem.ts'

export interface IncidentsOptions {
  store: Store
  registry: RunRegistry
  /** What was watched of a run, for its impact. */
  seen: (runId: string) => Seen
  /** For what people type: a secret pasted into a note must not reach the disk. */
  redact: (text: string) => string
  clock: Clock
}

type IncidentHandlers = Pick<
  CallHandlers,
  | 'incident.open'
  | 'incident.change'
  | 'incident.reach'
  | 'incident.say'
  | 'incident.ruleOut'
  | 'incident.action'
  | 'incident.actionDone'
  | 'incident.resolve'
  | 'incident.reopen'
  | 'incident.left'
  | 'incident.texts'
  | 'incident.postMortem'
>

/** Incidents as the contract names them. A way back that is begun for real opens one by itself. */
export interface Incidents extends Disposable {
  readonly handlers: IncidentHandlers
  readonly sources: Pick<SubscriptionSources, 'incidents'>
}

export function createIncidents(options: IncidentsOptions): Incidents {
  const { store, registry, redact, clock } = options
  const of = (runId: string) => incidentsOf(registry.get(runId)?.events ?? [])

  const append = (runId: string, body: IncidentEventBody): Promise<Result<null>> => {
    const appended = store.events.append(runId, operator(store), [body])
    return Promise.resolve(appended.ok ? ok(null) : appended)
  }
  const find = (runId: string, incidentId: string): Result<IncidentStatus> => {
    const incident = of(runId).find(({ id }) => id === incidentId)
    return incident ? ok(incident) : failure('not-found', message('incident.unknown'))
  }
  /** Adds what `decide` gives; of one that is resolved only what comes after is taken. */
  const change = (
    { runId, incidentId }: { runId: string; incidentId: string },
    decide: (incident: IncidentStatus) => Result<IncidentEventBody>,
    mayBeResolved = false,
  ): Promise<Result<null>> => {
    const run = ownRun(store, registry, runId)
    if (!run.ok) return Promise.resolve(run)
    const incident = find(runId, incidentId)
    if (!incident.ok) return Promise.resolve(incident)
    if (incident.value.resolved && !mayBeResolved)
      return Promise.resolve(failure('conflict', message('incident.is-resolved')))
    const body = decide(incident.value)
    return body.ok ? append(runId, body.value) : Promise.resolve(body)
  }

  const opened = (
    run: Projection,
    what: Pick<
      Extract<IncidentEventBody, { type: 'incident.opened' }>,
      'title' | 'severity' | 'cause'
    >,
  ) => ({
    type: 'incident.opened' as const,
    incidentId: randomUUID(),
    ...what,
    title: redact(what.title),
    escalation: escalationOf(run.runbook),
  })

  /** Opens one for a way back that was begun for real, goes on, and has met none. */
  const openForRollback = (runId: string) => {
    const run = registry.get(runId)
    if (!run || !isOpenRun(run.head())) return
    const last = run.events.findLast(
      ({ body }) => body.type === 'rollback.started' || body.type === 'rollback.ended',
    )
    if (last?.body.type !== 'rollback.started' || last.body.mode !== 'real') return
    if (of(runId).some(({ resolved }) => !resolved || resolved.at >= last.at)) return
    const { rollbackId, plan } = last.body
    const locale = run.runbook?.locale ?? 'en'
    const title = formatMessage(message('incident.rollback-title', { title: plan.title }), locale)
    const cause = { kind: 'rollback' as const, rollbackId, title: plan.title }
    store.events.append(runId, last.actor, [opened(run, { title, severity: 'critical', cause })])
  }
  let stop = () => {}
  if (!store.database.readOnly) {
    // A kill, or a full disk, may have come between a way back and its incident.
    for (const runId of registry.runIds()) openForRollback(runId)
    stop = store.events.onAppended((runId, events) => {
      // Whoever listens appends nothing before the others have heard.
      if (events.some(({ body }) => body.type === 'rollback.started'))
        queueMicrotask(() => openForRollback(runId))
    })
  }

  return {
    handlers: {
      'incident.open'({ runId, title, severity, gateId }) {
        const run = ownRun(store, registry, runId)
        if (!run.ok) return Promise.resolve(run)
        const already = of(runId).find(({ resolved }) => !resolved)
        if (already)
          return Promise.resolve(
            failure('conflict', message('incident.already-open', { title: already.title })),
          )
        const gate = run.value.runbook?.gates.find(({ id }) => id === gateId)
        const body = opened(run.value, {
          title,
          severity,
          cause: gate ? { kind: 'gate', gateId: gate.id, title: gate.title } : { kind: 'hand' },
        })
        const appended = store.events.append(runId, operator(store), [body])
        return Promise.resolve(appended.ok ? ok({ incidentId: body.incidentId }) : appended)
      },
      'incident.change'({ runId, incidentId, ...typed }) {
        const wanted = typed.title === undefined ? typed : { ...typed, title: redact(typed.title) }
        return change({ runId, incidentId }, (incident) => {
          const changed = Object.entries(wanted).filter(
            ([name, value]) =>
              value !== undefined && incident[name as keyof typeof wanted] !== value,
          )
          if (changed.length === 0) return failure('conflict', message('incident.nothing-changed'))
          return ok({ type: 'incident.changed', incidentId, ...Object.fromEntries(changed) })
        })
      },
      'incident.reach'({ runId, incidentId, level, note }) {
        return change({ runId, incidentId }, ({ escalation }) => {
          const found = escalation.find((one) => one.level === level)
          if (!found) return failure('not-found', message('incident.unknown-level', { level }))
          const { name, reached } = found
          if (reached) return failure('conflict', message('incident.already-reached', { name }))
          const said = note === undefined ? {} : { note: redact(note) }
          return ok({ type: 'incident.reached', incidentId, level, name, ...said })
        })
      },
      'incident.say'({ runId, incidentId, kind, text }) {
        const entryId = randomUUID()
        return change({ runId, incidentId }, () =>
          ok({ type: 'incident.said', incidentId, entryId, kind, text: redact(text) }),
        )
      },
      'incident.ruleOut'({ runId, incidentId, entryId, because }) {
        return change({ runId, incidentId }, ({ entries }) => {
          const entry = entries.find(
            ({ id, kind, ruledOut }) => id === entryId && kind === 'hypothesis' && !ruledOut,
          )
          if (!entry) return failure('not-found', message('incident.unknown-entry'))
          const hypothesis = entry.text
          return ok({
            type: 'incident.ruled-out',
            incidentId,
            entryId,
            hypothesis,
            because: redact(because),
          })
        })
      },
      'incident.action'({ runId, incidentId, text, owner, due }) {
        const actionId = randomUUID()
        const known = { incidentId, actionId, text: redact(text), owner }
        const add = () =>
          ok({ type: 'incident.action' as const, ...known, ...(due === undefined ? {} : { due }) })
        return change({ runId, incidentId }, add, true)
      },
      'incident.actionDone'({ runId, incidentId, actionId }) {
        const done = ({ actions }: IncidentStatus): Result<IncidentEventBody> => {
          const action = actions.find(({ id, doneAt }) => id === actionId && doneAt === undefined)
          if (!action) return failure('not-found', message('incident.unknown-action'))
          return ok({ type: 'incident.action-done', incidentId, actionId, text: action.text })
        }
        return change({ runId, incidentId }, done, true)
      },
      'incident.resolve'({ runId, incidentId, text }) {
        return change({ runId, incidentId }, () =>
          ok({ type: 'incident.resolved', incidentId, text: redact(text) }),
        )
      },
      'incident.reopen'({ runId, incidentId, text }) {
        const reopen = ({ resolved }: IncidentStatus): Result<IncidentEventBody> =>
          resolved
            ? ok({ type: 'incident.reopened', incidentId, text: redact(text) })
            : failure('conflict', message('incident.not-resolved'))
        return change({ runId, incidentId }, reopen, true)
      },
      'incident.left'() {
        const runs = registry.runIds().flatMap((id) => registry.get(id) ?? [])
        return Promise.resolve(ok(leftOver(runs, Date.parse(clock.now()))))
      },
      'incident.texts'({ runId, incidentId, locale }) {
        const run = registry.get(runId)
        const incident = find(runId, incidentId)
        if (!run || !incident.ok)
          return Promise.resolve(failure('not-found', message('incident.unknown')))
        return Promise.resolve(ok(incidentTexts(run, incident.value, locale, clock.now())))
      },
      'incident.postMortem'({ runId, incidentId, locale, format, people }) {
        const run = registry.get(runId)
        const incident = find(runId, incidentId)
        if (!run || !incident.ok)
          return Promise.resolve(failure('not-found', message('incident.unknown')))
        const text = writePostMortem(format, {
          run,
          locale,
          people,
          incident: incident.value,
          seen: options.seen(runId),
          writtenAt: clock.now(),
        })
        const day = incident.value.openedAt.slice(0, 10)
        const fileName = `post-mortem-${day}.${format === 'html' ? 'html' : 'md'}`
        return Promise.resolve(ok({ fileName, text }))
      },
    },
    sources: {
      incidents: ({ runId }) =>
        runSource<IncidentStatus>(registry, runId, {
          entries: (id) => of(id).map((incident) => [incident.id, incident]),
          get: (id, incidentId) => of(id).find((incident) => incident.id === incidentId),
          onChange: (listener) =>
            store.events.onAppended((changedRunId, events) => {
              const ids = events.flatMap(({ body }) =>
                'incidentId' in body ? [body.incidentId] : [],
              )
              if (ids.length > 0) listener(changedRunId, [...new Set(ids)])
            }),
        }),
    },
    [Symbol.dispose]: () => stop(),
  }
}

/** Who is called, and when, as the runbook's contacts say: those at once first. */
export function escalationOf(runbook: Pick<Runbook, 'contacts'> | undefined): EscalationLevel[] {
  const levelOf = (contact: Contact, index: number): EscalationLevel => {
    const { level, name, role, reach, afterMinutes } = contact
    return {
      level: level ?? String(index + 1),
      name,
      ...(role === undefined ? {} : { role }),
      ...(reach === undefined ? {} : { reach }),
      ...(afterMinutes === undefined ? {} : { afterMinutes }),
    }
  }
  const seen = new Set<string>()
  const levels = (runbook?.contacts ?? []).map(levelOf).map((one, index) => {
    const level = seen.has(one.level) ? `${one.level} (${index + 1})` : one.level
    seen.add(level)
    return { ...one, level }
  })
  const minutes = ({ afterMinutes = Number.POSITIVE_INFINITY }: EscalationLevel) => afterMinutes
  return levels.toSorted((one, other) =>
    minutes(one) < minutes(other) ? -1 : minutes(one) > minutes(other) ? 1 : 0,
  )
}
