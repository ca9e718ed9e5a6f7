import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import en from 'zod/v4/locales/en.js'
import fr from 'zod/v4/locales/fr.js'

import type { Locale } from '../../shared/messages/message.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import type { Profile } from '../../shared/model/profile.ts'

export type ProfilePath = readonly (string | number)[]

export interface ProfileProblem {
  /** `hosts.prod-1.ssh.port`; empty when the text is not YAML. */
  path: string
  /** 1-based. */
  line?: number
  text: string
}

/** What stands in the text, as far as it can be read: the form shows it even while it is not valid. */
export type ProfileDraft = { [K in keyof Profile]?: unknown }

export interface ProfileReading {
  draft: ProfileDraft
  problems: ProfileProblem[]
  /** False when the text is not YAML at all: then only the text can be edited. */
  readable: boolean
}

const explain = { en: en().localeError, fr: fr().localeError }

/** Reads a profile's text; mistakes name their line and field in the reader's language. */
export function readProfile(text: string, locale: Locale): ProfileReading {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      path: '',
      line: error.linePos?.[0].line,
      text: error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? error.code,
    }))
    return { draft: {}, problems, readable: false }
  }
  const value: unknown = document.toJS()
  const parsed = profileSchema.safeParse(value ?? {}, { error: explain[locale] })
  const problems = (parsed.error?.issues ?? []).map((issue) => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? key.toString() : key))
    return {
      path: path.join('.'),
      line: lineOf(document, path, lines),
      text: issue.message,
    }
  })
  return { draft: isRecord(value) ? value : {}, problems, readable: true }
}

/** The line of a field, or of the nearest thing around it that is there. */
function lineOf(document: Document, path: ProfilePath, lines: LineCounter): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isScalar(node) || isMap(node)) {
      return node.range ? lines.linePos(node.range[0]).line : undefined
    }
  }
  return undefined
}

/** The text with one field set; comments, order and everything else stay as they are. */
export function setField(text: string, path: ProfilePath, value: unknown): string {
  const document = parseDocument(text)
  if (document.contents === null) document.contents = document.createNode({}) as never
  makeRoom(document, path)
  assign(document, path, value)
  return toText(document)
}

/** Goes down into what is already a map, so that comments beside unchanged fields stay. */
function assign(document: Document, path: ProfilePath, value: unknown): void {
  const there: unknown = document.getIn(path, true)
  if (value === undefined) {
    document.deleteIn(path)
  } else if (isRecord(value) && isMap(there)) {
    for (const key of there.items.map((pair) => String(pair.key))) {
      if (!(key in value)) document.deleteIn([...path, key])
    }
    for (const [key, part] of Object.entries(value)) assign(document, [...path, key], part)
  } else {
    document.setIn(path, typeof value === 'object' ? document.createNode(value) : value)
  }
}

export function removeField(text: string, path: ProfilePath): string {
  const document = parseDocument(text)
  document.deleteIn(path)
  return toText(document)
}

/** The text with an entry's name changed, in its place. */
export function renameField(text: string, section: string, from: string, to: string): string {
  const document = parseDocument(text)
  const map: unknown = document.get(section, true)
  if (!isMap(map)) return text
  const pair = map.items.find(({ key }) => (isScalar(key) ? key.value : key) === from)
  if (!pair || map.has(to)) return text
  pair.key = document.createNode(to)
  return toText(document)
}

/** `variables:` with nothing behind it is null, and `{}` would grow on one line: both become a map. */
function makeRoom(document: Document, path: ProfilePath): void {
  for (let length = 1; length < path.length; length += 1) {
    const above = path.slice(0, length)
    const node: unknown = document.getIn(above, true)
    if (node === undefined || (isScalar(node) && node.value === null)) {
      document.setIn(above, document.createNode(typeof path[length] === 'number' ? [] : {}))
    } else if (isMap(node) && node.items.length === 0) {
      node.flow = false
    }
  }
}

const toText = (document: Document): string => document.toString({ lineWidth: 0 })

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The entries of one section, in the order of the text. */
export function entriesOf(draft: ProfileDraft, section: keyof Profile): [string, unknown][] {
  const value = draft[section]
  return isRecord(value) ? Object.entries(value) : []
}

/** A field as text; what is not text or a number reads as empty. */
export function textAt(value: unknown, ...path: string[]): string {
  let at = value
  for (const key of path) at = isRecord(at) ? at[key] : undefined
  return typeof at === 'string' || typeof at === 'number' ? String(at) : ''
}
