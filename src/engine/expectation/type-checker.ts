import type { CelFunc } from '@bufbuild/cel'

import { message, type Message } from '../../shared/messages/message.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { nearestWord } from '../text/nearest.ts'
import { availableFunctions } from './cel-environment.ts'
import {
  assignable,
  bool,
  comparable,
  dyn,
  factStaticType,
  fromCelType,
  int,
  join,
  showType,
  string,
  typeNames,
  type StaticType,
} from './cel-types.ts'
import type { Comprehension, Expression } from './syntax-tree.ts'

export interface ExpectationProblem {
  message: Message
  /** UTF-16 offset into the expectation. */
  offset: number
  /** The nearest valid word, if one is near. */
  suggestion?: string
}

const logicOperators = new Set(['_&&_', '_||_', '!_'])

type Scope = ReadonlyMap<string, StaticType>

const overloads = Map.groupBy(availableFunctions, (func) => func.name)
const macroNames = ['all', 'exists', 'exists_one', 'filter', 'map', 'has']
const callableNames = [
  ...[...overloads.keys()].filter((name) => /^\w+$/.test(name) && !name.startsWith('_')),
  ...macroNames,
]

/**
 * Finds, before anything is measured, what could never be judged: an unknown fact, a comparison of
 * a text with a number. The CEL library evaluates but does not type-check, so this does, over the
 * library's own syntax tree and its own table of overloads.
 */
export function checkTypes(
  root: Expression,
  facts: Record<string, FactDeclaration>,
  offsetOf: (expression: Expression) => number,
): { type: StaticType; problems: ExpectationProblem[] } {
  const problems: ExpectationProblem[] = []
  const factTypes: Scope = new Map(
    Object.entries(facts).map(([name, fact]) => [name, factStaticType(fact.type)]),
  )

  const complain = (
    expression: Expression,
    complaint: Message,
    suggestion?: string,
  ): StaticType => {
    problems.push({ message: complaint, offset: offsetOf(expression), suggestion })
    return dyn
  }

  const requireBool = (expression: Expression, type: StaticType) => {
    if (!assignable(type, bool))
      complain(expression, message('expectation.not-a-condition', { type: showType(type) }))
  }

  const typeOf = (expression: Expression | undefined, scope: Scope): StaticType => {
    const kind = expression?.exprKind
    if (!expression || !kind) return dyn
    switch (kind.case) {
      case 'constExpr':
        return constantType(kind.value.constantKind.case)
      case 'identExpr':
        return identifierType(expression, kind.value.name, scope)
      case 'selectExpr': {
        const operand = typeOf(kind.value.operand, scope)
        if (kind.value.testOnly) return bool
        if (operand.kind === 'dyn') return dyn
        if (operand.kind === 'map') return operand.value
        return complain(
          expression,
          message('expectation.no-field', { field: kind.value.field, type: showType(operand) }),
        )
      }
      case 'listExpr': {
        const elements = kind.value.elements.map((element) => typeOf(element, scope))
        return { kind: 'list', element: elements.length > 0 ? elements.reduce(join) : dyn }
      }
      case 'structExpr': {
        if (kind.value.messageName !== '') {
          return complain(
            expression,
            message('expectation.unknown-function', { name: kind.value.messageName }),
          )
        }
        for (const entry of kind.value.entries) {
          if (entry.keyKind.case === 'mapKey') typeOf(entry.keyKind.value, scope)
          typeOf(entry.value, scope)
        }
        return { kind: 'map', key: dyn, value: dyn }
      }
      case 'comprehensionExpr':
        return comprehensionType(expression, kind.value, scope)
      case 'callExpr': {
        const { target, args, function: name } = kind.value
        const targetType = target && typeOf(target, scope)
        const argumentTypes = args.map((argument) => typeOf(argument, scope))
        if (logicOperators.has(name)) {
          args.forEach((argument, index) => requireBool(argument, argumentTypes[index] ?? dyn))
          return bool
        }
        return callType(expression, name, targetType, argumentTypes)
      }
      default:
        return dyn
    }
  }

  const identifierType = (expression: Expression, written: string, scope: Scope): StaticType => {
    const name = written.replace(/^\./, '')
    const type = scope.get(name)
    if (type) return type
    if (typeNames.has(name)) return { kind: 'type' }
    const suggestion = nearestWord(name, scope.keys())
    return complain(expression, message('expectation.unknown-fact', { name }), suggestion)
  }

  const comprehensionType = (
    expression: Expression,
    value: Comprehension,
    scope: Scope,
  ): StaticType => {
    const range = typeOf(value.iterRange, scope)
    let element: StaticType = dyn
    if (range.kind === 'list') element = range.element
    else if (range.kind === 'map') element = range.key
    else if (range.kind !== 'dyn') {
      complain(
        value.iterRange ?? expression,
        message('expectation.not-iterable', { type: showType(range) }),
      )
    }
    const accumulated = typeOf(value.accuInit, scope)
    const inner = new Map(scope).set(value.accuVar, accumulated).set(value.iterVar, element)
    typeOf(value.loopStep, inner)
    return typeOf(value.result, inner)
  }

  const callType = (
    expression: Expression,
    name: string,
    target: StaticType | undefined,
    args: StaticType[],
  ): StaticType => {
    const mismatch = () =>
      complain(
        expression,
        message('expectation.no-overload', { call: showCall(name, target, args) }),
      )
    const [first = dyn, second = dyn, third = dyn] = args
    switch (name) {
      case '@not_strictly_false':
        return bool
      case '_?_:_':
        if (!assignable(first, bool)) mismatch()
        return join(second, third)
      case '_==_':
      case '_!=_':
        return comparable(first, second) ? bool : (mismatch(), bool)
      case '_[_]':
        if (first.kind === 'list')
          return assignable(second, int) || second.kind === 'double' ? first.element : mismatch()
        if (first.kind === 'map') return assignable(second, first.key) ? first.value : mismatch()
        return first.kind === 'dyn' ? dyn : mismatch()
      case '@in':
        if (second.kind === 'list')
          return comparable(first, second.element) ? bool : (mismatch(), bool)
        if (second.kind === 'map') return comparable(first, second.key) ? bool : (mismatch(), bool)
        return second.kind === 'dyn' ? bool : (mismatch(), bool)
      case 'dyn':
        return dyn
    }
    const candidates = overloads.get(name)
    if (!candidates) {
      const suggestion = nearestWord(name, callableNames)
      return complain(expression, message('expectation.unknown-function', { name }), suggestion)
    }
    const fitting = candidates.filter((candidate) => fits(candidate, target, args))
    if (fitting.length === 0) return mismatch()
    return fitting.map((candidate) => fromCelType(candidate.result)).reduce(join)
  }

  return { type: typeOf(root, factTypes), problems }
}

