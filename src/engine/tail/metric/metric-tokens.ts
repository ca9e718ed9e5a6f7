import { message } from '../../../shared/messages/message.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { FilterFailure } from '../line-filter.ts'

export interface Token {
  kind: 'word' | 'text' | 'operator' | 'sign' | 'end'
  /** Without its quotes. */
  text: string
  /** Where it begins in the query, from 0. */
  offset: number
}

/** Words hold dots and dashes: `user.id`, `http-status`, `0.5`; `-` alone before a digit is its sign. */
const token =
  /\s*(?:(?<word>-?[\p{L}\p{N}_@][\p{L}\p{N}_.@-]*)|"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<operator>>=|<=|!=|!~|==|=|~|>|<)|(?<sign>[(),*/]))/uy

/** The words and signs of a query, with an end. */
export function readTokens(text: string): Result<Token[], FilterFailure> {
  const tokens: Token[] = []
  token.lastIndex = 0
  let offset = 0
  while (/\S/.test(text.slice(offset))) {
    const start = offset + text.slice(offset).search(/\S/)
    const groups = token.exec(text)?.groups
    if (!groups) return fail({ message: message('tail.metric.sign'), offset: start })
    tokens.push({ ...tokenOf(groups), offset: start })
    offset = token.lastIndex
  }
  tokens.push({ kind: 'end', text: '', offset: text.length })
  return ok(tokens)
}

function tokenOf(groups: Record<string, string | undefined>): Omit<Token, 'offset'> {
  const { word, double, single, operator, sign } = groups
  if (word !== undefined) return { kind: 'word', text: word }
  if (operator !== undefined) return { kind: 'operator', text: operator }
  if (sign !== undefined) return { kind: 'sign', text: sign }
  return { kind: 'text', text: (double ?? single ?? '').replaceAll(/\\(["'\\])/g, '$1') }
}
