import type { Code } from 'mdast'
import { z } from 'zod'

import { message, type Message } from '../../shared/messages/message.ts'
import type { Budget } from '../../shared/model/budget.ts'
import type { Criterion, Gate } from '../../shared/model/gate.ts'
import { readinessKinds } from '../../shared/model/readiness.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import { checkExpectation } from '../expectation/check-expectation.ts'
import { allowedTerms, isPercentile, measureTerms } from '../gate/measure-criteria.ts'
import { windowFacts } from '../gate/window-facts.ts'
import { longestRawMs } from '../monitor/sample-window.ts'
import { probeOf } from '../probes/registry.ts'
import { budgetKeys, readBudgetCriterion } from './budget-criterion.ts'
import { durationField, parseDuration } from './duration.ts'
import { headingSlug, NameRegister } from './identity.ts'
import { problemAt, unknownItem, watchedCheck } from './watched-check.ts'
import { fenceSources, type Place, type YamlSource } from './yaml-source.ts'

const defaults = { windowMs: 5 * 60_000, holdMs: 60_000, minCoverage: 0.9 }
const longestWindow = '192h'

/** What a criterion over a monitor may say; the gate may say it once for all of them. */
export const windowShape = {
  window: durationField('10s', longestWindow)
    .optional()
    .describe('how far back it looks, such as `30m`; 5m when absent'),
  min_samples: z
    .int()
    .min(1)
    .optional()
    .describe('looks that must have been able to measure; 1 when absent'),
  min_coverage: z
    .number()
    .min(0.01)
    .max(1)
    .optional()
    .describe('share of the window that must have been measured; 0.9 when absent'),
  max_stale: durationField('1s', '24h')
    .optional()
    .describe('oldest last look; two intervals and the timeout when absent'),
  warm_up: durationField('0s', '24h')
    .optional()
    .describe('what is measured so soon after watching began does not count'),
  no_data: z
    .enum(['unknown', 'no-go'])
    .optional()
    .describe('what a window without a measurement says; unknown when absent'),
  hold: durationField('0s', '24h')
    .optional()
    .describe('for how long it must hold without a break; 1m when absent'),
}
const itemShape = {
  item: z.string().min(1).optional().describe('id of an item that must be passed or waived'),
  title: z.string().min(1).optional().describe('what it is about; the item’s title when absent'),
  advisory: z.boolean().optional().describe('shown, and decides nothing'),
}
const readinessKeys = ['readiness', 'title', 'advisory']
const criterionShape = {
  check: z
    .string()
    .min(1)
    .optional()
    .describe('id of an item with a check that has `every`; `id#name` where it has several'),
  budget: z.string().min(1).optional().describe('id of a budget of the runbook'),
  readiness: z
    .union([z.literal(true), z.array(z.enum(readinessKinds)).min(1)])
    .optional()
    .describe('readiness for the way back: `true`, or those of its lines that must be ready'),
  require: z
    .string()
    .min(1)
    .optional()
    .describe(
      'CEL condition over the facts of the window, or of the budget: `remaining > 0.0 && !burning` when absent',
    ),
  ...itemShape,
  ...windowShape,
}
const gateShape = {
  id: z
    .string()
    .regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')
    .optional()
    .describe('its name for ever; made of its title when absent'),
  title: z.string().min(1).describe('what it decides, in a few words'),
  approvers: z.array(z.string().min(1)).optional().describe('roles that must each sign a GO'),
  ...windowShape,
}

/** The schema of a `gate` fence. */
export const gateFenceSchema = z
  .strictObject({
    ...gateShape,
    criteria: z.array(z.strictObject(criterionShape)).min(1).describe('all that must hold'),
  })
  .describe('A gate: criteria that together say GO, NO-GO, PENDING or UNKNOWN')

type GateFence = z.output<typeof gateFenceSchema>
type CriterionFence = GateFence['criteria'][number]

