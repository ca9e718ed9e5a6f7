import { z } from 'zod'

import { compileRegex } from '../text/linear-regex.ts'

/** `name{label="value", other=~"a|b"}`, as PromQL selects an instant vector. */
export interface MetricSelector {
  name: string
  matchers: LabelMatcher[]
}

export interface LabelMatcher {
  label: string
  matches: (value: string) => boolean
}

const namePattern = /^\s*([a-zA-Z_:][\w:]*)?\s*/
const matcherPattern =
  /\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*/y

/** Reads a selector; undefined where it is none. A bare `{…}` selects by labels alone. */
export function parseSelector(text: string): MetricSelector | undefined {
  const head = namePattern.exec(text)
  const name = head?.[1] ?? ''
  const rest = text.slice(head?.[0].length ?? 0).trim()
  if (rest === '') return name === '' ? undefined : { name, matchers: [] }
  if (!rest.startsWith('{') || !rest.endsWith('}')) return undefined
  const inner = rest.slice(1, -1)
  const matchers: LabelMatcher[] = []
  let at = 0
  while (inner.slice(at).trim() !== '') {
    matcherPattern.lastIndex = at
    const found = matcherPattern.exec(inner)
    const [whole, label, operator, quoted] = found ?? []
    if (whole === undefined || label === undefined || quoted === undefined) return undefined
    const matches = matching(operator ?? '=', unescaped(quoted.slice(1, -1)))
    if (!matches) return undefined
    matchers.push({ label, matches })
    at += whole.length
    if (inner[at] === ',') at++
    else if (at < inner.length) return undefined
  }
  return name === '' && matchers.length === 0 ? undefined : { name, matchers }
}

/** A label that is absent is an empty one, as in PromQL. */
export function selects(
  selector: MetricSelector,
  name: string,
  labels: ReadonlyMap<string, string>,
): boolean {
  if (selector.name !== '' && selector.name !== name) return false
  return selector.matchers.every(({ label, matches }) => matches(labels.get(label) ?? ''))
}

function matching(operator: string, value: string): LabelMatcher['matches'] | undefined {
  if (operator === '=') return (actual) => actual === value
  if (operator === '!=') return (actual) => actual !== value
  const pattern = compileRegex(`^(?:${value})$`, { dotAll: true })
  return pattern.ok ? (actual) => pattern.value.test(actual) === (operator === '=~') : undefined
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter,
  )
}

const holdsVariable = /\$\{[^}]+\}/

/** A selector in a config; one that holds a variable is checked again once it is filled in. */
export const selectorField = z
  .string()
  .refine((text) => holdsVariable.test(text) || parseSelector(text) !== undefined, {
    error: 'a selector such as `http_requests_total{status=~"5.."}`',
  })
