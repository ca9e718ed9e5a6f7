import { message, type Message } from '../../shared/messages/message.ts'
import type { RollbackAction, RollbackNext, RollbackStep } from '../../shared/model/rollback.ts'
import { nearestWord } from '../text/nearest.ts'
import { optional } from './check-fence.ts'
import { parseDuration } from './duration.ts'
import { actionNames, compileAction } from './rollback-actions.ts'
import type { WrittenStep } from './rollback-schema.ts'
import { describeAction, readVerifications, type VerificationSource } from './rollback-verify.ts'
import { problemAt } from './watched-check.ts'

type Path = readonly PropertyKey[]

/** A step as it was read, and what only its way through the plan is judged by. */
export interface ReadStep {
  step: RollbackStep
  /** It does something that a verification could tell. */
  changes: boolean
}

const ends = ['end', 'stop'] as const
const actions = [...actionNames, 'manual', 'wait-until', 'decide']
/** Options that go with some actions only. */
const optionOwners: Record<string, readonly string[]> = {
  on: actionNames,
  timeout: actionNames,
  verify: [...actionNames, 'manual'],
  unverified: [...actionNames, 'manual'],
  next: [...actionNames, 'manual', 'wait-until'],
  'if-fails': [...actionNames, 'manual', 'wait-until'],
  'point-of-no-return': [...actionNames, 'manual'],
}

/** Reads the steps of a plan whose ids are all known. One with a mistake in its action is none. */
export function readSteps(
  written: readonly WrittenStep[],
  ids: readonly string[],
  from: VerificationSource,
): ReadStep[] {
  return written.flatMap((one, index) => {
    const known = { ids, id: ids[index] ?? '', below: ids[index + 1] }
    return readStep(one, ['steps', index], known, from) ?? []
  })
}

interface KnownSteps {
  ids: readonly string[]
  id: string
  /** The step below it. */
  below: string | undefined
}

function readStep(
  written: WrittenStep,
  path: Path,
  { ids, id, below }: KnownSteps,
  from: VerificationSource,
): ReadStep | undefined {
  const { source, problems } = from
  const error = (at: Path, words: Message, suggestion?: string) =>
    void problems.push(problemAt(source.valuePlace(at), words, suggestion))
  const found = actions.filter((action) => Object.hasOwn(written, action))
  const [action, second] = found
  if (action === undefined) {
    const words = message('rollback-plan.no-action', { expected: actions.join(', ') })
    return error(path, words)
  }
  if (second !== undefined) {
    const words = message('rollback-plan.two-actions', { found: found.join(', ') })
    return void problems.push(problemAt(source.keyPlace([...path, second]), words))
  }
  for (const [option, owners] of Object.entries(optionOwners))
    if (Object.hasOwn(written, option) && !owners.includes(action)) {
      const words = message('rollback-plan.option', { option, owner: owners.join(', ') })
      problems.push(problemAt(source.keyPlace([...path, option]), words))
    }
  const wayOf = (text: string, at: Path): RollbackNext => {
    const end = ends.find((word) => word === text)
    if (end !== undefined) return end
    if (!ids.includes(text)) {
      const near = nearestWord(text, [...ids, ...ends])
      error(at, message('rollback-plan.unknown-step', { step: text }), near)
    }
    return { step: text }
  }
  const read = readAction(written, path, id, wayOf, from)
  if (!read) return undefined

  const waits = written['wait-until']
  const verify = readVerifications(
    waits ?? written.verify ?? [],
    [...path, waits ? 'wait-until' : 'verify'],
    id,
    from,
  )
  const { title, unverified } = written
  if (written.verify && unverified !== undefined)
    error([...path, 'unverified'], message('rollback-plan.verified-and-not'))
  if (read.changes && !written.verify && unverified === undefined)
    error(path, message('rollback-plan.no-verification', { step: title }))
  const fails = written['if-fails']
  const failsNext =
    fails?.next === undefined ? undefined : wayOf(fails.next, [...path, 'if-fails', 'next'])
  const chosen = read.action.kind === 'decide' ? read.action.options[0]?.next : undefined
  const next = written.next === undefined ? undefined : wayOf(written.next, [...path, 'next'])
  return {
    step: {
      id,
      title,
      why: written.why,
      action: read.action,
      ...optional('expectedMs', parseDuration(written.expected ?? '')),
      verify,
      ...optional('unverified', unverified),
      ifFails: { ...optional('text', fails?.text), ...optional('next', failsNext) },
      next: chosen ?? next ?? (below === undefined ? 'end' : { step: below }),
      isPointOfNoReturn: written['point-of-no-return'] === true,
      line: source.keyPlace([...path, action]).line,
    },
    changes: read.changes,
  }
}

function readAction(
  written: WrittenStep,
  path: Path,
  id: string,
  wayOf: (text: string, at: Path) => RollbackNext,
  { source, origin, probes, problems, planId }: VerificationSource,
): { action: RollbackAction; changes: boolean } | undefined {
  const { manual, decide, title } = written
  if (manual !== undefined) return { action: { kind: 'manual', text: manual }, changes: true }
  if (written['wait-until']) return { action: { kind: 'wait' }, changes: false }
  if (decide) {
    const options = decide.options.map(({ label, next }, index) => ({
      label,
      next: wayOf(next, [...path, 'decide', 'options', index, 'next']),
    }))
    const { question } = decide
    return { action: { kind: 'decide', question, options }, changes: false }
  }
  const compiled = compileAction(written, written.on)
  if (compiled === undefined) return undefined
  if ('expected' in compiled) {
    const { key, expected } = compiled
    const words = message('rollback-plan.one-of', { action: key, expected })
    problems.push(problemAt(source.keyPlace([...path, key]), words))
    return undefined
  }
  const name = actionNames.find((candidate) => Object.hasOwn(written, candidate)) ?? ''
  const probe = probes[compiled.kind]
  const expectedMs = parseDuration(written.expected ?? '') ?? 0
  const timeoutMs =
    parseDuration(written.timeout ?? '') ?? Math.max(probe.defaultTimeoutMs, 2 * expectedMs)
  if (timeoutMs < expectedMs) {
    const seconds = { expected: expectedMs / 1000, timeout: timeoutMs / 1000 }
    const words = message('rollback-plan.timeout-below', seconds)
    problems.push(problemAt(source.valuePlace([...path, 'timeout']), words))
  }
  const check = {
    id: `rollback.${planId}.${id}`,
    itemId: `rollback.${planId}`,
    title,
    ...compiled,
    timeoutMs,
    origin,
    ...source.keyPlace([...path, name]),
  }
  const { danger } = describeAction(compiled, probes)
  return { action: { kind: 'check', check }, changes: danger !== 'read' }
}
