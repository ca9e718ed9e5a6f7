import type { Code } from 'mdast'
import { isMap, isNode, isPair, isScalar, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import type { Json } from '../../shared/model/check.ts'
import type { Problem } from '../../shared/model/runbook.ts'
import { nearestWord } from '../text/nearest.ts'

export interface Place {
  line: number
  column: number
}

type Path = readonly PropertyKey[]

/**
 * YAML inside a runbook: its value, and where in the runbook each of its keys and values stands, so
 * that a mistake is shown in its place.
 */
export class YamlSource {
  readonly #document: Document.Parsed
  readonly #text: string
  readonly #placeOf: (offset: number) => Place
  /** What its paths begin at. */
  readonly #base: Path
  /** The value of the whole document, once it was read: its parts are read of it, too. */
  readonly #whole: { value?: Json }

  constructor(
    text: string,
    placeOf: (offset: number) => Place,
    part?: { document: Document.Parsed; base: Path; whole: { value?: Json } },
  ) {
    this.#text = text
    this.#placeOf = placeOf
    this.#base = part?.base ?? []
    this.#whole = part?.whole ?? {}
    this.#document =
      part?.document ?? parseDocument(text, { prettyErrors: false, uniqueKeys: true })
  }

  /** One part of it, as if it stood alone: a check, a gate of a file that holds several. */
  within(path: Path): YamlSource {
    const base = [...this.#base, ...path]
    const part = { document: this.#document, base, whole: this.#whole }
    return new YamlSource(this.#text, this.#placeOf, part)
  }

  /** The value, or the mistakes that keep it from being read. */
  read(): { ok: true; value: Json } | { ok: false; problems: Problem[] } {
    const errors = this.#document.errors.map((error): Problem => ({
      severity: 'error',
      ...this.#placeOf(error.pos[0]),
      message: message('runbook.yaml', { detail: error.message }),
    }))
    if (errors.length > 0) return { ok: false, problems: errors }
    try {
      this.#whole.value ??= this.#document.toJS({ maxAliasCount: 20 }) as Json
      return { ok: true, value: valueAt(this.#whole.value, this.#base) ?? null }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return {
        ok: false,
        problems: [
          { severity: 'error', ...this.#placeOf(0), message: message('runbook.yaml', { detail }) },
        ],
      }
    }
  }

  /** The value as a schema takes it, or what keeps it from being so, each mistake in its place. */
  parse<Schema extends z.ZodType>(
    schema: Schema,
    keysAt: (path: Path) => string[],
  ): { ok: true; data: z.output<Schema>; written: Json } | { ok: false; problems: Problem[] } {
    const read = this.read()
    if (!read.ok) return read
    const parsed = schema.safeParse(read.value)
    if (parsed.success) return { ok: true, data: parsed.data, written: read.value }
    return { ok: false, problems: this.problemsOf(parsed.error, read.value, keysAt) }
  }

  /** Where the value at a path stands; of its nearest parent when it is absent. */
  valuePlace(path: Path): Place {
    return this.#placeOf(this.#valueOffset(path))
  }

  keyPlace(path: Path): Place {
    const whole = [...this.#base, ...path]
    const parent =
      whole.length > 1 ? this.#document.getIn(whole.slice(0, -1), true) : this.#document.contents
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && item.key.value === whole.at(-1),
      )
      if (pair && isNode(pair.key) && pair.key.range) return this.#placeOf(pair.key.range[0])
    }
    return this.valuePlace(path)
  }

  /** The place of a character of a text value: exact where the text is written as it is. */
  textPlace(path: Path, text: string, offset: number): Place {
    const node = this.#document.getIn([...this.#base, ...path], true)
    if (!isNode(node) || !node.range) return this.valuePlace(path)
    const [start, end] = node.range
    const written = this.#text.slice(start, end).indexOf(text)
    return this.#placeOf(written < 0 ? start : start + written + offset)
  }

  #valueOffset(path: Path): number {
    const whole = [...this.#base, ...path]
    for (let length = whole.length; length > 0; length--) {
      const node = this.#document.getIn(whole.slice(0, length), true)
      if (isNode(node) && node.range) return node.range[0]
    }
    return this.#document.contents?.range[0] ?? 0
  }

  /** What a schema has against the value, each complaint in its place. `keysAt`: the keys it takes there. */
  problemsOf(error: z.ZodError, value: Json, keysAt: (path: Path) => string[]): Problem[] {
    const problems = error.issues.flatMap((issue) => this.#issueProblems(issue, value, keysAt))
    // A key that is missing because it is misspelt is one mistake, not two.
    const meant = new Set(problems.map((problem) => problem.suggestion))
    return problems.filter(
      ({ message: { id, values } }) =>
        id !== 'runbook.missing-key' || !meant.has(String(values?.key)),
    )
  }

  #issueProblems(
    issue: z.core.$ZodIssue,
    value: Json,
    keysAt: (path: Path) => string[],
  ): Problem[] {
    const { path } = issue
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(path)
      return issue.keys.map((key): Problem => ({
        severity: 'error',
        ...this.keyPlace([...path, key]),
        message: message('runbook.unknown-key', { found: key, expected: known.join(', ') || '—' }),
        suggestion: nearestWord(key, known),
      }))
    }
    const found = valueAt(value, path)
    const key = String(path.at(-1) ?? '')
    if (found === undefined && path.length > 0) {
      return [
        {
          severity: 'error',
          ...this.keyPlace(path.slice(0, -1)),
          message: message('runbook.missing-key', { key, expected: expectedOf(issue) }),
        },
      ]
    }
    const options = issue.code === 'invalid_value' ? issue.values.map(String) : []
    return [
      {
        severity: 'error',
        ...this.valuePlace(path),
        message: message('runbook.bad-value', {
          key: key || '—',
          found: shown(found),
          expected: expectedOf(issue),
        }),
        ...(typeof found === 'string' ? { suggestion: nearestWord(found, options) } : {}),
      },
    ]
  }
}

function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ')
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`
  // The schemas' own words say more than the name of a type; the library's stock phrase says less.
  return issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')
    ? issue.expected
    : issue.message
}

function valueAt(value: Json, path: Path): Json | undefined {
  let current: Json | undefined = value
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step]
    else if (current !== null && typeof current === 'object' && !Array.isArray(current)) {
      current = Object.hasOwn(current, String(step)) ? current[String(step)] : undefined
    } else return undefined
  }
  return current
}

function shown(value: Json | undefined): string {
  const text = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? '—')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** The YAML of fences, each where it stands in its document. */
export const fenceSources = (
  nodes: readonly Code[],
  documentLines: readonly string[],
): YamlSource[] => nodes.map((node) => new YamlSource(node.value, fencePlaces(node, documentLines)))

/** Places inside a fence: its text is indented, or quoted, by what its own lines begin with. */
export function fencePlaces(
  node: Code,
  documentLines: readonly string[],
): (offset: number) => Place {
  const firstLine = (node.position?.start.line ?? 1) + 1
  const starts = lineStarts(node.value)
  const lines = node.value.split('\n')
  return (offset) => {
    let index = starts.length - 1
    while (index > 0 && (starts[index] ?? 0) > offset) index--
    const line = firstLine + index
    const written = documentLines[line - 1] ?? ''
    const inner = lines[index] ?? ''
    const indent = written.endsWith(inner) ? written.length - inner.length : 0
    return { line, column: indent + offset - (starts[index] ?? 0) + 1 }
  }
}

export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
