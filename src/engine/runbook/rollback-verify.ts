import { message } from '../../shared/messages/message.ts'
import {
  probeKinds,
  type CheckSpec,
  type Danger,
  type ProbeKind,
} from '../../shared/model/check.ts'
import type { Verification } from '../../shared/model/rollback.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import { checkExpectation } from '../expectation/check-expectation.ts'
import type { Probes } from './check-fence.ts'
import { parseDuration } from './duration.ts'
import { readCriterion } from './gate-fence.ts'
import { NameRegister, slugOf } from './identity.ts'
import type { CompiledAction } from './rollback-actions.ts'
import { lookOptions, overWindowOptions, type WrittenVerification } from './rollback-schema.ts'
import { logCheckProblems } from './tail-fence.ts'
import { problemAt } from './watched-check.ts'
import type { YamlSource } from './yaml-source.ts'

type Path = readonly PropertyKey[]

export interface VerificationSource {
  source: YamlSource
  origin: CheckSpec['origin']
  items: readonly Item[]
  tails: readonly TailSpec[]
  probes: Probes
  /** Where mistakes go. */
  problems: Problem[]
  /** Of the plan: under it its checks have their names. */
  planId: string
}

const defaults = { withinMs: 30_000, everyMs: 2_000 }
const longestTitle = 80

/** Reads what a step, or the whole plan, is verified by. `owner`: under it they have their ids. */
export function readVerifications(
  written: readonly WrittenVerification[],
  path: Path,
  owner: string,
  from: VerificationSource,
): Verification[] {
  const names = new NameRegister()
  return written.flatMap((one, index): Verification[] => {
    const at = [...path, index]
    if (one.id !== undefined && names.has(one.id)) {
      const words = message('rollback-plan.duplicate-verification', { id: one.id })
      from.problems.push(problemAt(from.source.valuePlace([...at, 'id']), words))
    }
    const found = readOne(one, at, from)
    if (!found) return []
    const name = names.claim(one.id ?? (slugOf(found.title).slice(0, 40) || found.kind))
    const id = `${owner}.${name}`
    const checkId = `rollback.${from.planId}.${id}`
    return found.kind === 'check'
      ? [{ ...found, id, check: { ...found.check, id: checkId } }]
      : [{ ...found, id, criterion: { ...found.criterion, id: checkId } }]
  })
}

function readOne(
  written: WrittenVerification,
  at: Path,
  from: VerificationSource,
): Verification | undefined {
  const { source, problems } = from
  const found = ['check', ...probeKinds].filter((key) => Object.hasOwn(written, key))
  const [first, second] = found
  if (first === undefined) {
    const words = message('rollback-plan.no-look', {
      expected: ['check', ...probeKinds].join(', '),
    })
    problems.push(problemAt(source.valuePlace(at), words))
    return undefined
  }
  if (second !== undefined) {
    const words = message('rollback-plan.two-actions', { found: found.join(', ') })
    problems.push(problemAt(source.keyPlace([...at, second]), words))
    return undefined
  }
  const kind = probeKinds.find((candidate) => candidate === first)
  const others = kind ? overWindowOptions : lookOptions
  const stranger = others.find((option) => Object.hasOwn(written, option))
  if (stranger !== undefined) {
    const owner = kind ? 'check' : probeKinds.join(', ')
    const words = message('rollback-plan.option', { option: stranger, owner })
    problems.push(problemAt(source.keyPlace([...at, stranger]), words))
    return undefined
  }
  return kind ? readLook(written, kind, at, from) : readOverWindow(written, at, from)
}

function readLook(
  written: WrittenVerification,
  kind: ProbeKind,
  at: Path,
  { source, origin, tails, probes, problems, planId }: VerificationSource,
): Verification {
  const { expect, times = 1 } = written
  const config = written[kind] ?? {}
  const withinMs = parseDuration(written.within ?? '') ?? defaults.withinMs
  const everyMs = parseDuration(written.every ?? '') ?? defaults.everyMs
  const described = describeAction({ kind, config }, probes)
  const title = written.title ?? (described.command.split('\n')[0] ?? kind).slice(0, longestTitle)
  const place = source.keyPlace([...at, kind])
  if (expect !== undefined) {
    const typed = checkExpectation(expect, probes[kind].facts)
    const mistakes = typed.ok ? [] : typed.problems
    for (const { message: words, offset, suggestion } of mistakes)
      problems.push(
        problemAt(source.textPlace([...at, 'expect'], expect, offset), words, suggestion),
      )
  }
  if (described.danger !== 'read')
    problems.push(problemAt(place, message('rollback-plan.verification-changes', { title })))
  if ((times - 1) * everyMs > withinMs) {
    const seconds = { every: everyMs / 1000, within: withinMs / 1000 }
    const words = message('rollback-plan.too-often', { times, ...seconds })
    problems.push(problemAt(source.valuePlace([...at, 'times']), words))
  }
  const check: CheckSpec = {
    id: '',
    itemId: `rollback.${planId}`,
    title,
    kind,
    config,
    ...(expect === undefined ? {} : { expect }),
    timeoutMs: parseDuration(written.timeout ?? '') ?? probes[kind].defaultTimeoutMs,
    origin,
    ...place,
  }
  problems.push(...logCheckProblems([check], tails))
  return { id: '', title, withinMs, kind: 'check', check, times, everyMs }
}

function readOverWindow(
  written: WrittenVerification,
  at: Path,
  { source, items, problems }: VerificationSource,
): Verification | undefined {
  // The window itself says for how long: nothing more is waited for unless the author wants it.
  const { criterion, problems: mistakes } = readCriterion(written, {
    fence: { hold: '0s' },
    source,
    items,
    budgets: [],
    at: [...at],
  })
  problems.push(...mistakes)
  if (criterion?.kind !== 'window') return undefined
  const windowMs = criterion.windowSeconds * 1000
  const withinMs = parseDuration(written.within ?? '') ?? 2 * windowMs
  if (withinMs < windowMs) {
    const seconds = { within: withinMs / 1000, window: windowMs / 1000 }
    const words = message('rollback-plan.within-below-window', seconds)
    problems.push(problemAt(source.valuePlace([...at, 'within']), words))
  }
  return { id: '', title: criterion.title, withinMs, kind: 'window', criterion }
}

/** What an action would do, as it is written. */
export function describeAction(
  { kind, config }: CompiledAction,
  probes: Probes,
): { command: string; danger: Danger } {
  const probe = probes[kind]
  const parsed = probe.config.safeParse(config)
  return parsed.success ? probe.describe(parsed.data) : { command: kind, danger: 'change' }
}
