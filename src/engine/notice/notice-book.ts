import { message, type Message } from '../../shared/messages/message.ts'
import { dueAtMs, dueOf, isSettled } from '../../shared/model/due.ts'
import type { Notice, NoticeKind, NoticeLevel } from '../../shared/model/notice.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { Item } from '../../shared/model/runbook.ts'
import { projectRun, type ProjectionContext } from '../run/projection.ts'
import { createEscalationCalls, type Call } from './escalation-calls.ts'
import { noticeOf, type Entry, type Subject } from './notice-entry.ts'

/** What begins to need a person within this time of the first is one notice with it. */
export const gatherMs = 5000
/** What comes and goes is told once in this time. */
export const coolDownMs = 10 * 60_000
const mostNotices = 500

/**
 * The notices of one run: made from its events, and from times that pass, by nothing else. The same
 * history gives the same notices with the same ids, so a restart neither loses nor repeats one.
 */
export interface NoticeBook {
  apply(event: RunEvent): void
  /** Time has passed to here: what is due by now is overdue. */
  tick(nowMs: number): void
  /** Oldest first; what is still being gathered is not there yet. */
  notices(nowMs: number): Notice[]
  /** When the book has something to say by itself. */
  nextMs(nowMs: number): number | undefined
}

interface Raised {
  kind: NoticeKind
  level: NoticeLevel
  key: string
  atMs: number
  id: string
  subject: Omit<Subject, 'isOver'>
  gateId?: string
  logAt?: string
  reason?: Message
  /** When it cools down from, where that is not when it was last told. */
  coolFromMs?: number
}

/** Kinds of which several at once are one notice. A gate speaks for many things already. */
const gathers: ReadonlySet<NoticeKind> = new Set([
  'monitor-down',
  'queue-alarm',
  'log-alert',
  'step-overdue',
  'escalation-due',
])