/** What criteria may be about. */
export interface GateSubjects {
  items: readonly Item[]
  budgets: readonly Budget[]
}

/** Reads the `gate` fences of a runbook whose items are known. One with a mistake is no gate at all. */
export function readGates(
  nodes: readonly Code[],
  documentLines: readonly string[],
  subjects: GateSubjects,
  names: NameRegister,
): { gates: Gate[]; problems: Problem[] } {
  const sources = fenceSources(nodes, documentLines)
  return readGatesOf(sources, subjects, names)
}

/** Reads gates, wherever they are written. `names`: those that other gates of the runbook have. */
export function readGatesOf(
  sources: readonly YamlSource[],
  subjects: GateSubjects,
  names: NameRegister,
): { gates: Gate[]; problems: Problem[] } {
  const gates: Gate[] = []
  const problems: Problem[] = []
  for (const source of sources) {
    const parsed = source.parse(gateFenceSchema, keysAt)
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    const { id, title } = parsed.data
    if (id !== undefined && names.has(id)) {
      problems.push(
        problemAt(source.valuePlace(['id']), message('runbook.gate-duplicate-id', { id })),
      )
      continue
    }
    const { criteria, problems: mistakes } = readCriteria(parsed.data, source, subjects)
    problems.push(...mistakes)
    if (mistakes.length > 0) continue
    gates.push({
      id: names.claim(id ?? (headingSlug(title) || 'gate')),
      title,
      criteria,
      approvers: [...new Set(parsed.data.approvers)],
      line: source.keyPlace(['title']).line,
    })
  }
  return { gates, problems }
}

function readCriteria(
  fence: GateFence,
  source: YamlSource,
  subjects: GateSubjects,
): { criteria: Criterion[]; problems: Problem[] } {
  const problems: Problem[] = []
  const names = new NameRegister()
  const criteria = fence.criteria.flatMap((written, index): Criterion[] => {
    const read = readCriterion(written, { fence, source, ...subjects, at: ['criteria', index] })
    problems.push(...read.problems)
    const name = written.check ?? written.item ?? written.budget ?? 'readiness'
    return read.criterion ? [{ ...read.criterion, id: names.claim(name) }] : []
  })
  if (problems.length === 0 && criteria.every((criterion) => !criterion.blocking))
    problems.push(problemAt(source.keyPlace(['criteria']), message('runbook.gate-nothing-blocks')))
  return { criteria, problems }
}

interface CriterionSource extends GateSubjects {
  /** What it does not say itself. */
  fence: Partial<Pick<GateFence, keyof typeof windowShape>>
  source: YamlSource
  at: PropertyKey[]
}

