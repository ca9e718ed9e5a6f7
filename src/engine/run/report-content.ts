import type { Json } from '../../shared/model/check.ts'
import type {
  Actor,
  CheckResult,
  Evidence,
  ItemState,
  ItemStatus,
  RunHead,
} from '../../shared/model/run.ts'
import type { Item, Phase } from '../../shared/model/runbook.ts'
import type { VerifyReport } from '../../shared/rpc/views.ts'
import { lessonsOf } from '../lesson/lesson-book.ts'
import { lessonLine } from '../lesson/lesson-line.ts'
import type { Projection } from './projection.ts'
import { reportDecisions, type ReportDecision } from './report-decision.ts'
import { eventLine, type ReportNames } from './report-event.ts'
import type { ReportWords } from './report-words.ts'

export interface ReportInput {
  projection: Projection
  verification: VerifyReport
  /** What the run's events name, by hash. */
  evidence: ReadonlyMap<string, Evidence>
  /** ISO 8601, UTC. */
  writtenAt: string
}

export interface Fact {
  label: string
  value: string
  /** To be shown as it is: a command, an output, a hash. */
  literal?: boolean
}

export interface ReportResult {
  state: ItemState
  word: string
  reason: string
  facts: Fact[]
}

export interface ReportItem {
  number: string
  title: string
  state: ItemState
  word: string
  /** Why it is not green: the first reason that says so. */
  why: string
  /** Who or what decided it, and when; tags such as *blocking*. */
  remarks: string[]
  results: ReportResult[]
}

export interface ReportPhase {
  title: string
  depth: number
  due: string | undefined
  items: ReportItem[]
}

/** Everything that a report says, in one language, with no mark-up yet. */
export interface ReportContent {
  title: string
  facts: Fact[]
  counts: { state: ItemState; word: string; count: number }[]
  attention: ReportItem[]
  decisions: ReportDecision[]
  phases: ReportPhase[]
  signatures: string[]
  lessons: string[]
  notes: string[]
  timeline: { seq: number; when: string; who: string; what: string; undone: boolean }[]
  integrity: { valid: boolean; sentence: string; head: Fact }
}

/** Worst first; the two that are green are not in it. */
const attentionOrder: readonly ItemState[] = ['failed', 'unknown', 'running', 'todo', 'waived']
const countOrder: readonly ItemState[] = [...attentionOrder, 'passed', 'not-applicable']

export function reportContent(input: ReportInput, words: ReportWords): ReportContent {
  const { projection, verification } = input
  const { t, moment } = words
  const head = projection.head()
  const runbook = projection.runbook
  const phases = new Map(runbook?.phases.map((phase) => [phase.id, phase]))
  const items = new Map(runbook?.items.map((item) => [item.id, item]))
  const names: ReportNames = {
    item(itemId) {
      const item = items.get(itemId)
      return item ? `${item.number} ${item.title}` : itemId
    },
    phase: (phaseId) => phases.get(phaseId)?.title ?? phaseId,
  }
  const shown = new Map(
    projection.items().flatMap((status) => {
      const item = items.get(status.itemId)
      return item ? [[item.id, reportItem(item, status, input, words)] as const] : []
    }),
  )
  const undone = projection.undone()

  return {
    title: head.title,
    facts: headFacts(head, input.writtenAt, words),
    counts: countOrder.map((state) => ({
      state,
      word: t(`report.state.${state}`),
      count: head.counts[state],
    })),
    attention: attentionOrder.flatMap((state) =>
      [...shown.values()].filter((item) => item.state === state),
    ),
    phases: (runbook?.phases ?? []).map((phase) => reportPhase(phase, items, shown, words)),
    decisions: reportDecisions(projection.events, words),
    signatures: projection.signatures().map(({ by, role, phaseId, at, note, openItems }) => {
      const hasRole = role === '' ? 'no' : 'yes'
      const phase = names.phase(phaseId)
      const what = t('report.signature', { by, role, hasRole, phase, when: moment(at), openItems })
      return note ? t('report.with-note', { what, note }) : what
    }),
    lessons: lessonsOf(projection).map((lesson) => lessonLine(lesson, words)),
    notes: projection.events.flatMap(({ seq, at, actor, body }) =>
      body.type === 'run.noted' && !undone.has(seq)
        ? [labelled(t('report.by-at', { who: nameOf(actor), when: moment(at) }), body.text, words)]
        : [],
    ),
    timeline: projection.events.map(({ seq, at, actor, body }) => ({
      seq,
      when: moment(at),
      who: nameOf(actor),
      what: eventLine(body, names, words),
      undone: undone.has(seq),
    })),
    integrity: {
      valid: verification.valid,
      sentence: verification.firstBad
        ? t('report.chain-broken', { problem: words.say(verification.firstBad.problem) })
        : t('report.chain-valid', { events: verification.events }),
      head: headHashFact(head, words),
    },
  }
}

const nameOf = (actor: Actor) => (actor.kind === 'person' ? actor.name : 'Warroom')

const labelled = (label: string, value: string, { t }: ReportWords) =>
  t('report.labelled', { label, value })

