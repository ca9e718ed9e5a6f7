import type { IncidentStatus } from '../../shared/model/incident.ts'
import type { SeenState } from '../../shared/model/monitor.ts'
import type { Projection } from '../run/projection.ts'
import type { ReportWords } from '../run/report-words.ts'

interface Span {
  fromMs: number
  toMs: number
}

/** What was watched of a run, over a stretch of time: from ≤ at < to. */
export interface Seen {
  /** Looks of a check; undefined where it was not watched. */
  looks(checkId: string, fromMs: number, toMs: number): { failed: number; all: number } | undefined
  /** The most jobs that waited in a queue that a check watches, and how many did just before. */
  queue(checkId: string, fromMs: number, toMs: number): { most: number; before: number } | undefined
  /** What an error budget counted as bad: requests that failed. Undefined where nothing was counted. */
  bad(budgetId: string, fromMs: number, toMs: number): number | undefined
}

/** When a check was in a state, as the run's history says, within a span. */
function timesIn(
  run: Projection,
  checkId: string,
  state: SeenState,
  { fromMs, toMs }: Span,
): Span[] {
  const times: Span[] = []
  let sinceMs: number | undefined
  const end = (atMs: number) => {
    if (sinceMs !== undefined && atMs > fromMs && sinceMs < toMs)
      times.push({ fromMs: Math.max(sinceMs, fromMs), toMs: Math.min(atMs, toMs) })
    sinceMs = undefined
  }
  for (const { body, at } of run.events) {
    if (body.type !== 'monitor.changed' || body.checkId !== checkId) continue
    if (body.to === state) sinceMs ??= Date.parse(at)
    else end(Date.parse(at))
  }
  end(toMs)
  return times
}

const lasting = (times: readonly Span[]) =>
  times.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

const watchedChecks = (run: Projection) =>
  (run.runbook?.items ?? []).flatMap(({ title, checks }) =>
    checks
      .filter(({ everySeconds }) => everySeconds !== undefined)
      .map((check) => ({ check, title: check.title ?? title })),
  )

/** What went down first, and was down when the incident was opened or afterwards. */
export function firstSign(
  run: Projection,
  { openedAt }: Pick<IncidentStatus, 'openedAt'>,
  endMs: number,
): { title: string; atMs: number } | undefined {
  const openedMs = Date.parse(openedAt)
  const signs = watchedChecks(run).flatMap(({ check, title }) =>
    timesIn(run, check.id, 'down', { fromMs: 0, toMs: endMs })
      .filter(({ fromMs, toMs }) => fromMs <= openedMs && toMs > openedMs)
      .map(({ fromMs }) => ({ title, atMs: fromMs })),
  )
  return signs.toSorted((one, other) => one.atMs - other.atMs)[0]
}

/** Minutes down, what could not be seen, requests that failed, jobs that waited. */
export function impactLines(run: Projection, span: Span, seen: Seen, words: ReportWords): string[] {
  const { t, duration } = words
  const checks = watchedChecks(run)
  const { fromMs, toMs } = span
  const wasWatched = checks.some(({ check }) => (seen.looks(check.id, fromMs, toMs)?.all ?? 0) > 0)
  const lines = checks.flatMap(({ check, title }): string[] => {
    const downMs = lasting(timesIn(run, check.id, 'down', span))
    const unseenMs = lasting(timesIn(run, check.id, 'unknown', span))
    const looks = seen.looks(check.id, fromMs, toMs)
    const queue = seen.queue(check.id, fromMs, toMs)
    const values = { title, failed: looks?.failed ?? 0, looks: looks?.all ?? 0 }
    return [
      ...(downMs > 0
        ? [t('post-mortem.impact.down', { ...values, duration: duration(downMs) })]
        : []),
      ...(unseenMs > 0
        ? [t('post-mortem.impact.unseen', { title, duration: duration(unseenMs) })]
        : []),
      ...(queue && queue.most > queue.before
        ? [t('post-mortem.impact.queue', { title, depth: queue.most, before: queue.before })]
        : []),
    ]
  })
  const requests = (run.runbook?.budgets ?? []).flatMap((budget) => {
    if (budget.source.kind !== 'counters') return []
    const count = seen.bad(budget.id, fromMs, toMs)
    if (count === undefined || count === 0) return []
    const values = { title: budget.title, name: budget.source.bad, count: Math.round(count) }
    return [t('post-mortem.impact.requests', values)]
  })
  const all = [...lines, ...requests]
  if (all.length > 0) return all
  return [t(wasWatched ? 'post-mortem.impact.none' : 'post-mortem.impact.unmonitored')]
}
