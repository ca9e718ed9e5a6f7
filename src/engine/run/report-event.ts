import { isToldByItself, ownSentence } from '../../shared/messages/own-sentence.ts'
import { readinessSentence } from '../../shared/messages/readiness-sentence.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import { assertNever } from '../../shared/result.ts'
import type { ReportWords } from './report-words.ts'

/** Names for what events name by id. */
export interface ReportNames {
  item(itemId: string): string
  phase(phaseId: string): string
}

/** An event as a line of the timeline. */
export function eventLine(body: RunEventBody, names: ReportNames, words: ReportWords): string {
  const { t, say, moment } = words
  const withNote = (what: string, note: string | undefined) =>
    note ? t('report.with-note', { what, note }) : what
  if (isToldByItself(body)) {
    const { what, note } = ownSentence(body)
    return withNote(say(what), typeof note === 'object' ? say(note) : note)
  }
  switch (body.type) {
    case 'run.created':
      return t('report.event.run.created', { runbook: body.runbookName })
    case 'run.t0':
      return body.t0 === undefined
        ? t('report.event.run.t0-cleared')
        : t('report.event.run.t0', { t0: moment(body.t0) })
    case 'run.closed':
    case 'run.reopened':
      return withNote(t(`report.event.${body.type}`), body.note)
    case 'run.taken-over':
      return withNote(t('report.event.run.taken-over', { by: body.by }), body.reason)
    case 'run.noted':
      return t('report.event.run.noted', { text: body.text })
    case 'item.set': {
      const state = t(`report.state.${body.state}`)
      return withNote(
        t('report.event.item.set', { item: names.item(body.itemId), state }),
        body.note,
      )
    }
    case 'item.waived': {
      const { by, reason } = body
      return t('report.event.item.waived', { item: names.item(body.itemId), by, reason })
    }
    case 'item.noted':
      return t('report.event.item.noted', { item: names.item(body.itemId), text: body.text })
    case 'check.started':
      return t('report.event.check.started', {
        item: names.item(body.itemId),
        target: body.target,
      })
    case 'check.finished':
      return t(`report.event.check.finished.${body.verdict}`, {
        item: names.item(body.itemId),
        reason: say(body.reason),
      })
    case 'check.orphaned':
      return t('report.event.check.orphaned', { item: names.item(body.itemId) })
    case 'scenario.acting':
      return t('report.event.scenario.acting', { step: body.title, target: body.target })
    case 'scenario.left':
      return t('report.event.scenario.left', { title: body.title, reason: say(body.reason) })
    case 'scenario.step':
      return t(`report.event.scenario.${body.verdict}`, {
        step: body.title,
        reason: say(body.reason),
      })
    case 'monitor.changed':
      return t(`report.event.monitor.${body.to}`, {
        item: names.item(body.itemId),
        reason: say(body.reason),
      })
    case 'monitor.paused':
      return withNote(
        t('report.event.monitor.paused', { item: names.item(body.itemId) }),
        body.reason,
      )
    case 'monitor.resumed':
      return t('report.event.monitor.resumed', { item: names.item(body.itemId) })
    case 'monitor.maintenance':
      return t('report.event.monitor.maintenance', {
        item: names.item(body.itemId),
        until: moment(body.until),
        reason: body.reason,
      })
    case 'alert.changed': {
      const { name, severity, summary } = body
      return withNote(t(`report.event.alert.${body.to}`, { name, severity }), summary)
    }
    case 'gate.changed':
      return t(`report.event.gate.${body.to}`, { gate: body.title, reason: say(body.reason) })
    case 'budget.burning':
      return body.burning
        ? t(`report.event.budget.${body.alert}`, { budget: body.title, reason: say(body.reason) })
        : t(`report.event.budget.${body.alert}-ended`, { budget: body.title })
    case 'gate.decided':
      return withNote(decisionLine(body, words), body.reason)
    case 'notice.acknowledged':
      return t('report.event.notice.acknowledged', {
        by: body.by,
        notices: body.notices.map(({ text }) => say(text)).join(' '),
      })
    case 'queue.alarm':
      return say(body.reason)
    case 'log.alert':
      return t('report.event.log.alert', {
        pattern: body.pattern,
        tail: body.tail,
        count: body.count,
        seconds: body.windowSeconds,
        line: body.line,
      })
    case 'readiness.checked':
      return say(readinessSentence(body))
    case 'log.scanned':
      return t(`report.event.log.scanned.${body.verdict}`, {
        item: names.item(body.itemId),
        source: say(body.source),
        reason: say(body.reason),
      })
    case 'tail.added':
      return t('report.event.tail.added', { title: body.tail.title })
    case 'tail.removed':
      return t('report.event.tail.removed', { title: body.title })
    case 'phase.signed': {
      const what = { phase: names.phase(body.phaseId), by: body.by }
      return withNote(t('report.event.phase.signed', what), body.note)
    }
    case 'event.undone':
      return t('report.event.event.undone', { seq: body.seq })
    case 'runbook.adopted':
      return t('report.event.runbook.adopted', { hash: body.toHash.slice(0, 12) })
    case 'profile.adopted':
      return t('report.event.profile.adopted', { hash: body.toHash.slice(0, 12) })
    case 'engine.note':
      return say(body.message)
    default:
      return assertNever(body)
  }
}

/** Who decided what on a gate; a GO against its verdict says so in capitals. */
export function decisionLine(
  body: Extract<RunEventBody, { type: 'gate.decided' }>,
  { t }: ReportWords,
): string {
  const { title: gate, decision, by, role, override } = body
  const values = { gate, by, role, hasRole: role === '' ? 'no' : 'yes' }
  return override === undefined
    ? t(`report.event.gate.decided.${decision}`, values)
    : t('report.event.gate.overridden', { ...values, verdict: t(`report.verdict.${override}`) })
}
