import type { Criterion } from '../../shared/model/gate.ts'
import type { QueueLimit } from '../../shared/model/queue.ts'
import {
  childrenOf,
  conjuncts,
  parseExpression,
  type Expression,
} from '../expectation/syntax-tree.ts'

type Found = Pick<QueueLimit, 'value' | 'of'>

/** The depth that an author calls too much: in the check's own expectation, else in a gate. */
export function depthLimit(
  expect: string | undefined,
  checkId: string,
  criteria: readonly Criterion[],
): QueueLimit | undefined {
  const own = expect === undefined ? undefined : upperLimit(expect)
  if (own) return { ...own, from: 'check' }
  for (const criterion of criteria) {
    if (criterion.kind !== 'window' || criterion.checkId !== checkId) continue
    const found = upperLimit(criterion.require)
    if (found) return { ...found, from: 'gate' }
  }
  return undefined
}

function upperLimit(source: string): Found | undefined {
  const parsed = parseExpression(source)
  return parsed.ok ? within(parsed.expression) : undefined
}

/** Only what must hold by itself: a comparison under an “or” or a “not” is no limit. */
function within(expression: Expression): Found | undefined {
  for (const { exprKind } of conjuncts(expression)) {
    if (exprKind.case === 'comprehensionExpr') {
      // `queues.all(q, q.depth < 100)` holds where each turn holds.
      const { loopStep } = exprKind.value
      const found = loopStep && within(loopStep)
      if (found) return found
    }
    if (exprKind.case !== 'callExpr') continue
    const { function: operator, args } = exprKind.value
    const [left, right] = args
    const found =
      operator === '_<_' || operator === '_<=_'
        ? compared(left, right)
        : operator === '_>_' || operator === '_>=_'
          ? compared(right, left)
          : undefined
    if (found) return found
  }
  return undefined
}

function compared(number?: Expression, limit?: Expression): Found | undefined {
  const of = number && measureIn(number)
  const value = limit && constantOf(limit)
  return of && value !== undefined ? { value, of } : undefined
}

/** `depth`, `q.depth`, and a function over a window of it: `max('depth')`, `p95('queues.mail.depth')`. */
function measureIn(expression: Expression): QueueLimit['of'] | undefined {
  const { exprKind } = expression
  const name =
    exprKind.case === 'identExpr'
      ? exprKind.value.name
      : exprKind.case === 'selectExpr'
        ? exprKind.value.field
        : exprKind.case === 'constExpr' && exprKind.value.constantKind.case === 'stringValue'
          ? exprKind.value.constantKind.value.split('.').at(-1)
          : undefined
  if (name === 'depth' || name === 'waiting') return name
  if (exprKind.case !== 'callExpr' || exprKind.value.function.startsWith('_')) return undefined
  return childrenOf(expression)
    .map(measureIn)
    .find((found) => found !== undefined)
}

function constantOf({ exprKind }: Expression): number | undefined {
  if (exprKind.case !== 'constExpr') return undefined
  const { constantKind } = exprKind.value
  return constantKind.case === 'int64Value' || constantKind.case === 'doubleValue'
    ? Number(constantKind.value)
    : undefined
}