function headHashFact(head: RunHead, { t }: ReportWords): Fact {
  const value = t('report.chain-head-value', { seq: head.headSeq, hash: head.headHash })
  return { label: t('report.chain-head'), value, literal: true }
}

function headFacts(head: RunHead, writtenAt: string, words: ReportWords): Fact[] {
  const { t, moment } = words
  const unset = t('report.not-set')
  const people = head.people.map(({ name, role }) => (role === '' ? name : `${name} (${role})`))
  const facts: Fact[] = [
    { label: t('report.environment'), value: t(`report.environment.${head.environment}`) },
    { label: t('report.profile'), value: head.profileName },
    { label: t('report.version'), value: head.release.version || unset },
    { label: t('report.commit'), value: head.release.commit || unset },
    { label: t('report.last-good'), value: head.release.lastGood || unset },
    { label: t('report.people'), value: people.join(', ') || unset },
    { label: t('report.t0'), value: head.t0 === undefined ? unset : moment(head.t0) },
    { label: t('report.created'), value: moment(head.createdAt) },
    ...(head.closedAt ? [{ label: t('report.closed'), value: moment(head.closedAt) }] : []),
    { label: t('report.written'), value: moment(writtenAt) },
    { label: t('report.runbook'), value: `${head.runbookName} · sha256 ${head.runbookHash}` },
    headHashFact(head, words),
  ]
  return head.imported ? [...facts, { label: '', value: t('report.imported') }] : facts
}

function reportPhase(
  phase: Phase,
  items: ReadonlyMap<string, Item>,
  shown: ReadonlyMap<string, ReportItem>,
  { t }: ReportWords,
): ReportPhase {
  const own = [...items.values()].filter((item) => item.phaseId === phase.id)
  return {
    title: phase.title,
    depth: phase.depth,
    due: phase.due && t('report.due', { due: phase.due.source }),
    items: own.flatMap((item) => shown.get(item.id) ?? []),
  }
}

function reportItem(
  item: Item,
  status: ItemStatus,
  input: ReportInput,
  words: ReportWords,
): ReportItem {
  const { t, say, moment } = words
  const { waiver, by, at } = status
  const remarks = [
    ...(item.blocking ? [t('report.blocking')] : []),
    ...(by && at ? [t('report.by-at', { who: nameOf(by), when: moment(at) })] : []),
    ...(waiver ? [t('report.waiver', { ...waiver, when: moment(waiver.at) })] : []),
    ...(status.outcomeUnknown ? [t('report.outcome-unknown')] : []),
    ...(status.note ? [labelled(t('report.note'), status.note, words)] : []),
    ...status.notes.map((note) =>
      labelled(
        `${t('report.note')} (${t('report.by-at', { who: nameOf(note.by), when: moment(note.at) })})`,
        note.text,
        words,
      ),
    ),
  ]
  const bad = status.results.find((result) => result.verdict === status.state)
  const outcome = status.outcomeUnknown ? t('report.outcome-unknown') : ''
  const why = waiver?.reason ?? (bad ? say(bad.reason) : (status.note ?? outcome))
  return {
    number: item.number,
    title: item.title,
    state: status.state,
    word: t(`report.state.${status.state}`),
    why: status.state === 'todo' ? '' : why,
    remarks,
    results: status.results.map((result) => reportResult(result, input, words)),
  }
}

function reportResult(result: CheckResult, input: ReportInput, words: ReportWords): ReportResult {
  const { t, say, moment, duration } = words
  const evidence = input.evidence.get(result.evidenceHash)
  const hash: Fact = {
    label: t('report.evidence'),
    value: `sha256 ${result.evidenceHash}`,
    literal: true,
  }
  const { verdict: state, reason } = result
  const shown = { state, word: t(`report.state.${state}`), reason: say(reason) }
  if (!evidence)
    return { ...shown, facts: [{ label: '', value: t('report.evidence-missing') }, hash] }
  const { measurement, judgement } = evidence
  const { target, command, output, truncated, startedAt, durationMs } = measurement
  const measured = { when: moment(startedAt), duration: duration(durationMs) }
  const read = Object.entries(judgement.read)
    .map(([name, value]) => `${name} = ${shortJson(value)}`)
    .join('\n')
  const literal = true
  const facts: Fact[] = [
    { label: t('report.target'), value: target, literal },
    ...(command ? [{ label: t('report.command'), value: command, literal }] : []),
    { label: t('report.expected'), value: judgement.expect, literal },
    ...(read ? [{ label: t('report.facts'), value: read, literal }] : []),
    ...(output ? [outputFact(output, truncated === true, words)] : []),
    { label: t('report.measured'), value: t('report.measured-at', measured) },
    hash,
  ]
  return { ...shown, facts }
}

/** Enough of an output to see what it was; all of it is in the evidence. */
const maxOutputLength = 2000

function outputFact(output: string, truncated: boolean, { t }: ReportWords): Fact {
  const isCut = truncated || output.length > maxOutputLength
  const label = t(isCut ? 'report.output-cut' : 'report.output')
  return { label, value: output.slice(0, maxOutputLength).trimEnd(), literal: true }
}

function shortJson(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
