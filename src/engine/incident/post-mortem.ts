import type { Locale } from '../../shared/messages/message.ts'
import type { IncidentStatus } from '../../shared/model/incident.ts'
import { lessonsOf } from '../lesson/lesson-book.ts'
import { lessonLine } from '../lesson/lesson-line.ts'
import type { Projection } from '../run/projection.ts'
import { eventLine } from '../run/report-event.ts'
import { reportWords, type ReportWords } from '../run/report-words.ts'
import { documentHtml, documentMarkdown, type Document, type Section } from './document.ts'
import { impactLines, firstSign, type Seen } from './impact.ts'
import { nameOf } from './incident-book.ts'
import { peopleAs, type Anonymised } from './people.ts'

export type { Seen } from './impact.ts'

export interface PostMortemInput {
  run: Projection
  incident: IncidentStatus
  seen: Seen
  locale: Locale
  people: Anonymised
  writtenAt: string
  /** This machine's if absent. */
  timeZone?: string
}

/** So much of what happened before an incident was opened belongs to its story. */
const leadMs = 15 * 60_000

/** A post-mortem drafted from the run's history; what only people know is left open, and says so. */
export function writePostMortem(format: 'markdown' | 'html', input: PostMortemInput): string {
  const words = reportWords(input.locale, input.timeZone)
  const document = draft(input, words)
  return format === 'html' ? documentHtml(document, input.locale) : documentMarkdown(document)
}

function draft(input: PostMortemInput, words: ReportWords): Document {
  const { run, incident, writtenAt, seen } = input
  const { t, moment, duration } = words
  const as = peopleAs(input.people, run, incident, t('post-mortem.somebody'))
  const { title: runTitle, environment, release } = run.head()
  const openedMs = Date.parse(incident.openedAt)
  const endMs = Date.parse(incident.resolved?.at ?? writtenAt)
  const sign = firstSign(run, incident, endMs)
  const span = { fromMs: Math.min(openedMs, sign?.atMs ?? openedMs), toMs: endMs }
  const between = (fromMs: number, toMs: number) => duration(Math.max(0, toMs - fromMs))
  const summary = t('post-mortem.summary.text', {
    title: incident.title,
    severity: incident.severity,
    run: runTitle,
    environment,
    version: release.version || '?',
    opened: moment(incident.openedAt),
    openedBy: incident.openedBy,
    resolved: incident.resolved ? moment(incident.resolved.at) : 'none',
    duration: between(openedMs, endMs),
  })
  const detection = sign
    ? t('post-mortem.detection.monitor', {
        title: sign.title,
        at: moment(new Date(sign.atMs).toISOString()),
        duration: between(sign.atMs, openedMs),
      })
    : t('post-mortem.detection.person')
  const sections: Section[] = [
    {
      heading: t('post-mortem.summary'),
      paragraphs: [summary, ...(incident.resolved?.text ? [incident.resolved.text] : [])],
    },
    { heading: t('post-mortem.impact'), list: impactLines(run, span, seen, words) },
    { heading: t('post-mortem.detection'), paragraphs: [detection] },
    { heading: t('post-mortem.times'), list: timeLines(input, words) },
    { heading: t('post-mortem.hypotheses'), list: hypotheses(incident, words) },
    { heading: t('post-mortem.helped'), paragraphs: [t('post-mortem.open')] },
    {
      heading: t('post-mortem.hurt'),
      list: lateCalls(incident, endMs, words),
      paragraphs: [t('post-mortem.open')],
    },
    {
      heading: t('post-mortem.lessons'),
      list: lessonsOf(run).map((lesson) => lessonLine(lesson, words)),
    },
    actionSection(incident, words),
    timelineSection(input, span, words),
  ]
  return {
    title: as(t('post-mortem.title', { title: incident.title })),
    note: t('post-mortem.draft', { at: moment(writtenAt) }),
    sections: sections
      .filter(({ list, paragraphs, table }) => table || paragraphs || (list ?? []).length > 0)
      .map((section) => withPeople(section, as)),
  }
}

