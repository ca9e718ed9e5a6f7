import type { Code } from 'mdast'
import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import type { Budget, BudgetSource } from '../../shared/model/budget.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import { nearestWord } from '../text/nearest.ts'
import type { Probes } from './check-fence.ts'
import { durationField, parseDuration } from './duration.ts'
import { headingSlug, type NameRegister } from './identity.ts'
import { problemAt, watchedCheck } from './watched-check.ts'
import { fenceSources, type YamlSource } from './yaml-source.ts'

const targetExpected = 'a share from 50% to 99.999%, such as 99.9% or 0.999'
const factField = z.string().regex(/^[a-z_]\w*(?:\.[\w-]+)*$/i, 'a fact, such as `values.errors`')

/** The schema of a `budget` fence. */
export const budgetFenceSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')
      .optional()
      .describe('its name for ever; made of its title when absent'),
    title: z.string().min(1).describe('what must not fail more often than this, in a few words'),
    check: z
      .string()
      .min(1)
      .describe('id of an item with a check that has `every`; `id#name` where it has several'),
    target: z
      .union([z.string(), z.number()], { error: targetExpected })
      .refine((written) => shareOf(written) !== undefined, targetExpected)
      .describe('share that must be good, such as `99.9%`'),
    window: durationField('1h', '30d')
      .optional()
      .describe('over which the target holds, such as `7d`; 30d when absent'),
    latency: durationField('1ms', '10m')
      .optional()
      .describe('a look is good only if it passed and was answered within this'),
    bad: factField
      .optional()
      .describe('a counter of what went wrong; with `total` it is counted instead of looks'),
    total: factField.optional().describe('a counter of everything'),
  })
  .describe('An error budget: how much may go wrong over a window')

type BudgetFence = z.output<typeof budgetFenceSchema>

const defaultWindow = '30d'

/** Reads the `budget` fences of a runbook whose items are known. One with a mistake is no budget. */
export function readBudgets(
  nodes: readonly Code[],
  documentLines: readonly string[],
  items: readonly Item[],
  probes: Probes,
  names: NameRegister,
): { budgets: Budget[]; problems: Problem[] } {
  const sources = fenceSources(nodes, documentLines)
  return readBudgetsOf(sources, items, probes, names)
}

/** Reads budgets, wherever they are written. `names`: those that others of the runbook have. */
export function readBudgetsOf(
  sources: readonly YamlSource[],
  items: readonly Item[],
  probes: Probes,
  names: NameRegister,
): { budgets: Budget[]; problems: Problem[] } {
  const budgets: Budget[] = []
  const problems: Problem[] = []
  for (const source of sources) {
    const parsed = source.parse(budgetFenceSchema, () => Object.keys(budgetFenceSchema.shape))
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    const { id, title } = parsed.data
    if (id !== undefined && names.has(id)) {
      problems.push(
        problemAt(source.valuePlace(['id']), message('runbook.budget-duplicate-id', { id })),
      )
      continue
    }
    const found = readBudget(parsed.data, { source, items, probes })
    if ('problem' in found) problems.push(found.problem)
    else
      budgets.push({
        ...found.budget,
        id: names.claim(id ?? (headingSlug(title) || 'budget')),
        line: source.keyPlace(['title']).line,
      })
  }
  return { budgets, problems }
}

interface FenceSource {
  source: YamlSource
  items: readonly Item[]
  probes: Probes
}

function readBudget(
  fence: BudgetFence,
  { source, items, probes }: FenceSource,
): { budget: Omit<Budget, 'id' | 'line'> } | { problem: Problem } {
  const found = watchedCheck(fence.check, items)
  if ('problem' in found) return { problem: found.problem(source.valuePlace(['check'])) }
  const { item, check } = found
  const counted = readSource(fence, { source, check, probes })
  if ('problem' in counted) return counted
  return {
    budget: {
      title: fence.title,
      itemId: item.id,
      checkId: check.id,
      source: counted.of,
      target: shareOf(fence.target) ?? 1,
      windowSeconds: (parseDuration(fence.window ?? defaultWindow) ?? 0) / 1000,
    },
  }
}

function readSource(
  { bad, total, latency }: BudgetFence,
  { source, check, probes }: { source: YamlSource; check: CheckSpec; probes: Probes },
): { of: BudgetSource } | { problem: Problem } {
  if (bad === undefined && total === undefined) {
    const latencyMs = latency === undefined ? undefined : parseDuration(latency)
    return { of: { kind: 'looks', ...(latencyMs === undefined ? {} : { latencyMs }) } }
  }
  if (bad === undefined || total === undefined) {
    const key = bad === undefined ? 'bad' : 'total'
    const expected = `values.${key === 'bad' ? 'errors' : 'requests'}`
    return {
      problem: problemAt(source.keyPlace([]), message('runbook.missing-key', { key, expected })),
    }
  }
  if (latency !== undefined)
    return {
      problem: problemAt(source.keyPlace(['latency']), message('runbook.budget-latency-counters')),
    }
  const unknown = (['bad', 'total'] as const).flatMap((key) => {
    const path = key === 'bad' ? bad : total
    const known = knownFact(path, check, probes)
    return known.ok ? [] : [{ key, path, ...known }]
  })[0]
  if (unknown === undefined) return { of: { kind: 'counters', bad, total } }
  const { key, path, suggestion } = unknown
  const text = message('runbook.budget-unknown-fact', { name: path, check: check.id })
  return { problem: problemAt(source.valuePlace([key]), text, suggestion) }
}

/** Whether a check may give such a number. Of maps that its author names, each name is known. */
function knownFact(
  path: string,
  check: CheckSpec,
  probes: Probes,
): { ok: true } | { ok: false; suggestion?: string } {
  const [root = '', name] = path.split('.')
  const { facts } = probes[check.kind]
  const type = facts[root]?.type
  const isNumber = type === 'int' || type === 'double'
  const isNested = type === 'map' || type === 'list' || type === 'dyn'
  if (name === undefined ? isNumber || type === 'dyn' : isNested) {
    const asked = check.config[root]
    const isNamed = name !== undefined && typeof asked === 'object' && !Array.isArray(asked)
    if (!isNamed || asked === null || Object.hasOwn(asked, name)) return { ok: true }
  }
  const numbers = Object.entries(facts).flatMap(([fact, declared]) =>
    declared.type === 'int' || declared.type === 'double' ? [fact] : [],
  )
  const named = Object.entries(check.config).flatMap(([fact, asked]) =>
    facts[fact] && typeof asked === 'object' && asked !== null && !Array.isArray(asked)
      ? Object.keys(asked).map((each) => `${fact}.${each}`)
      : [],
  )
  // Who forgot the map’s own name meant the one that has it.
  const meant =
    named.find((each) => each.endsWith(`.${path}`)) ?? nearestWord(path, [...named, ...numbers])
  return meant === undefined ? { ok: false } : { ok: false, suggestion: meant }
}

/** 0.999 of `99.9%`, `99.9 %` or 0.999. */
function shareOf(written: string | number): number | undefined {
  const percent = typeof written === 'string' ? /^\s*(\d+(?:[.,]\d+)?)\s*%\s*$/.exec(written) : null
  // As many digits as were written: 99.9 / 100 is not quite 0.999.
  const share = percent
    ? Number((Number(percent[1]?.replace(',', '.')) / 100).toFixed(9))
    : Number(written)
  return share >= 0.5 && share <= 0.99999 ? share : undefined
}
