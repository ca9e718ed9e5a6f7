import { parse } from '@bufbuild/cel'

import { maxDepth, maxNodes, maxSourceLength, turnFunctionName } from './cel-environment.ts'

type Parsed = ReturnType<typeof parse>
export type Expression = Parsed['expr']
export type Comprehension = Extract<Expression['exprKind'], { case: 'comprehensionExpr' }>['value']

export type ParseFault =
  | { kind: 'syntax'; offset: number; found: string }
  | { kind: 'too-long' | 'too-large' | 'too-deep'; offset: number; limit: number }

export type ParseOutcome =
  | { ok: true; expression: Expression; tree: Parsed; offsetOf: (expression: Expression) => number }
  | { ok: false; fault: ParseFault }

/** The parser's own complaint: which text it could not go on from. */
interface SyntaxComplaint {
  location: { start: { offset: number } }
}

function isSyntaxComplaint(error: unknown): error is SyntaxComplaint {
  return error instanceof Error && 'location' in error
}

/**
 * Parses within limits: a hostile expectation is refused before it costs anything. What begins with
 * one of `roots` becomes a single name: `max.depth`.
 */
export function parseExpression(
  source: string,
  roots: ReadonlySet<string> = noRoots,
): ParseOutcome {
  if (source.length > maxSourceLength) {
    return {
      ok: false,
      fault: { kind: 'too-long', offset: maxSourceLength, limit: maxSourceLength },
    }
  }
  let parsed: Parsed
  try {
    parsed = parse(source)
  } catch (error) {
    const offset = isSyntaxComplaint(error) ? error.location.start.offset : 0
    return { ok: false, fault: { kind: 'syntax', offset, found: wordAt(source, offset) } }
  }
  const positions = parsed.sourceInfo?.positions ?? {}
  const offsetOf = (expression: Expression) => {
    const offset = positions[String(expression.id)] ?? 0
    // The parser counts the blanks and the dot before a word as the word's own.
    return offset + (/^\s*(?:\.(?=[A-Za-z_]))?/.exec(source.slice(offset))?.[0].length ?? 0)
  }
  if (roots.size > 0) foldPaths(parsed.expr, roots)
  const size = measureTree(parsed.expr)
  if (size.nodes > maxNodes)
    return { ok: false, fault: { kind: 'too-large', offset: 0, limit: maxNodes } }
  if (size.depth > maxDepth)
    return { ok: false, fault: { kind: 'too-deep', offset: 0, limit: maxDepth } }
  return { ok: true, expression: parsed.expr, tree: parsed, offsetOf }
}

const noRoots: ReadonlySet<string> = new Set()

const wordAt = (source: string, offset: number) =>
  /^(?:[\w.]+|[^\w\s]{1,2}|.)?/su.exec(source.slice(offset))?.[0] ?? ''

/** The expressions directly under one, in the order of evaluation. */
export function childrenOf(expression: Expression): Expression[] {
  const kind = expression.exprKind
  switch (kind.case) {
    case 'callExpr':
      return [...(kind.value.target ? [kind.value.target] : []), ...kind.value.args]
    case 'selectExpr':
      return kind.value.operand ? [kind.value.operand] : []
    case 'listExpr':
      return kind.value.elements
    case 'structExpr':
      return kind.value.entries.flatMap((entry) => [
        ...(entry.keyKind.case === 'mapKey' ? [entry.keyKind.value] : []),
        ...(entry.value ? [entry.value] : []),
      ])
    case 'comprehensionExpr':
      return comprehensionParts(kind.value)
    default:
      return []
  }
}

function comprehensionParts(comprehension: Comprehension): Expression[] {
  const { iterRange, accuInit, loopCondition, loopStep, result } = comprehension
  return [iterRange, accuInit, loopCondition, loopStep, result].filter((part) => part !== undefined)
}

/** A left-leaning chain (`a && b && c…`) is as deep as it is long, so walk it with a stack of our own. */
function measureTree(root: Expression): { nodes: number; depth: number } {
  let nodes = 0
  let depth = 0
  const open: { expression: Expression; depth: number }[] = [{ expression: root, depth: 1 }]
  for (let top = open.pop(); top; top = open.pop()) {
    nodes++
    depth = Math.max(depth, top.depth)
    for (const child of childrenOf(top.expression))
      open.push({ expression: child, depth: top.depth + 1 })
  }
  return { nodes, depth }
}