function fits(candidate: CelFunc, target: StaticType | undefined, args: StaticType[]): boolean {
  if (candidate.arguments.length !== args.length) return false
  if ((candidate.target === undefined) !== (target === undefined)) return false
  if (candidate.target && target && !assignable(target, fromCelType(candidate.target))) return false
  return candidate.arguments.every((wanted, index) =>
    assignable(args[index] ?? dyn, fromCelType(wanted)),
  )
}

function constantType(kind: string | undefined): StaticType {
  switch (kind) {
    case 'boolValue':
      return bool
    case 'int64Value':
      return int
    case 'uint64Value':
      return { kind: 'uint' }
    case 'doubleValue':
      return { kind: 'double' }
    case 'stringValue':
      return string
    case 'bytesValue':
      return { kind: 'bytes' }
    case 'nullValue':
      return { kind: 'null_type' }
    default:
      return dyn
  }
}

/** `double / int`, `string.contains(int)`: a call as its author would recognise it. */
function showCall(name: string, target: StaticType | undefined, args: StaticType[]): string {
  const shown = args.map(showType)
  if (name === '_?_:_') return `${shown[0]} ? … : …`
  if (name === '_[_]') return `${shown[0]}[${shown[1]}]`
  const operator = name.replaceAll('_', '').replace('@', '')
  const isOperator =
    name.startsWith('_') || name.startsWith('!') || name.startsWith('-') || name.startsWith('@')
  if (isOperator) return shown.length > 1 ? shown.join(` ${operator} `) : `${operator}${shown[0]}`
  return `${target ? `${showType(target)}.` : ''}${name}(${shown.join(', ')})`
}
