import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'

import { message, type Message } from '../../shared/messages/message.ts'
import { profileSchema, type Profile } from '../../shared/model/profile.ts'
import { fail, failure, ok, type Result } from '../../shared/result.ts'
import { nearestWord } from './nearest-word.ts'

/** A mistake in a profile, where it stands. */
export interface ProfileProblem {
  /** 1-based. */
  line: number
  column: number
  /** The field, as `hosts.web.ssh.port`. */
  path: string
  message: Message
  suggestion?: string
}

/** Reads a profile's YAML. Every mistake names its place, and the nearest valid word. */
export function parseProfile(text: string): Result<Profile, ProfileProblem[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const places = createPlaces(document, lines)
  if (document.errors.length > 0) {
    return fail(
      document.errors.map((error) => ({
        ...places.at(error.pos[0]),
        path: '',
        message: message('profile.not-yaml', { problem: error.message }),
      })),
    )
  }
  if (!isMap(document.contents)) {
    return fail([{ line: 1, column: 1, path: '', message: message('profile.not-a-mapping') }])
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return fail([
      { line: 1, column: 1, path: '', message: message('profile.not-yaml', { problem }) },
    ])
  }
  const parsed = profileSchema.safeParse(value)
  if (parsed.success) {
    const lost = waysWithoutHost(parsed.data, places)
    return lost.length === 0 ? ok(parsed.data) : fail(lost)
  }
  return fail(
    parsed.error.issues
      .flatMap((issue) => problemsOf(issue, [], places))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  )
}

/** A `via` that names no host would be found out only when somebody looks, in the middle of the night. */
function waysWithoutHost(profile: Profile, places: Places): ProfileProblem[] {
  const known = Object.keys(profile.hosts)
  return (['postgres', 'redis'] as const).flatMap((section) =>
    Object.entries(profile[section]).flatMap(([name, { via }]) => {
      if (via === undefined || known.includes(via)) return []
      const path = [section, name, 'via']
      const suggestion = nearestWord(via, known)
      const values = { name: via, known: known.join(', ') || '—', suggestion: suggestion ?? 'none' }
      return {
        ...places.ofValue(path),
        path: path.join('.'),
        message: message('profile.unknown-host', values),
        ...(suggestion === undefined ? {} : { suggestion }),
      }
    }),
  )
}

/** The same as the failure of a call: the first mistake in words, all of them as fields. */
export function profileFailure(problems: readonly ProfileProblem[]) {
  const first = problems[0]
  return failure(
    'bad-input',
    message('profile.invalid', { count: problems.length, line: first?.line ?? 1 }),
    {
      ...(first ? { hint: first.message } : {}),
      fields: problems.map(({ path, line, column }) => ({ path, problem: `${line}:${column}` })),
    },
  )
}

interface Place {
  line: number
  column: number
}

interface Places {
  at(offset: number): Place
  ofValue(path: readonly PropertyKey[]): Place
  ofKey(path: readonly PropertyKey[], key: string): Place
  isPresent(path: readonly PropertyKey[]): boolean
  keysOf(path: readonly PropertyKey[]): string[]
}

function createPlaces(document: Document, lines: LineCounter): Places {
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const ofKey = (path: readonly PropertyKey[], key: string) => {
    const parent = path.length === 0 ? document.contents : document.getIn(path, true)
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined
    const node = isNode(pair?.key) ? pair.key : isNode(parent) ? parent : undefined
    return at(node?.range?.[0] ?? 0)
  }
  return {
    at,
    ofKey,
    isPresent: (path) => document.hasIn(path),
    keysOf(path) {
      const node = path.length === 0 ? document.contents : document.getIn(path, true)
      return isMap(node) ? node.items.map((item) => String(item.key)) : []
    },
    /** The value, or where it should be: the key that holds the rest of the path. */
    ofValue(path) {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true)
        if (isNode(node)) return ofKey(path.slice(0, length - 1), String(path[length - 1]))
      }
      return at(0)
    },
  }
}

type Issue = z.core.$ZodIssue

function problemsOf(
  issue: Issue,
  parents: readonly PropertyKey[],
  places: Places,
): ProfileProblem[] {
  const path = [...parents, ...issue.path]
  const shown = path.map(String).join('.')
  const key = shown === '' ? 'profile' : shown
  const here = (text: Message) => [{ ...places.ofValue(path), path: shown, message: text }]

  const unknownKeys = (keys: readonly string[]): ProfileProblem[] => {
    const known = knownKeys(path)
    return keys.map((unknownKey) => {
      const suggestion = nearestWord(unknownKey, known)
      const values = { key: unknownKey, known: known.join(', '), suggestion: suggestion ?? 'none' }
      return {
        ...places.ofKey(path, unknownKey),
        path: [...path.map(String), unknownKey].join('.'),
        message: message('profile.unknown-key', values),
        ...(suggestion === undefined ? {} : { suggestion }),
      }
    })
  }
  if (path.length > 0 && !places.isPresent(path))
    return here(message('profile.missing-key', { key }))

  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys)
    case 'invalid_union': {
      const branch = branchThatWasMeant(issue.errors, path, places)
      if (branch) return branch.flatMap((inner) => problemsOf(inner, path, places))
      const known = knownKeys(path)
      const unknown = places.keysOf(path).filter((name) => !known.includes(name))
      if (unknown.length > 0) return unknownKeys(unknown)
      return here(message('profile.not-one-kind', { key, expected: known.join(', ') }))
    }
    case 'invalid_type':
      return here(message('profile.wrong-type', { key, expected: issue.expected }))
    case 'invalid_value':
      return here(
        message('profile.wrong-value', { key, expected: issue.values.map(String).join(', ') }),
      )
    case 'invalid_key':
    case 'invalid_format':
      return here(message('profile.wrong-name', { key }))
    case 'too_small':
    case 'too_big':
      return here(
        issue.origin === 'string'
          ? message('profile.empty', { key })
          : message('profile.wrong-number', { key }),
      )
    default:
      return here(message('profile.wrong-type', { key, expected: 'other' }))
  }
}

/** The one alternative whose own key is there, such as `ssh` of a host. */
function branchThatWasMeant(
  branches: readonly (readonly Issue[])[],
  path: readonly PropertyKey[],
  places: Places,
): readonly Issue[] | undefined {
  const meant = branches.filter((issues) =>
    issues.every((issue) => issue.path.length !== 1 || places.isPresent([...path, ...issue.path])),
  )
  return meant.length === 1 ? meant[0] : undefined
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

const jsonSchema = z.toJSONSchema(profileSchema, { io: 'input' }) as JsonSchema

/** The keys that the schema knows at a place. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let nodes: JsonSchema[] = [jsonSchema]
  for (const key of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => {
      const named = node.properties?.[String(key)]
      if (named) return [named]
      if (typeof node.additionalProperties === 'object') return [node.additionalProperties]
      return node.items ? [node.items] : []
    })
  }
  return [
    ...new Set(nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {}))),
  ]
}

function alternatives(node: JsonSchema): JsonSchema[] {
  return node.anyOf ? node.anyOf.flatMap(alternatives) : [node]
}