/** The names of free variables that an expression reads. */
export function namesRead(root: Expression): Set<string> {
  const names = new Set<string>()
  const visit = (expression: Expression, bound: ReadonlySet<string>) => {
    const kind = expression.exprKind
    if (kind.case === 'identExpr') {
      if (!bound.has(kind.value.name)) names.add(kind.value.name.replace(/^\./, ''))
      return
    }
    if (kind.case === 'comprehensionExpr') {
      const { iterVar, accuVar, iterRange } = kind.value
      if (iterRange) visit(iterRange, bound)
      const inner = new Set([...bound, iterVar, accuVar])
      for (const part of comprehensionParts(kind.value)) if (part !== iterRange) visit(part, inner)
      return
    }
    for (const child of childrenOf(expression)) visit(child, bound)
  }
  visit(root, new Set())
  return names
}

/** `a.b["c"]` as its words, where it is nothing but words. */
function pathOf({ exprKind: kind }: Expression): string[] | undefined {
  if (kind.case === 'identExpr') return [kind.value.name.replace(/^\./, '')]
  if (kind.case === 'selectExpr') {
    const path = kind.value.testOnly || !kind.value.operand ? undefined : pathOf(kind.value.operand)
    return path && [...path, kind.value.field]
  }
  if (kind.case !== 'callExpr' || kind.value.function !== '_[_]') return undefined
  const [target, key] = kind.value.args
  const constant = key?.exprKind.case === 'constExpr' ? key.exprKind.value.constantKind : undefined
  const path = target && constant?.case === 'stringValue' ? pathOf(target) : undefined
  return path && constant?.case === 'stringValue' ? [...path, constant.value] : undefined
}

/** Makes one name of each path that begins with one of `roots`, in place. */
function foldPaths(root: Expression, roots: ReadonlySet<string>): void {
  const path = pathOf(root)
  if (path && path.length > 1 && roots.has(path[0] ?? '')) {
    const name = path.join('.')
    root.exprKind = { case: 'identExpr', value: { $typeName: 'cel.expr.Expr.Ident', name } }
    return
  }
  for (const child of childrenOf(root)) foldPaths(child, roots)
}

/** The longest paths that an expression reads, `queues.mail` of `queues.mail.depth > 1` not being one. */
export function pathsRead(root: Expression): Set<string> {
  const paths = new Set<string>()
  const visit = (expression: Expression) => {
    const path = pathOf(expression)
    if (path) paths.add(path.join('.'))
    else for (const child of childrenOf(expression)) visit(child)
  }
  visit(root)
  return paths
}

/** `a && b && c` as its parts, so that a failure can name the one that did not hold. */
export function conjuncts(expression: Expression): Expression[] {
  const kind = expression.exprKind
  if (kind.case === 'callExpr' && kind.value.function === '_&&_')
    return kind.value.args.flatMap(conjuncts)
  return [expression]
}

/** Makes each turn of each comprehension pay, in place, for as many nodes as its body has. */
export function meterComprehensions(root: Expression): void {
  const kind = root.exprKind
  for (const child of childrenOf(root)) meterComprehensions(child)
  if (kind.case !== 'comprehensionExpr' || !kind.value.loopCondition || !kind.value.loopStep) return
  const units = BigInt(measureTree(kind.value.loopStep).nodes)
  const turn = call(turnFunctionName, [
    expressionOf({
      case: 'constExpr',
      value: { $typeName: 'cel.expr.Constant', constantKind: { case: 'int64Value', value: units } },
    }),
  ])
  kind.value.loopCondition = call('_&&_', [turn, kind.value.loopCondition])
}

const expressionOf = (exprKind: Expression['exprKind']): Expression => ({
  $typeName: 'cel.expr.Expr',
  id: 0n,
  exprKind,
})

function call(name: string, args: Expression[]): Expression {
  return expressionOf({
    case: 'callExpr',
    value: { $typeName: 'cel.expr.Expr.Call', function: name, args },
  })
}
