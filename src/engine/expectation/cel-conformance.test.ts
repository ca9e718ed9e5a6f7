import {
  isCelError,
  isCelList,
  isCelMap,
  isCelType,
  isCelUint,
  plan,
  type CelValue,
} from '@bufbuild/cel'
import {
  getConformanceSuite,
  type IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js'
import { expect, test } from 'vitest'

import { environment, meter } from './cel-environment.ts'
import { meterComprehensions, parseExpression } from './syntax-tree.ts'
import { checkTypes } from './type-checker.ts'

/**
 * The CEL specification's own cases, through our metered environment: paying for work must not
 * change what an expression means. Left out are cases that bind protocol buffer messages or
 * variables, and the extensions that expectations do not have.
 */
const suiteNames = [
  'basic',
  'comparisons',
  'conversions',
  'fp_math',
  'integer_math',
  'lists',
  'logic',
  'macros',
  'parse',
  'plumbing',
  'string',
  'timestamps',
]

interface Case {
  suite: string
  source: string
  want: string
  checked: boolean
}

function collect(suite: IncrementalTestSuite, name: string, cases: Case[]): Case[] {
  for (const { original } of suite.tests) {
    const { resultMatcher: matcher, expr: source } = original
    if (
      original.checkOnly ||
      Object.keys(original.bindings).length > 0 ||
      original.typeEnv.length > 0
    )
      continue
    if (/TestAllTypes|NestedTestAllTypes|google\.protobuf\./.test(source + original.container))
      continue
    const value = matcher.case === 'value' ? matcher.value : undefined
    const want =
      matcher.case === 'evalError' || matcher.case === 'anyEvalErrors' ? 'error' : show(value)
    if (want !== undefined)
      cases.push({ suite: name, source, want, checked: !original.disableCheck && want !== 'error' })
  }
  for (const inner of suite.suites) collect(inner, name, cases)
  return cases
}

const cases = getConformanceSuite()
  .suites.filter((suite) => suiteNames.includes(suite.name))
  .flatMap((suite) => collect(suite, suite.name, []))

type Expected = { kind: { case?: string; value?: unknown } }
function show(value: unknown): string | undefined {
  const { case: kind, value: inner } = (value as Expected | undefined)?.kind ?? {
    case: 'boolValue',
    value: true,
  }
  switch (kind) {
    case 'nullValue':
      return 'null'
    case 'uint64Value':
      return `${String(inner)}u`
    case 'doubleValue':
    case 'boolValue':
    case 'int64Value':
    case 'stringValue':
    case 'typeValue':
      return `${typeof inner} ${kind === 'typeValue' ? 'type ' : ''}${String(inner)}`
    case 'listValue':
      return `[${(inner as { values: unknown[] }).values.map(show).join()}]`
    case 'mapValue':
      return `{${(inner as { entries: { key: unknown; value: unknown }[] }).entries
        .map((entry) => `${show(entry.key)}:${show(entry.value)}`)
        .sort()
        .join()}}`
    default:
      return undefined
  }
}

function showResult(value: CelValue): string {
  if (value === null) return 'null'
  if (isCelUint(value)) return `${value.value}u`
  if (isCelList(value)) return `[${[...value].map(showResult).join()}]`
  if (isCelMap(value))
    return `{${[...value]
      .map(([key, inner]) => `${showResult(key)}:${showResult(inner)}`)
      .sort()
      .join()}}`
  if (isCelType(value)) return `string type ${value.name}`
  return `${typeof value} ${typeof value === 'object' ? JSON.stringify(value) : value}`
}

function run(source: string): string {
  const parsed = parseExpression(source)
  if (!parsed.ok) return parsed.fault.kind
  meterComprehensions(parsed.expression)
  meter.reset()
  const result = plan(environment, parsed.expression)({})
  return isCelError(result) ? 'error' : showResult(result)
}

/** Ours on purpose: a number that is not finite is an error, so that it can never pass. */
const notFinite = /Infinity|NaN|0\.0\/0\.0/
/** Ours on purpose: an expectation has limits that general CEL does not. */
const limits = ['too-large', 'too-deep', 'too-long']

test('the cases of the specification hold under the meter', () => {
  const wrong = cases.filter(({ source, want }) => {
    const got = run(source)
    return (
      got !== want &&
      !(want === 'error' && got === 'syntax') &&
      !limits.includes(got) &&
      !notFinite.test(want + source)
    )
  })
  expect(cases.length).toBeGreaterThan(700)
  expect(
    wrong.map(({ suite, source, want }) => `${suite}: ${source} → ${want}, not ${run(source)}`),
  ).toEqual([])
})

test('the type checker complains of nothing that the specification evaluates', () => {
  const complaints = cases
    .filter((one) => one.checked)
    .flatMap(({ suite, source }) => {
      const parsed = parseExpression(source)
      if (!parsed.ok) return []
      return checkTypes(parsed.expression, {}, parsed.offsetOf).problems.map(
        (problem) => `${suite}: ${source} ${JSON.stringify(problem.message)}`,
      )
    })
  expect(complaints).toEqual([])
})
