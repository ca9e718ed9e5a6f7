import { message, type Message } from '../../../shared/messages/message.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { fieldTest, type FilterFailure, type LineTest } from '../line-filter.ts'
import { readTokens, type Token } from './metric-tokens.ts'

/** What is made of the lines that pass: of all of them, or of the numbers in one of their fields. */
export type Aggregate =
  | { kind: 'count' | 'rate' }
  | { kind: 'avg' | 'min' | 'max' | 'sum'; field: string }
  | { kind: 'quantile'; field: string; share: number }

export interface MetricTerm {
  aggregate: Aggregate
  test: LineTest
}

/** One number of the stream, the quotient of two, or the values of a field that are met most. */
export type MetricQuery =
  | { kind: 'number'; term: MetricTerm }
  | { kind: 'ratio'; above: MetricTerm; below: MetricTerm }
  | { kind: 'top'; field: string; limit: number; test: LineTest }

export const defaultTop = 5
const mostTop = 50
const deepest = 50

const everything: LineTest = () => true
const quantileName = /^p(\d{1,2}(?:\.\d{1,3})?)$/

/**
 * `count(event='x')`, `avg(duration) WHERE event='x'`, `p95(duration)`, `count(failed) / count(*)`,
 * `group by tenantId, count(*) limit 5`. Conditions are joined by `and`, `or`, `not` and parentheses;
 * a bare name is a pattern of the same tail. A WHERE at the end holds for all of the query.
 */
export function parseMetric(
  text: string,
  patterns: ReadonlyMap<string, LineTest>,
): Result<MetricQuery, FilterFailure> {
  const tokens = readTokens(text)
  if (!tokens.ok) return tokens
  try {
    return ok(new MetricParser(tokens.value, patterns).query())
  } catch (error) {
    if (error instanceof NotRead) return fail({ message: error.said, offset: error.offset })
    throw error
  }
}

/** Leaves the descent; never leaves this file. */
class NotRead extends Error {
  readonly said: Message
  readonly offset: number

  constructor(said: Message, offset: number) {
    super(said.id)
    this.said = said
    this.offset = offset
  }
}

