import { isCelError, parse, plan, unparse, type CelInput } from '@bufbuild/cel'

import { message, type Message } from '../../shared/messages/message.ts'
import type { Facts, Json, Judgement, Measured, Unmeasurable } from '../../shared/model/check.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { environment, meter, stopReasons } from './cel-environment.ts'
import { pathRoots } from './path-roots.ts'
import {
  conjuncts,
  meterComprehensions,
  namesRead,
  parseExpression,
  type Expression,
} from './syntax-tree.ts'

/**
 * Judges a measurement. Only `true` passes. What cannot be evaluated is unknown, except where the
 * target did not answer: then the facts that it would have shown are missing by its own fault.
 */
export function judge(
  source: string,
  declarations: Record<string, FactDeclaration>,
  measurement: Measured,
): Judgement {
  const parsed = parseExpression(source, pathRoots(declarations))
  if (!parsed.ok) {
    return {
      verdict: 'unknown',
      expect: source,
      reason: message('expectation.not-evaluable'),
      read: {},
    }
  }
  const names = namesRead(parsed.expression)
  const read = factsRead(names, measurement.facts)
  const bindings = bind(names, declarations, measurement.facts)

  const outcome = evaluate(parsed.expression, bindings)
  const decided = (verdict: Judgement['verdict'], reason: Message): Judgement => ({
    verdict,
    expect: source,
    reason,
    read,
  })

  if (outcome === 'true')
    return decided('passed', message('expectation.held', { facts: showFacts(read) }))

  const unanswered = measurement.facts.reachable === false
  if (unanswered && (typeof outcome === 'object' || names.has('reachable') || names.has('error'))) {
    return decided(
      'failed',
      message('expectation.no-answer', { error: showJson(measurement.facts.error ?? 'error') }),
    )
  }
  if (outcome === 'false') {
    const parts = conjuncts(parsed.expression)
    const broken = parts.find((part) => evaluate(part, bindings) === 'false') ?? parsed.expression
    const brokenFacts = factsRead(namesRead(broken), measurement.facts)
    const condition = parts.length > 1 ? unparse({ ...parsed.tree, expr: broken }) : source
    return decided(
      'failed',
      message('expectation.broken', { condition, facts: showFacts(brokenFacts) }),
    )
  }
  const missing = [...names].find((name) => name in declarations && !(name in bindings))
  if (missing !== undefined)
    return decided('unknown', message('expectation.missing-fact', { name: missing }))
  return decided(
    'unknown',
    outcome === 'other' ? message('expectation.not-a-verdict') : errorReason(outcome.error),
  )
}

/** What could not be measured is not judged: unknown, with the measurement's own reason. */
export function judgeUnmeasurable(source: string, measurement: Unmeasurable): Judgement {
  return { verdict: 'unknown', expect: source, reason: measurement.message, read: {} }
}

type Outcome = 'true' | 'false' | 'other' | { error: string }

function evaluate(expression: Expression, bindings: Record<string, CelInput>): Outcome {
  // The metering rewrites the tree in place, so each evaluation takes a tree of its own.
  const tree = structuredClone(expression)
  meterComprehensions(tree)
  meter.reset()
  const result = plan(environment, tree)(bindings)
  // `exists` may find a true beside the error: a verdict reached by giving up is none.
  if (meter.exceeded) return { error: stopReasons.cost }
  if (isCelError(result)) return { error: result.message }
  if (typeof result === 'boolean') return result ? 'true' : 'false'
  return 'other'
}

function factsRead(names: ReadonlySet<string>, facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.has(name)))
}

const toTimestamp = plan(environment, parse('timestamp(text)'))

/** Facts as CEL values of their declared types. What is absent or not finite stays unbound. */
function bind(
  names: ReadonlySet<string>,
  declarations: Record<string, FactDeclaration>,
  facts: Facts,
): Record<string, CelInput> {
  const bindings: Record<string, CelInput> = {}
  for (const name of names) {
    const type = declarations[name]?.type
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (type === undefined || value === undefined) continue
    if (value === null && type !== 'dyn') continue
    if (typeof value === 'number' && !Number.isFinite(value)) continue
    if (type === 'int' && typeof value === 'number' && Number.isInteger(value))
      bindings[name] = BigInt(value)
    else if (type === 'timestamp' && typeof value === 'string') {
      meter.reset()
      const instant = toTimestamp({ text: value })
      if (!isCelError(instant)) bindings[name] = instant
    } else bindings[name] = toInput(value)
  }
  return bindings
}

/** Maps, not objects: a body's `__proto__` key is a key like any other. */
function toInput(value: Json): CelInput {
  if (Array.isArray(value)) return value.map(toInput)
  if (value !== null && typeof value === 'object') {
    return new Map(Object.entries(value).map(([key, inner]) => [key, toInput(inner)]))
  }
  return value
}

function errorReason(detail: string): Message {
  if (detail === stopReasons.cost) return message('expectation.too-costly')
  if (detail === stopReasons.notANumber || /divi(?:sion|de) by zero|modulus by zero/.test(detail)) {
    return message('expectation.not-a-number')
  }
  return message('expectation.evaluation-error', { detail })
}

function showFacts(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} = ${showJson(value)}`)
    .join(', ')
}

const maxShown = 120
function showJson(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return "''"
  return line.length > maxShown ? `${line.slice(0, maxShown)}…` : line
}