/** Reads one criterion at its place. Its id is its list's to give. */
export function readCriterion(
  written: CriterionFence,
  subjects: CriterionSource,
): { criterion?: Criterion; problems: Problem[] } {
  const { fence, source, items, at } = subjects
  const { check: checkName, item: itemName, budget: budgetName, readiness } = written
  const wrong = (place: Place, text: Message, suggestion?: string) => ({
    problems: [problemAt(place, text, suggestion)],
  })
  const named = [checkName, itemName, budgetName, readiness]
  if (named.filter((name) => name !== undefined).length !== 1)
    return wrong(source.valuePlace(at), message('runbook.gate-check-or-item'))
  const duration = (key: 'window' | 'max_stale' | 'warm_up' | 'hold', otherwiseMs: number) =>
    (parseDuration(written[key] ?? fence[key] ?? '') ?? otherwiseMs) / 1000
  const stays = (everySeconds: number, timeoutMs: number) => ({
    maxStaleSeconds: duration('max_stale', everySeconds * 2000 + timeoutMs),
    noData: written.no_data ?? fence.no_data ?? ('unknown' as const),
    holdSeconds: duration('hold', defaults.holdMs),
  })
  if (budgetName !== undefined) {
    const extra = unknownKey(written, budgetKeys, source, at)
    if (extra) return { problems: [extra] }
    const read = readBudgetCriterion({ ...written, budget: budgetName }, subjects, stays)
    if ('criterion' in read) return { ...read, problems: [] }
    return {
      problems: read.mistakes.map(({ key, offset, message: text, suggestion }) => {
        const place = source.textPlace([...at, key], written[key] ?? '', offset)
        return problemAt(place, text, suggestion)
      }),
    }
  }
  const base = { id: '', blocking: written.advisory !== true }
  if (readiness !== undefined) {
    const extra = unknownKey(written, readinessKeys, source, at)
    if (extra) return { problems: [extra] }
    const lines = readiness === true ? [] : [...new Set(readiness)]
    const title = written.title ?? 'Readiness'
    return { criterion: { ...base, kind: 'readiness', title, itemId: '', lines }, problems: [] }
  }
  if (itemName !== undefined) {
    const extra = unknownKey(written, Object.keys(itemShape), source, at)
    if (extra) return { problems: [extra] }
    const item = items.find(({ id }) => id === itemName)
    if (!item)
      return { problems: [unknownItem(itemName, source.valuePlace([...at, 'item']), items)] }
    const title = written.title ?? item.title
    return { criterion: { ...base, kind: 'item', title, itemId: item.id }, problems: [] }
  }

  const name = checkName ?? ''
  const found = watchedCheck(name, items)
  if ('problem' in found) {
    const place = source.valuePlace([...at, 'check'])
    return { problems: [found.problem(place)] }
  }
  const { item, check } = found
  const { require } = written
  if (require === undefined) {
    const expected = 'availability >= 0.999'
    return wrong(
      source.valuePlace(at),
      message('runbook.missing-key', { key: 'require', expected }),
    )
  }
  const { facts } = probeOf(check.kind)
  const typed = checkExpectation(require, { ...windowFacts, ...allowedTerms(require, facts) })
  if (!typed.ok)
    return {
      problems: typed.problems.map((problem) =>
        problemAt(
          source.textPlace([...at, 'require'], require, problem.offset),
          problem.message,
          problem.suggestion,
        ),
      ),
    }
  const everySeconds = check.everySeconds ?? 0
  const windowSeconds = duration('window', defaults.windowMs)
  const percentile = measureTerms(require).find((one) => isPercentile(one.function))
  if (percentile && windowSeconds * 1000 > longestRawMs)
    return wrong(
      source.textPlace([...at, 'require'], require, Math.max(0, require.indexOf(percentile.term))),
      message('runbook.gate-long-percentile', {
        name: percentile.term,
        hours: longestRawMs / 3_600_000,
      }),
    )
  const minSamples = written.min_samples ?? fence.min_samples ?? 1
  const possible = Math.floor(windowSeconds / everySeconds)
  if (minSamples > possible)
    return wrong(
      source.valuePlace([...at, 'min_samples']),
      message('runbook.gate-too-few', { minSamples, possible }),
    )
  return {
    criterion: {
      ...base,
      kind: 'window',
      title: written.title ?? check.title ?? item.title,
      itemId: item.id,
      checkId: check.id,
      require,
      windowSeconds,
      minSamples,
      minCoverage: written.min_coverage ?? fence.min_coverage ?? defaults.minCoverage,
      warmUpSeconds: duration('warm_up', 0),
      ...stays(everySeconds, check.timeoutMs),
    },
    problems: [],
  }
}

function unknownKey(
  written: CriterionFence,
  known: readonly string[],
  source: YamlSource,
  at: PropertyKey[],
): Problem | undefined {
  const found = Object.keys(written).find((key) => !known.includes(key))
  if (found === undefined) return undefined
  const expected = known.join(', ')
  return problemAt(
    source.keyPlace([...at, found]),
    message('runbook.unknown-key', { found, expected }),
  )
}

function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return [...Object.keys(gateShape), 'criteria']
  return path.length === 2 ? Object.keys(criterionShape) : []
}
