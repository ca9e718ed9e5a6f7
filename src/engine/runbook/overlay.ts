import { z } from 'zod'

import { message, type Message } from '../../shared/messages/message.ts'
import type { ReadinessSpec } from '../../shared/model/readiness.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import { decodeText } from '../text/decode.ts'
import { nearestWord } from '../text/nearest.ts'
import { optional, readCheck } from './check-fence.ts'
import { parseDuePoint } from './due.ts'
import { slugOf } from './identity.ts'
import { readinessShape, specOf } from './readiness-words.ts'
import type { OpenPhase, RunbookBuilder } from './runbook-builder.ts'
import { lineStarts, YamlSource, type Place } from './yaml-source.ts'

const name = z.string().regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')
const addedItemShape = {
  item: z.string().min(1).describe('its title'),
  id: name.optional().describe('its name for ever; made of its title when absent'),
  owner: z.string().min(1).optional().describe('who sees to it'),
  due: z.string().min(1).optional().describe('when, relative to T0, such as `T-15m`'),
  blocking: z.boolean().optional().describe('nothing goes on without it'),
}
const documentShape = {
  runbook: z.string().min(1).optional().describe('title of the runbook that it is for'),
  variables: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('values for `${name}`, where neither the profile nor the runbook has one'),
}

const asIn = (fence: 'check' | 'gate' | 'budget' | 'tail' | 'scenario' | 'rollback') =>
  z.unknown().meta({ $ref: `${fence}.schema.json` })
const checks = z.array(asIn('check')).min(1)
const addedItemSchema = z.strictObject({ ...addedItemShape, checks: checks.optional() })
const itemsSchema = z
  .record(z.string(), checks)
  .optional()
  .describe('checks of the runbook’s items, by the items’ ids')
const listOf = (fence: 'gate' | 'budget' | 'tail' | 'rollback') =>
  z.array(asIn(fence)).optional().describe('each as its fence would be')

/** The schema of an overlay: what is inside its lists is as the fence of that name takes it. */
export const overlaySchema = z
  .strictObject({
    ...documentShape,
    items: itemsSchema,
    phases: z
      .record(z.string(), z.array(addedItemSchema).min(1))
      .optional()
      .describe('items that the runbook has as prose only, by the ids of their phases'),
    tails: listOf('tail'),
    scenarios: z
      .array(asIn('scenario'))
      .optional()
      .describe('each as its fence would be, with `item`: the id of the item it belongs to'),
    gates: listOf('gate'),
    budgets: listOf('budget'),
    rollbacks: listOf('rollback'),
    readiness: readinessShape.optional(),
  })
  .describe('An overlay: automation for a runbook, kept beside it and never in it')

/** One item that is wrong takes no other with it: each is read by itself. */
const outerSchema = overlaySchema.extend({
  phases: z.record(z.string(), z.array(z.unknown()).min(1)).optional(),
  readiness: z.unknown().optional(),
})
/** An overlay as it was read, its checks and items already where they belong. */
export interface Overlay {
  text: string
  variables: Record<string, string>
  tails: YamlSource[]
  /** Read when every item is known, as they name items. */
  scenarios: YamlSource[]
  gates: YamlSource[]
  budgets: YamlSource[]
  rollbacks: YamlSource[]
  /** What the runbook’s own front matter does not say of it. */
  readiness?: ReadinessSpec
  problems: Problem[]
}

const partNames = ['tails', 'scenarios', 'gates', 'budgets', 'rollbacks'] as const
const noParts = (): Pick<Overlay, (typeof partNames)[number]> => ({
  tails: [],
  scenarios: [],
  gates: [],
  budgets: [],
  rollbacks: [],
})

/** Where an overlay is read from, what it adds to, and what is wrong with it. */
interface Reading {
  source: YamlSource
  builder: RunbookBuilder
  problems: Problem[]
}

/**
 * Adds an overlay's checks and items to a runbook whose own are all known: it means what its parts
 * would mean as fences under the same items. What names an item or a phase that is not there is
 * said, and the rest works.
 */
