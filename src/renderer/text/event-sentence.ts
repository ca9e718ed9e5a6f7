import type { Message } from '../../shared/messages/message.ts'
import { isToldByItself, ownSentence } from '../../shared/messages/own-sentence.ts'
import { readinessSentence } from '../../shared/messages/readiness-sentence.ts'
import type { ReadinessChecked, ReadinessState } from '../../shared/model/readiness.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { assertNever } from '../../shared/result.ts'
import type { Tone } from '../logic/tone.ts'
import type { Translate } from './translate.ts'

/** How events are grouped for the filter. */
export const eventGroups = ['run', 'items', 'checks', 'notes', 'signatures'] as const
export type EventGroup = (typeof eventGroups)[number]

export interface EventSentence {
  tone: Tone
  group: EventGroup
  text: string
}

/** Names for what events name by id. */
export interface Names {
  item: (itemId: string) => string
  phase: (phaseId: string) => string
  moment: (iso: string) => string
  duration: (milliseconds: number) => string
  /** The act that an undoing names by its number, as a sentence; undefined where it is not known. */
  act: (seq: number) => string | undefined
  say: (message: Message) => string
}

/** An event as a plain sentence. */
export function eventSentence(event: RunEvent, names: Names, t: Translate): EventSentence {
  const actor = event.actor.kind === 'person' ? event.actor.name || t('common.nobody') : 'Warroom'
  const body = event.body
  return { ...classify(body), text: sentenceOf(body, actor, names, t) }
}

/** The person an event is by, as the filter lists them. */
export const actorOf = (event: RunEvent): string =>
  event.actor.kind === 'person' ? event.actor.name : 'Warroom'

function classify(body: RunEventBody): { tone: Tone; group: EventGroup } {
  switch (body.type) {
    case 'run.created':
    case 'run.t0':
    case 'run.closed':
    case 'run.reopened':
    case 'run.taken-over':
    case 'event.undone':
    case 'runbook.adopted':
    case 'profile.adopted':
    case 'engine.note':
      return { tone: 'idle', group: 'run' }
    case 'run.noted':
    case 'item.noted':
      return { tone: 'idle', group: 'notes' }
    case 'item.set':
      return { tone: itemTone[body.state], group: 'items' }
    case 'item.waived':
      return { tone: 'pending', group: 'items' }
    case 'check.started':
      return { tone: 'pending', group: 'checks' }
    case 'check.finished':
      return { tone: checkTone[body.verdict], group: 'checks' }
    case 'check.orphaned':
      return { tone: 'unknown', group: 'checks' }
    case 'monitor.changed':
      return { tone: monitorTone[body.to], group: 'checks' }
    case 'monitor.paused':
    case 'monitor.resumed':
    case 'monitor.maintenance':
      return { tone: 'idle', group: 'checks' }
    case 'alert.changed':
      return { tone: alertTone[body.to], group: 'checks' }
    case 'gate.changed':
      return { tone: gateTone[body.to], group: 'checks' }
    case 'scenario.acting':
      return { tone: 'idle', group: 'checks' }
    case 'scenario.left':
      return { tone: 'unknown', group: 'checks' }
    case 'scenario.step':
      return { tone: checkTone[body.verdict], group: 'checks' }
    case 'rollback.acted':
      return { tone: outcomeTone[body.outcome], group: 'checks' }
    case 'rollback.verified':
      return { tone: checkTone[body.verdict], group: 'checks' }
    case 'rollback.orphaned':
      return { tone: 'unknown', group: 'checks' }
    case 'rollback.ended':
      return { tone: body.as === 'aborted' ? 'nogo' : 'go', group: 'checks' }
    case 'rollback.started':
    case 'rollback.acting':
    case 'rollback.moved':
    case 'rollback.handed-over':
      return { tone: 'pending', group: 'checks' }
    case 'incident.opened':
    case 'incident.reopened':
      return { tone: 'nogo', group: 'signatures' }
    case 'incident.resolved':
      return { tone: 'go', group: 'signatures' }
    case 'drill.started':
      return { tone: 'pending', group: 'run' }
    case 'drill.ended':
      return { tone: body.result.outcome === 'solved' ? 'go' : 'idle', group: 'run' }
    case 'incident.changed':
    case 'incident.reached':
    case 'incident.said':
    case 'incident.ruled-out':
    case 'incident.action':
    case 'incident.action-done':
      return { tone: 'idle', group: 'signatures' }
    case 'lesson.learned':
      return { tone: 'idle', group: 'signatures' }
    case 'lesson.done':
      return { tone: 'go', group: 'signatures' }
    case 'queue.alarm':
      return { tone: body.alarm === undefined ? 'go' : 'nogo', group: 'checks' }
    case 'budget.burning':
      return { tone: body.burning ? 'nogo' : 'go', group: 'checks' }
    case 'gate.decided':
      return { tone: decisionTone[body.decision], group: 'signatures' }
    case 'log.alert':
      return { tone: body.critical ? 'nogo' : 'pending', group: 'checks' }
    case 'readiness.restoring':
      return { tone: 'pending', group: 'checks' }
    case 'readiness.restored':
      return { tone: restoreTone[body.outcome], group: 'checks' }
    case 'readiness.checked':
      return { tone: readinessTone(body.lines), group: 'checks' }
    case 'log.scanned':
      return { tone: checkTone[body.verdict], group: 'checks' }
    case 'tail.added':
    case 'tail.removed':
      return { tone: 'idle', group: 'run' }
    case 'notice.acknowledged':
      return { tone: 'idle', group: 'signatures' }
    case 'phase.signed':
      return { tone: 'go', group: 'signatures' }
    default:
      return assertNever(body)
  }
}

