import { dueAtMs, dueOf, isSettled } from '../../shared/model/due.ts'
import type { LeftOver } from '../../shared/model/incident.ts'
import { lessonsOf } from '../lesson/lesson-book.ts'
import type { Projection } from '../run/projection.ts'
import { isOpenRun } from '../run/run-guard.ts'
import { incidentsOf } from './incident-book.ts'

/**
 * What is still to be done after the go-lives: derived from their histories, kept nowhere. Steps are
 * asked for while their run is open; actions and lessons until they are done.
 */
export function leftOver(runs: readonly Projection[], nowMs: number): LeftOver[] {
  const left = runs
    .filter((run) => !run.head().imported)
    .flatMap((run) => [...itemsLeft(run, nowMs), ...actionsLeft(run), ...lessonsLeft(run)])
  return left.toSorted((one, other) => dueMs(one) - dueMs(other))
}

function itemsLeft(run: Projection, nowMs: number): LeftOver[] {
  const head = run.head()
  const { id: runId, title, t0, dues } = head
  if (!isOpenRun(head) || t0 === undefined || Date.parse(t0) > nowMs) return []
  const phases = new Map(run.runbook?.phases.map((phase) => [phase.id, phase]))
  return (run.runbook?.items ?? []).flatMap((item): LeftOver[] => {
    const due = dueOf(item, phases, dues)
    const atMs = due && dueAtMs(due, t0)
    if (atMs === undefined || atMs <= Date.parse(t0)) return []
    if (isSettled(run.item(item.id)?.state ?? 'todo')) return []
    const dueAt = new Date(atMs).toISOString()
    return [{ kind: 'item', runId, run: title, itemId: item.id, title: item.title, dueAt }]
  })
}

function actionsLeft(run: Projection): LeftOver[] {
  const { id: runId, title } = run.head()
  return incidentsOf(run.events).flatMap(({ id: incidentId, actions }) =>
    actions
      .filter(({ doneAt }) => doneAt === undefined)
      .map(({ id: actionId, text, owner, due }): LeftOver => {
        const known = { runId, run: title, incidentId, actionId, title: text, owner }
        return { kind: 'action', ...known, ...(due === undefined ? {} : { due }) }
      }),
  )
}

/** Those about which somebody wants to do something. */
function lessonsLeft(run: Projection): LeftOver[] {
  const { id: runId, title } = run.head()
  return lessonsOf(run).flatMap(({ id: lessonId, text, owner, due, doneAt }): LeftOver[] => {
    if (owner === undefined || doneAt !== undefined) return []
    const known = { runId, run: title, lessonId, title: text, owner }
    return [{ kind: 'lesson', ...known, ...(due === undefined ? {} : { due }) }]
  })
}

/** An action without a date comes last. */
const dueMs = (left: LeftOver): number =>
  Date.parse((left.kind === 'item' ? left.dueAt : left.due) ?? '9999-12-31')