export function applyOverlay(bytes: Uint8Array, builder: RunbookBuilder): Overlay {
  const { text } = decodeText(bytes)
  const starts = lineStarts(text)
  const source = new YamlSource(text, (offset) => {
    const index = starts.findLastIndex((start) => start <= offset)
    return { line: index + 1, column: offset - (starts[index] ?? 0) + 1 }
  })
  const problems: Problem[] = []
  const overlay: Overlay = { text, variables: {}, ...noParts(), problems }
  const read = source.read()
  if (!read.ok) {
    problems.push(...read.problems)
    return overlay
  }
  const parsed = outerSchema.safeParse(read.value ?? {})
  if (!parsed.success) {
    const keys = Object.keys(outerSchema.shape)
    problems.push(
      ...source.problemsOf(parsed.error, read.value, (path) => (path.length === 0 ? keys : [])),
    )
    return overlay
  }
  const reading = { source, builder, problems }
  const { runbook, variables = {}, items = {}, phases = {} } = parsed.data
  if (runbook !== undefined && slugOf(runbook) !== slugOf(builder.title ?? '')) {
    const values = { meant: runbook, title: builder.title ?? '' }
    const words = message('overlay.other-runbook', values)
    problems.push({ severity: 'warning', ...source.valuePlace(['runbook']), message: words })
  }
  for (const [key, value] of Object.entries(variables)) overlay.variables[key] = String(value)
  for (const [id, checks] of Object.entries(items)) readItem(reading, id, checks)
  for (const [id, added] of Object.entries(phases)) readPhase(reading, id, added)
  const readiness = readReadiness(reading, parsed.data.readiness)
  if (readiness) overlay.readiness = readiness
  for (const part of partNames)
    overlay[part] = (parsed.data[part] ?? []).map((_, index) => source.within([part, index]))
  return overlay
}

function readReadiness({ source, problems }: Reading, value: unknown): ReadinessSpec | undefined {
  if (value === undefined) return undefined
  const written = readinessShape.safeParse(value)
  if (written.success) return specOf(written.data)
  const part = source.within(['readiness'])
  const read = part.read()
  const keys = Object.keys(readinessShape.shape)
  if (read.ok)
    problems.push(
      ...part.problemsOf(written.error, read.value, (path) => (path.length === 0 ? keys : [])),
    )
  return undefined
}

function readItem(reading: Reading, id: string, checks: readonly unknown[]): void {
  const { source, builder } = reading
  const item = builder.items.find((candidate) => candidate.id === id)
  const path = ['items', id]
  if (item) addChecks(reading, item, path, checks)
  else {
    const words = message('overlay.unknown-item', { id })
    note(reading, source.keyPlace(path), words, nearestName(id, builder.items))
  }
}

function readPhase(reading: Reading, id: string, added: readonly unknown[]): void {
  const { source, builder } = reading
  const phase = builder.phases.find((candidate) => candidate.id === id)
  const path = ['phases', id]
  if (phase) {
    for (const [index, entry] of added.entries()) readAdded(reading, phase, [...path, index], entry)
  } else {
    const words = message('overlay.unknown-phase', { id })
    note(reading, source.keyPlace(path), words, nearestName(id, builder.phases))
  }
}

function readAdded(reading: Reading, phase: OpenPhase, path: PropertyKey[], entry: unknown): void {
  const { source, builder, problems } = reading
  const written = addedItemSchema.safeParse(entry)
  if (!written.success) {
    const part = source.within(path)
    const value = part.read()
    const keys = Object.keys(addedItemSchema.shape)
    if (value.ok) problems.push(...part.problemsOf(written.error, value.value, () => keys))
    return
  }
  const { item: title, id, due, owner, blocking = false, checks = [] } = written.data
  if (id !== undefined && builder.items.some((candidate) => candidate.id === id)) {
    note(reading, source.valuePlace([...path, 'id']), message('overlay.taken-id', { id }))
    return
  }
  const dueAt = due === undefined ? undefined : parseDuePoint(due)
  if (due !== undefined && !dueAt) {
    const words = message('runbook.bad-due', { found: due })
    note(reading, source.valuePlace([...path, 'due']), words)
  }
  const item = builder.addOverlayItem(phase, title, {
    blocking,
    tags: [],
    unknown: [],
    ...optional('id', id),
    ...optional('owner', owner),
    ...optional('due', dueAt),
  })
  addChecks(reading, item, [...path, 'checks'], checks)
}

function addChecks(
  { source, builder, problems }: Reading,
  item: Item,
  path: readonly PropertyKey[],
  checks: readonly unknown[],
): void {
  const fences = checks.map((_, index) =>
    readCheck(source.within([...path, index]), 'overlay', builder.probes),
  )
  problems.push(...builder.addOverlayChecks(item, fences))
}

function note({ problems }: Reading, place: Place, words: Message, suggestion?: string): void {
  problems.push({
    severity: 'error',
    ...place,
    message: words,
    ...optional('suggestion', suggestion),
  })
}

/** A reworded title changes an id's words or its digits: the one that shares most of its words. */
function nearestName(id: string, candidates: readonly { id: string }[]): string | undefined {
  const ids = candidates.map((candidate) => candidate.id)
  const near = nearestWord(id, ids)
  if (near !== undefined) return near
  const words = new Set(id.split('-'))
  const scored = ids.map((candidate) => {
    const own = new Set(candidate.split('-'))
    return { candidate, score: words.intersection(own).size / words.union(own).size }
  })
  const best = scored.reduce((left, right) => (right.score > left.score ? right : left), {
    candidate: '',
    score: 0,
  })
  return best.score >= 0.5 ? best.candidate : undefined
}