const itemTone = { todo: 'idle', passed: 'go', failed: 'nogo', 'not-applicable': 'idle' } as const
function readinessTone(lines: ReadinessChecked['lines']): Tone {
  const has = (wanted: ReadinessState) => lines.some(({ state }) => state === wanted)
  if (has('not-ready')) return 'nogo'
  return has('unknown') ? 'unknown' : 'go'
}

const restoreTone = {
  restored: 'go',
  failed: 'nogo',
  'not-done': 'unknown',
  unknown: 'unknown',
} as const
const checkTone = { passed: 'go', failed: 'nogo', unknown: 'unknown' } as const
const outcomeTone = {
  done: 'pending',
  failed: 'nogo',
  'not-done': 'unknown',
  unknown: 'unknown',
} as const
const gateTone = { go: 'go', 'no-go': 'nogo', pending: 'pending', unknown: 'unknown' } as const
const alertTone = {
  firing: 'nogo',
  silenced: 'pending',
  inhibited: 'pending',
  ended: 'go',
} as const
const decisionTone = { go: 'go', 'no-go': 'nogo', delay: 'pending' } as const
const monitorTone = { up: 'go', down: 'nogo', unknown: 'unknown' } as const

function sentenceOf(body: RunEventBody, actor: string, names: Names, t: Translate): string {
  const withNote = (text: string, note: string | undefined) =>
    note === undefined || note === '' ? text : `${text} ${t('event.quoted', { text: note })}`
  if (isToldByItself(body)) {
    const { what, note } = ownSentence(body)
    return withNote(names.say(what), typeof note === 'object' ? names.say(note) : note)
  }
  switch (body.type) {
    case 'run.created':
      return t('event.run-created', { actor, title: body.title, runbook: body.runbookName })
    case 'run.t0':
      return body.t0 === undefined
        ? t('event.t0-cleared', { actor })
        : t('event.t0-set', { actor, moment: names.moment(body.t0) })
    case 'run.closed':
      return withNote(t('event.run-closed', { actor }), body.note)
    case 'run.reopened':
      return withNote(t('event.run-reopened', { actor }), body.note)
    case 'run.taken-over':
      return withNote(t('event.run-taken-over', { by: body.by }), body.reason)
    case 'run.noted':
      return t('event.run-noted', { actor, text: body.text })
    case 'item.set':
      return withNote(
        t(`event.item-set.${body.state}`, { actor, item: names.item(body.itemId) }),
        body.note,
      )
    case 'item.waived':
      return t('event.item-waived', {
        by: body.by,
        item: names.item(body.itemId),
        reason: body.reason,
      })
    case 'item.noted':
      return t('event.item-noted', { actor, item: names.item(body.itemId), text: body.text })
    case 'check.started':
      return t('event.check-started', {
        actor,
        item: names.item(body.itemId),
        target: body.target,
      })
    case 'check.finished':
      return t(`event.check-finished.${body.verdict}`, {
        item: names.item(body.itemId),
        duration: names.duration(body.durationMs),
        reason: names.say(body.reason),
      })
    case 'check.orphaned':
      return t('event.check-orphaned', { item: names.item(body.itemId) })
    case 'monitor.changed':
      return t(`event.monitor-changed.${body.to}`, {
        item: names.item(body.itemId),
        reason: names.say(body.reason),
      })
    case 'monitor.paused':
      return withNote(
        t('event.monitor-paused', { actor, item: names.item(body.itemId) }),
        body.reason,
      )
    case 'monitor.resumed':
      return t('event.monitor-resumed', { actor, item: names.item(body.itemId) })
    case 'monitor.maintenance':
      return withNote(
        t('event.monitor-maintenance', {
          actor,
          item: names.item(body.itemId),
          until: names.moment(body.until),
        }),
        body.reason,
      )
    case 'alert.changed': {
      const { name, severity, summary } = body
      return withNote(t(`event.alert-changed.${body.to}`, { name, severity }), summary)
    }
    case 'gate.changed':
      return t(`event.gate-changed.${body.to}`, {
        gate: body.title,
        reason: names.say(body.reason),
      })
    case 'scenario.acting':
      return t('event.scenario-acting', { step: body.title, target: body.target })
    case 'scenario.left':
      return t('event.scenario-left', { title: body.title, reason: names.say(body.reason) })
    case 'scenario.step':
      return t(`event.scenario-step.${body.verdict}`, { step: body.title })
    case 'queue.alarm':
      return names.say(body.reason)
    case 'budget.burning':
      return t(`event.budget-burning.${body.burning ? body.alert : 'ended'}`, {
        budget: body.title,
        reason: names.say(body.reason),
        alert: body.alert,
      })
    case 'log.alert':
      return t('event.log-alert', {
        pattern: body.pattern,
        tail: body.tail,
        count: body.count,
        duration: names.duration(body.windowSeconds * 1000),
        line: body.line,
      })
    case 'readiness.checked':
      return names.say(readinessSentence(body))
    case 'log.scanned':
      return t(`event.log-scanned.${body.verdict}`, {
        item: names.item(body.itemId),
        source: names.say(body.source),
        reason: names.say(body.reason),
      })
    case 'tail.added':
      return t('event.tail-added', { actor, title: body.tail.title })
    case 'tail.removed':
      return t('event.tail-removed', { actor, title: body.title })
    case 'gate.decided': {
      const { title: gate, by, role, decision, override } = body
      const values = { gate, by, role, hasRole: role === '' ? 'no' : 'yes' }
      return withNote(
        override === undefined
          ? t(`event.gate-decided.${decision}`, values)
          : t('event.gate-overridden', { ...values, verdict: gateTone[override] }),
        body.reason,
      )
    }
    case 'notice.acknowledged':
      return t('event.notice-acknowledged', {
        by: body.by,
        notices: body.notices.map(({ text }) => names.say(text)).join(' '),
      })
    case 'phase.signed':
      return withNote(
        t('event.phase-signed', {
          by: body.by,
          role: body.role,
          hasRole: body.role === '' ? 'no' : 'yes',
          phase: names.phase(body.phaseId),
        }),
        body.note,
      )
    case 'event.undone': {
      const act = names.act(body.seq)
      return act === undefined
        ? t('event.undone', { actor, seq: body.seq })
        : t('event.undone-act', { actor, seq: body.seq, act })
    }
    case 'runbook.adopted':
      return t('event.adopted', { actor, hash: body.toHash.slice(0, 8) })
    case 'profile.adopted':
      return t('event.profile-adopted', { actor, hash: body.toHash.slice(0, 8) })
    case 'engine.note':
      return names.say(body.message)
    default:
      return assertNever(body)
  }
}
