import {
  celEnv,
  celFunc,
  celMethod,
  CelScalar,
  isCelError,
  isCelList,
  isCelMap,
  type CelFunc,
  type CelInput,
  type CelValue,
} from '@bufbuild/cel'
import { strings } from '@bufbuild/cel/ext'

/** Longest expectation, in UTF-16 units. */
export const maxSourceLength = 4_000
/** Nodes of the expanded syntax tree: macros count as what they expand to. */
export const maxNodes = 600
export const maxDepth = 60
/** Units of work for one evaluation; a unit is about a visited node. Ends well under a second. */
const evaluationBudget = 400_000
/** No expectation needs to build a longer text than the bodies it reads. */
const maxTextLength = 4_000_000

/** What an evaluation says when it stops by itself. Compared by identity of text in `judge`. */
export const stopReasons = {
  cost: 'too costly to evaluate',
  notANumber: 'not a number: division by zero or a result out of range',
} as const

/** Counts work. Once spent, every metered call fails, so that no construct can swallow the stop. */
class Meter {
  #left = 0
  exceeded = false

  reset(): void {
    this.#left = evaluationBudget
    this.exceeded = false
  }

  charge(units: number): void {
    this.#left -= units
    if (this.#left >= 0) return
    this.exceeded = true
    throw new Error(stopReasons.cost)
  }

  get left(): number {
    return Math.max(this.#left, 0)
  }
}

/** Evaluation is synchronous, so one meter serves all. */
export const meter = new Meter()

/** Reading text is cheap by the character, visiting elements is not. */
function weigh(value: CelValue, deep: boolean): number {
  if (typeof value === 'string') return 1 + value.length / 200
  if (value instanceof Uint8Array) return 1 + value.length / 200
  if (isCelList(value)) return 1 + (deep ? weighElements(value) : value.size)
  if (isCelMap(value))
    return 1 + (deep ? weighElements([...value].map(([, inner]) => inner)) : value.size)
  return 1
}

function weighElements(values: Iterable<CelValue>): number {
  let total = 0
  for (const value of values) {
    total += weigh(value, true)
    if (total > meter.left) break
  }
  return total
}

const deepFunctions = new Set(['_==_', '_!=_', '@in'])
/** The regular expression engine is linear, but slower by the character than a plain search. */
const matchFactor = 40

/** The same function, paid for, whose numbers are finite and whose texts are bounded. */
function metered(inner: CelFunc): CelFunc {
  const deep = deepFunctions.has(inner.name)
  const factor = inner.name === 'matches' ? matchFactor : 1
  const call = (target: CelValue | undefined, values: CelValue[]): CelInput => {
    let cost = 1
    for (const value of values) cost += weigh(value, deep) * factor
    if (target !== undefined) cost += weigh(target, deep) * factor
    meter.charge(cost)
    const result = inner.call(0, target, values)
    if (result === undefined) throw new Error(`no such overload: ${inner.id}`)
    if (isCelError(result)) throw result
    if (typeof result === 'number' && !Number.isFinite(result))
      throw new Error(stopReasons.notANumber)
    if (typeof result === 'string' && result.length > maxTextLength)
      throw new Error(stopReasons.cost)
    return result
  }
  return inner.target === undefined
    ? celFunc(inner.name, [...inner.arguments], inner.result, (...values) =>
        call(undefined, values),
      )
    : celMethod(inner.name, inner.target, [...inner.arguments], inner.result, function (...values) {
        return call(this, values)
      })
}

const { STRING, INT, BOOL } = CelScalar

/** Of the strings extension, what reads text: `replace`, `join` and `format` can only inflate it. */
const readingFunctions = new Set([
  'charAt',
  'indexOf',
  'lastIndexOf',
  'lowerAscii',
  'upperAscii',
  'substring',
  'trim',
  'split',
])

/**
 * The value of a `name:value` or `name=value` line, as `redis-cli info`, dotenv files and HTTP
 * headers print them. No such line is an error, hence an unknown verdict and never a passed one.
 */
const fieldFunction = celMethod('field', STRING, [STRING], STRING, function (name) {
  for (const line of this.split('\n')) {
    const trimmed = line.trim()
    if (!trimmed.startsWith(name)) continue
    const rest = trimmed.slice(name.length).trimStart()
    if (rest.startsWith(':') || rest.startsWith('=')) return rest.slice(1).trim()
  }
  throw new Error(`no line "${name}: value"`)
})

/** One turn of a comprehension, costing as many units as its body has nodes. */
export const turnFunctionName = '@turn'
const turnFunction = celFunc(turnFunctionName, [INT], BOOL, (units) => {
  meter.charge(Number(units))
  return true
})

const standardFunctions = [...celEnv().funcs]
const stringFunctions = strings.filter((func) => readingFunctions.has(func.name))

/** Every function that an expectation may call, for the checker. */
export const availableFunctions: readonly CelFunc[] = [
  ...standardFunctions,
  ...stringFunctions,
  fieldFunction,
]

export const environment = celEnv({
  funcs: [...availableFunctions.map(metered), turnFunction],
})