class MetricParser {
  readonly #tokens: readonly Token[]
  readonly #patterns: ReadonlyMap<string, LineTest>
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], patterns: ReadonlyMap<string, LineTest>) {
    this.#tokens = tokens
    this.#patterns = patterns
  }

  query(): MetricQuery {
    const before = this.#takeGroup()
    if (before !== undefined) this.#need(',')
    const firstAt = this.#here().offset
    const above = this.#term()
    const below = this.#take('/') ? this.#term() : undefined
    const where = this.#takeWord('where') ? this.#condition() : everything
    const groupAt = this.#here()
    const after = before === undefined ? this.#takeGroup() : undefined
    const field = before ?? after
    const limitAt = this.#here()
    const limit = this.#takeWord('limit') ? this.#limit() : undefined
    if (this.#here().kind !== 'end') this.#stop('tail.metric.rest')
    if (field === undefined) {
      if (limit !== undefined) this.#stop('tail.metric.limit-group', limitAt)
      if (!below) return { kind: 'number', term: both(above, where) }
      return { kind: 'ratio', above: both(above, where), below: both(below, where) }
    }
    if (below) this.#stop('tail.metric.group-count', after === undefined ? undefined : groupAt)
    if (above.aggregate.kind !== 'count')
      throw new NotRead(message('tail.metric.group-count'), firstAt)
    return { kind: 'top', field, limit: limit ?? defaultTop, test: both(above, where).test }
  }

  #takeGroup(): string | undefined {
    if (!this.#takeWord('group')) return undefined
    if (!this.#takeWord('by')) this.#stop('tail.metric.by')
    return this.#field()
  }

  #limit(): number {
    const token = this.#here()
    const limit = Number(token.text)
    if (!Number.isInteger(limit) || limit < 1 || limit > mostTop) this.#stop('tail.metric.limit')
    this.#at++
    return limit
  }

  #term(): MetricTerm {
    const token = this.#here()
    if (token.kind !== 'word') this.#stop('tail.metric.function')
    this.#at++
    const name = token.text.toLowerCase()
    const quantile = quantileName.exec(name)?.[1]
    const share = quantile === undefined ? undefined : Number(quantile) / 100
    const isCount = name === 'count' || name === 'rate'
    const isNumber = name === 'avg' || name === 'min' || name === 'max' || name === 'sum'
    if (!isCount && !isNumber && share === undefined) this.#stop('tail.metric.function', token)
    this.#need('(')
    if (isCount) {
      const test = this.#is(')') || this.#take('*') ? everything : this.#condition()
      this.#need(')')
      return { aggregate: { kind: name }, test }
    }
    const field = this.#field()
    this.#need(')')
    if (isNumber) return { aggregate: { kind: name, field }, test: everything }
    return { aggregate: { kind: 'quantile', field, share: share ?? 0 }, test: everything }
  }

  #condition(): LineTest {
    const tests = [this.#all()]
    while (this.#takeWord('or')) tests.push(this.#all())
    const [only] = tests
    if (only && tests.length === 1) return only
    return (line, raw) => tests.some((test) => test(line, raw))
  }

  #all(): LineTest {
    const tests = [this.#single()]
    while (this.#takeWord('and')) tests.push(this.#single())
    const [only] = tests
    if (only && tests.length === 1) return only
    return (line, raw) => tests.every((test) => test(line, raw))
  }

  #single(): LineTest {
    if (++this.#depth > deepest) this.#stop('tail.metric.deep')
    try {
      if (this.#takeWord('not')) {
        const test = this.#single()
        return (line, raw) => !test(line, raw)
      }
      if (this.#take('(')) {
        const test = this.#condition()
        this.#need(')')
        return test
      }
      return this.#comparison()
    } finally {
      this.#depth--
    }
  }

  #comparison(): LineTest {
    const named = this.#here()
    if (named.kind !== 'word') this.#stop('tail.metric.condition')
    this.#at++
    const operator = this.#here()
    if (operator.kind !== 'operator') {
      const pattern = this.#patterns.get(named.text)
      if (pattern) return pattern
      throw new NotRead(message('tail.metric.pattern', { pattern: named.text }), named.offset)
    }
    this.#at++
    const value = this.#here()
    if (value.kind !== 'word' && value.kind !== 'text') this.#stop('tail.metric.value')
    this.#at++
    const test = fieldTest(named.text, operator.text === '==' ? '=' : operator.text, value.text)
    if (!test.ok) throw new NotRead(test.failure, value.offset)
    return test.value
  }

  #field(): string {
    const token = this.#here()
    if (token.kind !== 'word' && token.kind !== 'text') this.#stop('tail.metric.field')
    this.#at++
    return token.text
  }

  #here(): Token {
    const token = this.#tokens[this.#at] ?? this.#tokens.at(-1)
    return token ?? { kind: 'end', text: '', offset: 0 }
  }

  #is(sign: string): boolean {
    const token = this.#here()
    return token.kind === 'sign' && token.text === sign
  }

  #take(sign: string): boolean {
    if (!this.#is(sign)) return false
    this.#at++
    return true
  }

  #takeWord(word: string): boolean {
    const token = this.#here()
    if (token.kind !== 'word' || token.text.toLowerCase() !== word) return false
    this.#at++
    return true
  }

  #need(sign: string): void {
    if (!this.#take(sign))
      throw new NotRead(message('tail.metric.expected', { sign }), this.#here().offset)
  }

  #stop(id: Message['id'], token = this.#here()): never {
    throw new NotRead(message(id), token.offset)
  }
}

function both({ aggregate, test }: MetricTerm, where: LineTest): MetricTerm {
  if (where === everything) return { aggregate, test }
  if (test === everything) return { aggregate, test: where }
  return { aggregate, test: (line, raw) => test(line, raw) && where(line, raw) }
}
