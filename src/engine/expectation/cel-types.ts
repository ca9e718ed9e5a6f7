import { CelScalar, isCelType, type CelType } from '@bufbuild/cel'

import { assertNever } from '../../shared/result.ts'
import type { FactType } from '../probes/probe.ts'

/** A CEL type as the checker sees it. `dyn` is assignable to and from everything. */
export type StaticType =
  | { kind: 'dyn' | 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'null_type' | 'type' }
  | { kind: 'object'; name: string }
  | { kind: 'list'; element: StaticType }
  | { kind: 'map'; key: StaticType; value: StaticType }

export const dyn: StaticType = { kind: 'dyn' }
export const bool: StaticType = { kind: 'bool' }
export const int: StaticType = { kind: 'int' }
export const string: StaticType = { kind: 'string' }
const timestamp: StaticType = { kind: 'object', name: 'google.protobuf.Timestamp' }

export function factStaticType(type: FactType): StaticType {
  switch (type) {
    case 'timestamp':
      return timestamp
    case 'list':
      return { kind: 'list', element: dyn }
    case 'map':
      return { kind: 'map', key: string, value: dyn }
    case 'bool':
    case 'int':
    case 'double':
    case 'string':
    case 'dyn':
      return { kind: type }
    default:
      return assertNever(type)
  }
}

/** The checker's view of a type that the CEL library declares for one of its functions. */
export function fromCelType(type: CelType): StaticType {
  switch (type.kind) {
    case 'scalar':
      return { kind: type.scalar }
    case 'list':
      return { kind: 'list', element: fromCelType(type.element) }
    case 'map':
      return { kind: 'map', key: fromCelType(type.key), value: fromCelType(type.value) }
    case 'object':
      return { kind: 'object', name: type.name }
    default:
      return assertNever(type)
  }
}

/** Names that stand for types in an expression, as in `type(body) == map`. */
export const typeNames: ReadonlySet<string> = new Set([
  ...Object.values(CelScalar)
    .filter(isCelType)
    .map((type) => type.name),
  'list',
  'map',
])

export function showType(type: StaticType): string {
  switch (type.kind) {
    case 'list':
      return type.element.kind === 'dyn' ? 'list' : `list(${showType(type.element)})`
    case 'map':
      return type.value.kind === 'dyn'
        ? 'map'
        : `map(${showType(type.key)}, ${showType(type.value)})`
    case 'object':
      return type.name.replace('google.protobuf.', '').toLowerCase()
    default:
      return type.kind
  }
}

const isNumber = (type: StaticType) =>
  type.kind === 'int' || type.kind === 'uint' || type.kind === 'double'

/** May a value of one type be given where the other is asked for? */
export function assignable(from: StaticType, to: StaticType): boolean {
  if (from.kind === 'dyn' || to.kind === 'dyn') return true
  if (from.kind === 'list' && to.kind === 'list') return assignable(from.element, to.element)
  if (from.kind === 'map' && to.kind === 'map') {
    return assignable(from.key, to.key) && assignable(from.value, to.value)
  }
  if (from.kind === 'object' && to.kind === 'object') return from.name === to.name
  return from.kind === to.kind
}

/** Equality compares numbers of any kind, and everything with null; else the types must agree. */
export function comparable(left: StaticType, right: StaticType): boolean {
  if (left.kind === 'null_type' || right.kind === 'null_type') return true
  if (isNumber(left) && isNumber(right)) return true
  if (left.kind === 'list' && right.kind === 'list') return comparable(left.element, right.element)
  if (left.kind === 'map' && right.kind === 'map') return comparable(left.value, right.value)
  return assignable(left, right)
}

/** The type of a value that may be either. */
export function join(left: StaticType, right: StaticType): StaticType {
  return JSON.stringify(left) === JSON.stringify(right) ? left : dyn
}