function withPeople(section: Section, as: (text: string) => string): Section {
  const { heading, paragraphs, list, table } = section
  return {
    heading,
    ...(paragraphs ? { paragraphs: paragraphs.map(as) } : {}),
    ...(list ? { list: list.map(as) } : {}),
    ...(table ? { table: { head: table.head, rows: table.rows.map((row) => row.map(as)) } } : {}),
  }
}

/** From the incident's opening to the way back, and from there to being back. */
function timeLines({ run, incident }: PostMortemInput, { t, duration }: ReportWords): string[] {
  const begun = run.events.find(
    ({ body, at }) =>
      body.type === 'rollback.started' &&
      body.mode === 'real' &&
      (at >= incident.openedAt ||
        (incident.cause.kind === 'rollback' && incident.cause.rollbackId === body.rollbackId)),
  )
  if (begun?.body.type !== 'rollback.started') return []
  const { rollbackId } = begun.body
  const ended = run.events.find(
    ({ body }) => body.type === 'rollback.ended' && body.rollbackId === rollbackId,
  )
  const between = (from: string, to: string) =>
    duration(Math.max(0, Date.parse(to) - Date.parse(from)))
  const isBack = ended?.body.type === 'rollback.ended' && ended.body.as === 'back'
  return [
    t('post-mortem.times.decide', { duration: between(incident.openedAt, begun.at) }),
    ...(isBack ? [t('post-mortem.times.act', { duration: between(begun.at, ended.at) })] : []),
  ]
}

const hypotheses = ({ entries }: IncidentStatus, { t }: ReportWords): string[] =>
  entries
    .filter(({ kind }) => kind === 'hypothesis')
    .map(({ text, ruledOut }) =>
      ruledOut
        ? t('post-mortem.hypothesis.ruled-out', { text, because: ruledOut.because })
        : t('post-mortem.hypothesis.open', { text }),
    )

/** Who should have been called earlier than they were, or at all. */
function lateCalls(
  { escalation }: IncidentStatus,
  endMs: number,
  { t, moment, duration }: ReportWords,
): string[] {
  return escalation.flatMap(({ level, name, dueAt, reached }) => {
    if (dueAt === undefined || Date.parse(dueAt) >= endMs) return []
    const values = { level, name, due: moment(dueAt) }
    if (!reached) return [t('post-mortem.never-reached', values)]
    const lateMs = Date.parse(reached.at) - Date.parse(dueAt)
    return lateMs < 60_000 ? [] : [t('post-mortem.late', { ...values, duration: duration(lateMs) })]
  })
}

function actionSection({ actions }: IncidentStatus, { t, moment }: ReportWords): Section {
  const heading = t('post-mortem.actions')
  if (actions.length === 0) return { heading, paragraphs: [t('post-mortem.no-actions')] }
  const columns = ['what', 'owner', 'due', 'done'] as const
  return {
    heading,
    table: {
      head: columns.map((column) => t(`post-mortem.column.${column}`)),
      rows: actions.map(({ text, owner, due = '', doneAt }) => [
        text,
        owner,
        due,
        doneAt === undefined ? '' : moment(doneAt),
      ]),
    },
  }
}

function timelineSection(
  { run }: PostMortemInput,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  words: ReportWords,
): Section {
  const { t, moment } = words
  const items = new Map(run.runbook?.items.map(({ id, title }) => [id, title]))
  const phases = new Map(run.runbook?.phases.map(({ id, title }) => [id, title]))
  const names = {
    item: (id: string) => items.get(id) ?? id,
    phase: (id: string) => phases.get(id) ?? id,
  }
  const undone = run.undone()
  const told = run.events.filter(
    ({ at, seq }) =>
      Date.parse(at) >= fromMs - leadMs && Date.parse(at) <= toMs && !undone.has(seq),
  )
  return {
    heading: t('post-mortem.timeline'),
    table: {
      head: [t('report.when'), t('report.who'), t('report.what')],
      rows: told.map(({ at, actor, body }) => [
        moment(at),
        nameOf(actor),
        eventLine(body, names, words),
      ]),
    },
  }
}