export function createNoticeBook(context: ProjectionContext): NoticeBook {
  const run = projectRun([], context)
  const entries: Entry[] = []
  /** The latest notice of each subject, by kind and subject. */
  const latest = new Map<string, Entry>()
  const decided = new Map<string, Extract<RunEventBody, { type: 'gate.decided' }>['decision']>()
  /** Gates that were NO-GO since they last were GO. */
  const turnedNoGo = new Set<string>()
  /** Steps that will be overdue if nothing is done, the next one first. */
  let coming: { dueMs: number; item: Item }[] = []
  const calls = createEscalationCalls()
  let isClosed = false

  const raise = (raised: Raised) => {
    const { kind, level, key, atMs, id, subject, gateId, logAt, reason } = raised
    if (isClosed) return
    const known = latest.get(`${kind} ${key}`)
    const before = known?.subjects.get(key)
    if (known && before && !before.isOver) return
    if (known && before && atMs - (raised.coolFromMs ?? known.atMs) < coolDownMs) {
      before.isOver = false
      known.overMs = undefined
      return
    }
    const last = entries.findLast((entry) => entry.kind === kind)
    const joins = gathers.has(kind) && last !== undefined && atMs - last.atMs < gatherMs
    const entry: Entry = joins
      ? last
      : { id, kind, level, atMs, subjects: new Map(), gateId, logAt, reason }
    if (!joins) entries.push(entry)
    if (level === 'urgent') entry.level = level
    entry.subjects.set(key, { ...subject, isOver: false })
    entry.overMs = undefined
    latest.set(`${kind} ${key}`, entry)
    if (entries.length > mostNotices) forget(entries.shift())
  }
  const forget = (entry: Entry | undefined) => {
    for (const key of entry?.subjects.keys() ?? [])
      if (latest.get(`${entry?.kind} ${key}`) === entry) latest.delete(`${entry?.kind} ${key}`)
  }
  const end = (kind: NoticeKind, key: string, atMs: number) => {
    const entry = latest.get(`${kind} ${key}`)
    const subject = entry?.subjects.get(key)
    if (!entry || !subject || subject.isOver) return
    subject.isOver = true
    if ([...entry.subjects.values()].every(({ isOver }) => isOver)) entry.overMs = atMs
  }
  const endGate = (kind: NoticeKind, gateId: string, atMs: number) => {
    for (const entry of entries)
      if (entry.kind === kind && entry.gateId === gateId)
        for (const key of entry.subjects.keys()) end(kind, key, atMs)
  }

  const itemOf = (itemId: string) => run.runbook?.items.find(({ id }) => id === itemId)

  const onMonitor = (
    { checkId, itemId, to, reason }: Extract<RunEventBody, { type: 'monitor.changed' }>,
    seq: number,
    atMs: number,
  ) => {
    // Not being able to measure neither begins nor ends an outage.
    if (to === 'up') end('monitor-down', checkId, atMs)
    if (to !== 'down') return
    const item = itemOf(itemId)
    const title = item?.checks.find(({ id }) => id === checkId)?.title ?? item?.title ?? itemId
    raise({
      kind: 'monitor-down',
      level: 'urgent',
      key: checkId,
      atMs,
      id: `monitor-down-${seq}`,
      subject: { name: title, itemId, checkId },
      reason,
    })
  }

  const onGate = (
    body: Extract<RunEventBody, { type: 'gate.changed' }>,
    seq: number,
    atMs: number,
  ) => {
    const { gateId, title, to, criterionId, reason } = body
    if (to === 'go' || to === 'pending') endGate('gate-no-go', gateId, atMs)
    if (to !== 'go') endGate('gate-ready', gateId, atMs)
    if (to === 'no-go')
      raise({
        kind: 'gate-no-go',
        level: 'urgent',
        key: `${gateId} ${criterionId ?? ''}`,
        atMs,
        id: `gate-no-go-${seq}`,
        subject: { name: title, ...criterionOf(gateId, criterionId) },
        gateId,
        reason,
      })
    // Whoever has said GO need not be told that it may be said.
    if (to === 'go' && decided.get(gateId) !== 'go')
      raise({
        kind: 'gate-ready',
        level: 'info',
        key: gateId,
        atMs,
        id: `gate-ready-${seq}`,
        subject: { name: title },
        gateId,
        // Lost from sight for a moment, as by a restart, and GO again: that is no news.
        coolFromMs: turnedNoGo.has(gateId) ? undefined : latest.get(`gate-ready ${gateId}`)?.overMs,
      })
    if (to === 'no-go') turnedNoGo.add(gateId)
    if (to === 'go') turnedNoGo.delete(gateId)
  }
  const criterionOf = (gateId: string, criterionId: string | undefined) => {
    const gate = run.runbook?.gates.find(({ id }) => id === gateId)
    const criterion = gate?.criteria.find(({ id }) => id === criterionId)
    if (!criterion) return {}
    const checkId = criterion.kind === 'window' ? criterion.checkId : undefined
    return { itemId: criterion.itemId, checkId }
  }

  const onQueue = (
    { key, queue, itemId, checkId, alarm, reason }: Extract<RunEventBody, { type: 'queue.alarm' }>,
    seq: number,
    atMs: number,
  ) => {
    if (alarm === undefined) return end('queue-alarm', key, atMs)
    return raise({
      kind: 'queue-alarm',
      level: alarm === 'nobody-works' ? 'urgent' : 'info',
      key,
      atMs,
      id: `queue-alarm-${seq}`,
      subject: { name: queue, itemId, checkId },
      reason,
    })
  }

  const onBudget = (
    body: Extract<RunEventBody, { type: 'budget.burning' }>,
    seq: number,
    atMs: number,
  ) => {
    const { budgetId, title, checkId, alert, burning, reason } = body
    const key = `${budgetId} ${alert}`
    if (!burning) return end('budget-burning', key, atMs)
    return raise({
      kind: 'budget-burning',
      level: alert === 'fast' ? 'urgent' : 'info',
      key,
      atMs,
      id: `budget-burning-${seq}`,
      subject: { name: title, checkId },
      reason,
    })
  }

  const onLogAlert = (
    body: Extract<RunEventBody, { type: 'log.alert' }>,
    seq: number,
    atMs: number,
  ) => {
    const { tail: name, pattern, critical, count, windowSeconds: seconds, lineAt } = body
    const key = `${body.tailId} ${body.patternId}`
    end('log-alert', key, atMs)
    raise({
      kind: 'log-alert',
      level: critical ? 'urgent' : 'info',
      key,
      atMs,
      id: `log-alert-${seq}`,
      subject: { name: pattern },
      logAt: lineAt,
      reason: message('notice.log-alert-reason', { tail: name, count, seconds }),
    })
  }

  const overdue = (dueMs: number, item: Item) => {
    if (isSettled(run.item(item.id)?.state ?? 'todo')) return
    raise({
      kind: 'step-overdue',
      level: item.blocking ? 'urgent' : 'info',
      key: item.id,
      atMs: dueMs,
      id: `step-overdue-${dueMs}`,
      subject: { name: `${item.number} ${item.title}`, itemId: item.id },
    })
  }
  const callDue = ({ dueMs, key, seq, name }: Call, atMs = dueMs) =>
    raise({
      kind: 'escalation-due',
      level: 'urgent',
      key,
      atMs,
      id: `escalation-due-${seq}-${dueMs}`,
      subject: { name },
    })
  const tick = (nowMs: number) => {
    if (isClosed) return
    for (;;) {
      const [step] = coming
      // In the order of time, whoever of the two it is, so that every life tells it alike.
      const call = calls.take(Math.min(nowMs, step?.dueMs ?? nowMs))
      if (call) callDue(call)
      else if (step && step.dueMs <= nowMs) {
        coming.shift()
        overdue(step.dueMs, step.item)
      } else return
    }
  }
  /** After T0 or the runbook changed. What was due before anybody could know is no news. */
  const planDues = (nowMs: number) => {
    const { t0, dues } = run.head()
    const phases = new Map(run.runbook?.phases.map((phase) => [phase.id, phase]))
    const all = (run.runbook?.items ?? []).flatMap((item) => {
      const due = dueOf(item, phases, dues)
      const dueMs = due && dueAtMs(due, t0)
      return dueMs === undefined ? [] : [{ dueMs, item }]
    })
    const late = new Set(all.filter(({ dueMs }) => dueMs <= nowMs).map(({ item }) => item.id))
    for (const entry of entries)
      if (entry.kind === 'step-overdue')
        for (const key of entry.subjects.keys())
          if (!late.has(key)) {
            end('step-overdue', key, nowMs)
            // A new due time that passes is told anew, however soon.
            latest.delete(`step-overdue ${key}`)
          }
    coming = all.filter(({ dueMs }) => dueMs > nowMs).sort((a, b) => a.dueMs - b.dueMs)
  }
  const endSettled = (atMs: number) => {
    for (const entry of entries)
      if (entry.kind === 'step-overdue' && entry.overMs === undefined)
        for (const key of entry.subjects.keys())
          if (isSettled(run.item(key)?.state ?? 'todo')) end('step-overdue', key, atMs)
  }

  const acknowledge = (ids: readonly string[], by: string, at: string) => {
    for (const entry of entries) if (ids.includes(entry.id)) entry.acknowledged ??= { by, at }
  }

  return {
    apply(event) {
      const { seq, at, body } = event
      const atMs = Date.parse(at)
      tick(atMs)
      const touched = run.apply(event)
      if (touched === 'everything' || body.type === 'run.t0') planDues(atMs)
      if (touched === 'everything' || touched.length > 0) endSettled(atMs)
      for (const key of calls.apply(body, seq, atMs)) end('escalation-due', key, atMs)
      switch (body.type) {
        case 'monitor.changed':
          return onMonitor(body, seq, atMs)
        case 'gate.changed':
          return onGate(body, seq, atMs)
        case 'queue.alarm':
          return onQueue(body, seq, atMs)
        case 'budget.burning':
          return onBudget(body, seq, atMs)
        case 'log.alert':
          return onLogAlert(body, seq, atMs)
        case 'scenario.left':
          return raise({
            kind: 'clean-up-left',
            level: 'urgent',
            key: body.checkId,
            atMs,
            id: `clean-up-left-${seq}`,
            subject: { name: body.title, itemId: body.itemId, checkId: body.checkId },
            reason: body.reason,
          })
        case 'check.finished':
          // It was played, or only cleaned up, again.
          return end('clean-up-left', body.checkId, atMs)
        case 'gate.decided':
          decided.set(body.gateId, body.decision)
          return endGate('gate-ready', body.gateId, atMs)
        case 'notice.acknowledged':
          return acknowledge(
            body.notices.map(({ id }) => id),
            body.by,
            at,
          )
        case 'run.closed':
          isClosed = true
          return undefined
        case 'run.reopened':
          isClosed = false
          // Whom an open incident calls is still to be called: it is told as of now.
          for (let call = calls.take(atMs); call; call = calls.take(atMs)) callDue(call, atMs)
          return planDues(atMs)
        default:
          return undefined
      }
    },
    tick,
    notices: (nowMs) =>
      entries.filter((entry) => isGathered(entry, nowMs)).map((entry) => noticeOf(entry)),
    nextMs(nowMs) {
      const times = entries.filter((entry) => !isGathered(entry, nowMs)).map(gatheredMs)
      for (const next of [coming[0], calls.coming[0]]) if (!isClosed && next) times.push(next.dueMs)
      return times.length === 0 ? undefined : Math.min(...times)
    },
  }
}

const gatheredMs = ({ kind, atMs }: Entry) => atMs + (gathers.has(kind) ? gatherMs : 0)
const isGathered = (entry: Entry, nowMs: number) => gatheredMs(entry) <= nowMs
