import { message, type Message } from '../../shared/messages/message.ts'
import { conjuncts, parseExpression, type Expression } from '../expectation/syntax-tree.ts'

/** The share of looks that must pass, where a condition has such a limit. */
export function availabilityLimit(source: string): number | undefined {
  const parsed = parseExpression(source)
  if (!parsed.ok) return undefined
  for (const part of conjuncts(parsed.expression)) {
    const limit = limitOf(part)
    if (limit !== undefined) return limit
  }
  return undefined
}

function limitOf({ exprKind }: Expression): number | undefined {
  if (exprKind.case !== 'callExpr') return undefined
  const { function: operator, args } = exprKind.value
  const [left, right] = args.map((argument) => argument.exprKind)
  if (left?.case !== 'identExpr' || right?.case !== 'constExpr') return undefined
  const constant = right.value.constantKind
  if (constant.case !== 'doubleValue' && constant.case !== 'int64Value') return undefined
  const value = Number(constant.value)
  const { name } = left.value
  if (name === 'availability' && (operator === '_>=_' || operator === '_>_')) return value
  if (name === 'failure_ratio' && (operator === '_<=_' || operator === '_<_')) return 1 - value
  return undefined
}

/** So many failures leave the limit intact. */
export function toleratedFailures(samples: number, limit: number): number {
  let failures = Math.min(samples, Math.max(0, Math.floor(samples * (1 - limit)) + 1))
  while (failures > 0 && (samples - failures) / samples < limit) failures--
  return failures
}

/** Looks that it takes for one failure to leave the limit intact. */
export function samplesToTolerateOne(limit: number): number | undefined {
  if (limit >= 1) return undefined
  let samples = Math.max(1, Math.floor(1 / (1 - limit)) - 1)
  while ((samples - 1) / samples < limit) samples++
  return samples
}

/** Never 100 % in words where something failed. */
const mostWithFailures = 0.99999

/** What a window's numbers are worth, in words: a ratio says nothing without its n. */
export function arithmeticOf(
  { passed, failed }: { passed: number; failed: number },
  limit: number | undefined,
): Message {
  const samples = passed + failed
  if (samples === 0) return message('gate.arithmetic.none')
  const availability = passed / samples
  const values = {
    samples,
    failed,
    availability: failed > 0 ? Math.min(mostWithFailures, availability) : 1,
    one: Math.min(mostWithFailures, (samples - 1) / samples),
  }
  if (limit === undefined) return message('gate.arithmetic.plain', values)
  const needed = samplesToTolerateOne(limit)
  const tolerated = toleratedFailures(samples, limit)
  return needed === undefined
    ? message('gate.arithmetic.none-tolerated', values)
    : message('gate.arithmetic.limit', { ...values, limit, tolerated, needed })
}
