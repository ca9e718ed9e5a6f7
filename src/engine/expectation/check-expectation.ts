import { message } from '../../shared/messages/message.ts'
import { assertNever } from '../../shared/result.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { nearestWord } from '../text/nearest.ts'
import { showType } from './cel-types.ts'
import { pathRoots } from './path-roots.ts'
import { parseExpression, type ParseFault } from './syntax-tree.ts'
import { checkTypes, type ExpectationProblem } from './type-checker.ts'

export type { ExpectationProblem } from './type-checker.ts'

export type ExpectationCheck = { ok: true } | { ok: false; problems: ExpectationProblem[] }

/** Reads an expectation against the facts that its probe declares, without measuring anything. */
export function checkExpectation(
  source: string,
  facts: Record<string, FactDeclaration>,
): ExpectationCheck {
  const parsed = parseExpression(source, pathRoots(facts))
  if (!parsed.ok) return { ok: false, problems: [faultProblem(parsed.fault, facts)] }
  const { type, problems } = checkTypes(parsed.expression, facts, parsed.offsetOf)
  if (problems.length === 0 && type.kind !== 'bool' && type.kind !== 'dyn') {
    problems.push({
      message: message('expectation.not-a-condition', { type: showType(type) }),
      offset: 0,
    })
  }
  return problems.length === 0 ? { ok: true } : { ok: false, problems }
}

function faultProblem(
  fault: ParseFault,
  facts: Record<string, FactDeclaration>,
): ExpectationProblem {
  const { offset } = fault
  switch (fault.kind) {
    case 'syntax':
      // The commonest slip of all: one equals sign.
      if (fault.found === '=')
        return { message: message('expectation.single-equals'), offset, suggestion: '==' }
      if (fault.found === '') return { message: message('expectation.unfinished'), offset }
      return {
        message: message('expectation.syntax', { found: fault.found }),
        offset,
        suggestion: nearestWord(fault.found, Object.keys(facts)),
      }
    case 'too-long':
      return { message: message('expectation.too-long', { limit: fault.limit }), offset }
    case 'too-large':
      return { message: message('expectation.too-large', { limit: fault.limit }), offset }
    case 'too-deep':
      return { message: message('expectation.too-deep', { limit: fault.limit }), offset }
    default:
      return assertNever(fault)
  }
}
