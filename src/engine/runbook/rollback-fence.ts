import type { Code } from 'mdast'

import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { RollbackNext, RollbackPlan } from '../../shared/model/rollback.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import type { Probes } from './check-fence.ts'
import { optional } from './check-fence.ts'
import { parseDuration } from './duration.ts'
import { headingSlug, NameRegister } from './identity.ts'
import { findInGraph, type GraphStep, type Way } from './rollback-graph.ts'
import { rollbackFenceSchema, rollbackKeysAt, type WrittenPlan } from './rollback-schema.ts'
import { readSteps, type ReadStep } from './rollback-steps.ts'
import { readVerifications } from './rollback-verify.ts'
import { problemAt } from './watched-check.ts'
import { fenceSources, type YamlSource } from './yaml-source.ts'

/** What the steps of a plan may name. */
export interface RollbackSubjects {
  items: readonly Item[]
  tails: readonly TailSpec[]
  probes: Probes
}

/** Reads the `rollback` fences of a runbook. One with a mistake is no plan at all. */
export function readRollbacks(
  nodes: readonly Code[],
  documentLines: readonly string[],
  subjects: RollbackSubjects,
  names: NameRegister,
): { rollbacks: RollbackPlan[]; problems: Problem[] } {
  const sources = fenceSources(nodes, documentLines)
  return readRollbacksOf(sources, 'fence', subjects, names)
}

/** Reads plans, wherever they are written. `names`: those that others of the runbook have. */
export function readRollbacksOf(
  sources: readonly YamlSource[],
  origin: CheckSpec['origin'],
  subjects: RollbackSubjects,
  names: NameRegister,
): { rollbacks: RollbackPlan[]; problems: Problem[] } {
  if (sources.length === 0) return { rollbacks: [], problems: [] }
  const { probes } = subjects
  const schema = rollbackFenceSchema(probes)
  const rollbacks: RollbackPlan[] = []
  const problems: Problem[] = []
  for (const source of sources) {
    const parsed = source.parse(schema, (path) => rollbackKeysAt(path, probes))
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    // The defaults of the probes' own configs are theirs to fill in, when a step is made ready.
    const found = readPlan(
      parsed.written as unknown as WrittenPlan,
      source,
      origin,
      subjects,
      names,
    )
    problems.push(...found.problems)
    // What only warns takes no plan away from somebody who needs it.
    if (found.problems.every(({ severity }) => severity !== 'error')) rollbacks.push(found.plan)
  }
  return { rollbacks, problems }
}

function readPlan(
  written: WrittenPlan,
  source: YamlSource,
  origin: CheckSpec['origin'],
  subjects: RollbackSubjects,
  names: NameRegister,
): { plan: RollbackPlan; problems: Problem[] } {
  const problems: Problem[] = []
  const error = (path: readonly PropertyKey[], words: Message) =>
    problems.push(problemAt(source.valuePlace(path), words))
  if (written.id !== undefined && names.has(written.id))
    error(['id'], message('rollback-plan.duplicate-id', { id: written.id }))
  const planId = names.claim(written.id ?? (headingSlug(written.title) || 'rollback'))
  const ids = stepIds(written, error)
  const from = { source, origin, ...subjects, problems, planId }
  const steps = readSteps(written.steps, ids, from)
  const done = readVerifications(written.done ?? [], ['done'], 'done', from)
  if (!written.done || written.done.length === 0)
    problems.push(problemAt(source.keyPlace(['done']), message('rollback-plan.done-empty')))
  const budgetMs = parseDuration(written.budget) ?? 0
  if (problems.length === 0) problems.push(...wayProblems(steps, budgetMs, source))
  return {
    plan: {
      id: planId,
      title: written.title,
      when: written.when ?? [],
      budgetMs,
      ...optional('environments', written.environments),
      safeState: written['safe-state'],
      variables: Object.fromEntries(
        Object.entries(written.variables ?? {}).map(([name, value]) => [name, String(value)]),
      ),
      steps: steps.map(({ step }) => step),
      done,
      line: source.keyPlace(['title']).line,
    },
    problems,
  }
}

/** By the author's ids, which others may name, or made of the titles. */
function stepIds(
  { steps }: WrittenPlan,
  error: (path: readonly PropertyKey[], words: Message) => void,
): string[] {
  const names = new NameRegister()
  const taken = new Set(steps.flatMap(({ id }) => id ?? []))
  return steps.map(({ id, title }, index) => {
    if (id === undefined) {
      const made = headingSlug(title)
      const isFree = !taken.has(made) && made !== 'end' && made !== 'stop'
      return names.claim(isFree ? made : `${made}-${index + 1}`)
    }
    const at = ['steps', index, 'id']
    if (id === 'end' || id === 'stop') error(at, message('rollback-plan.reserved-id', { id }))
    else if (names.has(id)) error(at, message('rollback-plan.duplicate-step', { id }))
    return names.claim(id)
  })
}

/** What is wrong with the ways through a plan whose steps are right one by one. */
function wayProblems(steps: readonly ReadStep[], budgetMs: number, source: YamlSource): Problem[] {
  const indexOf = new Map(steps.map(({ step }, index) => [step.id, index]))
  const wayOf = (next: RollbackNext): Way =>
    typeof next === 'string' ? next : (indexOf.get(next.step) ?? 'end')
  const found = findInGraph(
    steps.map(({ step, changes }): GraphStep => {
      const { action, ifFails } = step
      return {
        isDecide: action.kind === 'decide',
        next:
          action.kind === 'decide'
            ? action.options.map(({ next }) => wayOf(next))
            : [wayOf(step.next)],
        ...(ifFails.next === undefined ? {} : { alternative: wayOf(ifFails.next) }),
        changes,
        isVerified: step.verify.length > 0,
        isPointOfNoReturn: step.isPointOfNoReturn,
        expectedMs: step.expectedMs ?? 0,
      }
    }),
  )
  const titleOf = (index: number) => steps[index]?.step.title ?? ''
  const at = (index: number) => source.keyPlace(['steps', index, 'title'])
  const severe = [
    ...found.loops.map((loop) => {
      // Where it turns back is where the author has to look.
      const last = Math.max(...loop)
      const words = message('rollback-plan.loop', { steps: loop.map(titleOf).join(' → ') })
      return problemAt(source.valuePlace(['steps', last, 'next']), words)
    }),
    ...found.unverifiedReturns.map((index) => {
      const words = message('rollback-plan.point-of-no-return', { step: titleOf(index) })
      return problemAt(source.keyPlace(['steps', index, 'point-of-no-return']), words)
    }),
  ]
  // A loop keeps from the end, too: it is said once.
  if (found.loops.length === 0) {
    for (const index of found.stuck)
      severe.push(problemAt(at(index), message('rollback-plan.stuck', { step: titleOf(index) })))
    if (found.stuck.length === 0 && !found.reachesEnd)
      severe.push(problemAt(source.keyPlace(['steps']), message('rollback-plan.no-end')))
  }
  const warnings = found.unreachable.map((index) =>
    problemAt(at(index), message('rollback-plan.unreachable', { step: titleOf(index) })),
  )
  if (found.longestMs > budgetMs) {
    const seconds = { sum: found.longestMs / 1000, budget: budgetMs / 1000 }
    const words = message('rollback-plan.budget-below', seconds)
    warnings.push(problemAt(source.valuePlace(['budget']), words))
  }
  return [...severe, ...warnings.map((problem): Problem => ({ ...problem, severity: 'warning' }))]
}
