import type { Criterion } from '../../shared/model/gate.ts'
import type { QueueLimit } from '../../shared/model/queue.ts'
import { conjuncts, parseExpression, type Expression } from '../expectation/syntax-tree.ts'

type Found = Pick<QueueLimit, 'value' | 'of'>

/** Of a window's functions those that give a depth, and not how it changed. */
const levels = new Set(['max', 'min', 'mean', 'last', 'p50', 'p90', 'p95', 'p99', 'p999'])

interface Sought {
  checkId: string
  expect: string | undefined
  criteria: readonly Criterion[]
  /** Of several queues of the check; '' where it has one. */
  name: string
}

/** The depth that an author calls too much: in the check's own expectation, else in a gate. */
export function depthLimit({ checkId, expect, criteria, name }: Sought): QueueLimit | undefined {
  const own = expect === undefined ? undefined : upperLimit(expect, name)
  if (own) return { ...own, from: 'check' }
  for (const criterion of criteria) {
    if (criterion.kind !== 'window' || criterion.checkId !== checkId) continue
    const found = upperLimit(criterion.require, name)
    if (found) return { ...found, from: 'gate' }
  }
  return undefined
}

function upperLimit(source: string, name: string): Found | undefined {
  const parsed = parseExpression(source)
  return parsed.ok ? within(parsed.expression, name) : undefined
}

/** Only what must hold by itself: a comparison under an “or” or a “not” is no limit. */
function within(expression: Expression, name: string, turn?: string): Found | undefined {
  for (const { exprKind } of conjuncts(expression)) {
    if (exprKind.case === 'comprehensionExpr') {
      // `queues.all(q, q.depth < 100)` holds where each turn holds.
      const { loopStep, iterVar } = exprKind.value
      const found = loopStep && within(loopStep, name, iterVar)
      if (found) return found
    }
    if (exprKind.case !== 'callExpr') continue
    const { function: operator, args } = exprKind.value
    const [left, right] = args
    const [depth, limit] =
      operator === '_<_' || operator === '_<=_'
        ? [left, right]
        : operator === '_>_' || operator === '_>=_'
          ? [right, left]
          : []
    const of = depth && measureOf(pathOf(depth), name, turn)
    const value = limit && constantOf(limit)
    if (of && value !== undefined) return { value, of }
  }
  return undefined
}

/** `depth` or `max.depth`; of one of several queues `q.depth` or `max.queues.mail.depth`. */
function measureOf(path: readonly string[], name: string, turn?: string): Found['of'] | undefined {
  const [first = ''] = path
  const [place, of] = [levels.has(first) ? path.slice(1, -1) : path.slice(0, -1), path.at(-1)]
  if (of !== 'depth' && of !== 'waiting') return undefined
  const written = place.join('.')
  const isMeant =
    name === '' ? written === '' : written === `queues.${name}` || (turn && written === turn)
  return isMeant ? of : undefined
}

/** `a.b["c"]` as its words; none for anything else. */
function pathOf({ exprKind }: Expression): string[] {
  if (exprKind.case === 'identExpr') return [exprKind.value.name]
  if (exprKind.case === 'selectExpr') {
    const { operand, field } = exprKind.value
    return operand ? [...pathOf(operand), field] : []
  }
  if (exprKind.case !== 'callExpr' || exprKind.value.function !== '_[_]') return []
  const [whole, part] = exprKind.value.args
  const word = part?.exprKind.case === 'constExpr' ? part.exprKind.value.constantKind : undefined
  return whole && word?.case === 'stringValue' ? [...pathOf(whole), word.value] : []
}

function constantOf({ exprKind }: Expression): number | undefined {
  if (exprKind.case !== 'constExpr') return undefined
  const { constantKind } = exprKind.value
  return constantKind.case === 'int64Value' || constantKind.case === 'doubleValue'
    ? Number(constantKind.value)
    : undefined
}
