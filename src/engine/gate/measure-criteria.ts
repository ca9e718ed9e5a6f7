import type { Budget } from '../../shared/model/budget.ts'
import type { Criterion } from '../../shared/model/gate.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { namesRead, parseExpression, pathsRead } from '../expectation/syntax-tree.ts'
import { isListByName, isMeasured } from '../monitor/measure-facts.ts'
import type { MeasureReading } from '../monitor/measure-store.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { probeOf } from '../probes/registry.ts'

/** What a condition may ask of a number that a check gives, over the window: `max.depth`. */
export const measureFunctions = {
  max: 'its largest value',
  min: 'its smallest value',
  mean: 'its mean value',
  last: 'its latest value',
  p50: 'its median; of a percentile the window is 2h at most',
  p90: 'its 90th percentile',
  p95: 'its 95th percentile',
  p99: 'its 99th percentile',
  p999: 'its 99.9th percentile',
  increase: 'by how much a counter grew; what it lost when it began anew is not taken off',
  rate: '`increase` a second',
  changes: 'how often it was another value than the time before',
  since: 'seconds since it last was; since its first value where it never was',
} as const

export type MeasureFunction = keyof typeof measureFunctions

const roots: ReadonlySet<string> = new Set(Object.keys(measureFunctions))
const isFunction = (word: string): word is MeasureFunction => roots.has(word)

/** One function of one measure, as a condition reads it. */
export interface MeasureTerm {
  /** As it is written: `max.queues.mail.depth`. */
  term: string
  function: MeasureFunction
  /** `queues.mail.depth` */
  measure: string
}

/** The terms of a condition that read a measure, each once. */
export function measureTerms(condition: string): MeasureTerm[] {
  const parsed = parseExpression(condition, roots)
  if (!parsed.ok) return []
  return [...namesRead(parsed.expression)].flatMap((term) => {
    const dot = term.indexOf('.')
    const word = term.slice(0, dot)
    return dot > 0 && isFunction(word)
      ? [{ term, function: word, measure: term.slice(dot + 1) }]
      : []
  })
}

type Percentile = Extract<MeasureFunction, `p${number}`>
export const isPercentile = (name: MeasureFunction): name is Percentile => /^p\d+$/.test(name)

/** What terms of the measures are called, for whoever judges a condition or checks it. */
export function termDeclarations(
  terms: readonly { term: string }[],
): Record<string, FactDeclaration> {
  return Object.fromEntries(terms.map(({ term }) => [term, { type: 'double', about: '' }]))
}

/**
 * Every term that a condition over a check may read: each function of each number that its probe
 * declares, and of those terms of the condition that lie in a map, whose keys only the target knows.
 */
export function allowedTerms(
  condition: string,
  facts: Record<string, FactDeclaration>,
): Record<string, FactDeclaration> {
  const numbers = Object.entries(facts)
    .filter(([name, { type }]) => isMeasured(name) && (type === 'int' || type === 'double'))
    .map(([name]) => name)
  const names = new Set(numbers)
  for (const { measure } of measureTerms(condition))
    for (const name of openNames(measure, facts, numbers)) names.add(name)
  return termDeclarations(
    [...roots].flatMap((root) => [...names].map((name) => ({ term: `${root}.${name}` }))),
  )
}

/** What a path may be called that lies below a fact, as far as the probe says. */
function openNames(
  measure: string,
  facts: Record<string, FactDeclaration>,
  numbers: readonly string[],
): string[] {
  const words = measure.split('.')
  const [name = ''] = words
  const type = facts[name]?.type
  if (type === 'dyn') return [measure]
  if (type === 'map') return words.length > 1 ? [measure] : []
  if (type !== 'list' || !isListByName(name) || words.length < 3) return []
  const member = words.slice(0, -1).join('.')
  // A queue has the facts that the probe declares for one; of a group it declares none.
  return name === 'queues' ? numbers.map((number) => `${member}.${number}`) : [measure]
}

const nothing: MeasureReading = { judged: new Set(), expectation: [] }
const readings = new WeakMap<Runbook, ReadonlyMap<string, MeasureReading>>()

/** What the conditions of a runbook read of a check's numbers. */
export function measureReading(runbook: Runbook, checkId: string): MeasureReading {
  let known = readings.get(runbook)
  if (!known) readings.set(runbook, (known = readingsOf(runbook)))
  return known.get(checkId) ?? nothing
}

function readingsOf(runbook: Runbook): ReadonlyMap<string, MeasureReading> {
  const criteria = runbook.gates.flatMap((gate) => gate.criteria)
  const checks = runbook.items.flatMap((item) => item.checks)
  return new Map(
    checks.map(({ id, kind, expect }) => {
      const parsed = parseExpression(expect ?? probeOf(kind).defaultExpect)
      const gates = criteria.flatMap((criterion) => measuresOf(criterion, id))
      const budgets = runbook.budgets.flatMap((budget) => countersOf(budget, id))
      const expectation = parsed.ok ? [...pathsRead(parsed.expression)] : []
      return [id, { judged: new Set([...gates, ...budgets]), expectation }]
    }),
  )
}

const measuresOf = (criterion: Criterion, checkId: string): string[] =>
  criterion.kind === 'window' && criterion.checkId === checkId
    ? measureTerms(criterion.require).map(({ measure }) => measure)
    : []

const countersOf = ({ source, ...budget }: Budget, checkId: string): string[] =>
  budget.checkId === checkId && source.kind === 'counters' ? [source.bad, source.total] : []
