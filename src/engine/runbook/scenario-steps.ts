import { message, type Message } from '../../shared/messages/message.ts'
import type { Json, ProbeKind } from '../../shared/model/check.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import type {
  Capture,
  CheckStep,
  LogStep,
  ScenarioPart,
  ScenarioStep,
  WaitStep,
} from '../../shared/model/scenario.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import { checkExpectation } from '../expectation/check-expectation.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { repeatFacts } from '../scenario/repeat-facts.ts'
import { compilePattern } from '../tail/pattern.ts'
import { compileRegex } from '../text/linear-regex.ts'
import { nearestWord } from '../text/nearest.ts'
import type { Probes } from './check-fence.ts'
import { parseDuration } from './duration.ts'
import { ownActions, stepProbes, type WrittenLog, type WrittenStep } from './scenario-schema.ts'
import { createWatchStepReader } from './scenario-watch-steps.ts'
import type { YamlSource } from './yaml-source.ts'

type Path = readonly PropertyKey[]

interface StepReaderOptions {
  source: YamlSource
  items: readonly Item[]
  tails: readonly TailSpec[]
  probes: Probes
  /** Where mistakes go. */
  problems: Problem[]
  itemId: string
  checkId: string
}

/** Options that go with some actions only. */
const optionOwners: Record<string, readonly string[]> = {
  expect: [...stepProbes, 'repeat'],
  timeout: stepProbes,
  capture: stepProbes,
  within: stepProbes,
}
const defaultWithinMs = 10_000

/** Reads the steps of one scenario, part by part: what one captures, those after it may use. */
export function createStepReader(options: StepReaderOptions) {
  const { source, tails, probes, problems, itemId, checkId } = options
  const captured = new Set<string>()
  const watched = createWatchStepReader(options)
  const error = (path: Path, text: Message, suggestion?: string) =>
    problems.push({ severity: 'error', ...source.valuePlace(path), message: text, suggestion })
  const ms = (duration: string | undefined) => parseDuration(duration ?? '') ?? 0

  const expectation = (path: Path, expect: string, facts: Record<string, FactDeclaration>) => {
    const outcome = checkExpectation(expect, facts)
    if (outcome.ok) return
    for (const { message: text, offset, suggestion } of outcome.problems)
      problems.push({
        severity: 'error',
        ...source.textPlace(path, expect, offset),
        message: text,
        suggestion,
      })
  }

  const usesOnlyCaptured = (path: Path, value: unknown) => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/\$\{\s*captured\.(\w+)\s*\}/g))
      if (!captured.has(name))
        error(path, message('scenario.not-captured', { name }), nearestWord(name, [...captured]))
  }

  const captures = (path: Path, written: WrittenStep['capture'] = {}): Capture[] =>
    Object.entries(written).flatMap(([name, value]): Capture[] => {
      captured.add(name)
      if (typeof value === 'string') return [{ name, from: { json: value }, isSecret: false }]
      const { json, regex, secret: isSecret = false } = value
      if (json !== undefined) return [{ name, from: { json }, isSecret }]
      if (regex === undefined) {
        error([...path, name], message('scenario.no-action', { expected: 'json, regex' }))
        return []
      }
      const compiled = compileRegex(regex)
      if (!compiled.ok) error([...path, name, 'regex'], compiled.failure)
      return [{ name, from: { regex }, isSecret }]
    })

  const check = (written: WrittenStep, path: Path, kind: ProbeKind, title: string): CheckStep => {
    const place = source.keyPlace([...path, kind])
    usesOnlyCaptured([...path, kind], written[kind] ?? {})
    if (written.expect !== undefined)
      expectation([...path, 'expect'], written.expect, probes[kind].facts)
    return {
      kind: 'check',
      title,
      line: place.line,
      check: {
        id: `${checkId}.${path.join('.')}`,
        itemId,
        title,
        kind,
        config: written[kind] ?? {},
        ...(written.expect === undefined ? {} : { expect: written.expect }),
        timeoutMs: parseDuration(written.timeout ?? '') ?? probes[kind].defaultTimeoutMs,
        origin: 'fence',
        ...place,
      },
      captures: captures([...path, 'capture'], written.capture),
      ...(written.within === undefined ? {} : { withinMs: ms(written.within) }),
    }
  }

  const log = (written: WrittenLog, path: Path, title: string): LogStep => {
    const at = [...path, 'log']
    const { tail, order, containing, within, never = false } = written
    const { times = never ? 0 : undefined } = written
    const patterns = order ?? (written.match === undefined ? [] : [written.match])
    const match = patterns[0] ?? ''
    if (patterns.length === 0 || (order && written.match !== undefined))
      error(at, message('scenario.log-one-of'))
    for (const option of order ? (['times', 'never'] as const) : [])
      if (written[option] !== undefined)
        error([...at, option], message('scenario.order-alone', { option }))
    const ids = tails.map(({ id }) => id)
    if (!ids.includes(tail))
      error([...at, 'tail'], message('scenario.unknown-tail', { tail }), nearestWord(tail, ids))
    for (const [index, pattern] of patterns.entries()) {
      const compiled = compilePattern(pattern)
      if (!compiled.ok) error([...at, ...(order ? ['order', index] : ['match'])], compiled.failure)
    }
    usesOnlyCaptured(at, written)
    return {
      kind: 'log',
      title,
      line: source.keyPlace(at).line,
      tail,
      match,
      withinMs: within === undefined ? defaultWithinMs : ms(within),
      ...(containing === undefined ? {} : { containing }),
      ...(order ? { inOrder: order } : {}),
      ...(times === undefined ? {} : { times }),
    }
  }

  const step = (written: WrittenStep, path: Path): ScenarioStep | undefined => {
    const actions: string[] = ['wait', ...ownActions, ...stepProbes]
    const found = actions.filter((action) => Object.hasOwn(written, action))
    const [action, second] = found
    if (action === undefined) {
      error(path, message('scenario.no-action', { expected: actions.join(', ') }))
      return undefined
    }
    if (second !== undefined) {
      error([...path, second], message('scenario.two-actions', { found: found.join(', ') }))
      return undefined
    }
    for (const [option, owners] of Object.entries(optionOwners))
      if (Object.hasOwn(written, option) && !owners.includes(action))
        error([...path, option], message('scenario.option', { option, owner: owners.join(', ') }))
    const { line } = source.keyPlace([...path, action])
    const title = written.title ?? titleOf(written, action)
    const probe = stepProbes.find((kind) => kind === action)
    if (probe) return check(written, path, probe, title)
    if (written.wait !== undefined) return { kind: 'wait', title, line, ms: ms(written.wait) }
    if (written.ask !== undefined) return { kind: 'ask', title, line, question: written.ask }
    if (written.queue_moved) return watched.queueMoved(written.queue_moved, path, written.title)
    if (written.stayed_up) return watched.stayedUp(written.stayed_up, path, written.title)
    if (written.repeat) {
      const { times, parallel = false, every, steps: inner } = written.repeat
      if (written.expect !== undefined)
        expectation([...path, 'expect'], written.expect, repeatFacts)
      return {
        kind: 'repeat',
        title,
        line,
        times,
        isParallel: parallel,
        everyMs: ms(every),
        steps: inner.flatMap((one, index): (CheckStep | WaitStep)[] => {
          const read = step(one, [...path, 'repeat', 'steps', index])
          return read?.kind === 'check' || read?.kind === 'wait' ? [read] : []
        }),
        ...(written.expect === undefined ? {} : { expect: written.expect }),
      }
    }
    return log(written.log as unknown as WrittenLog, path, title)
  }

  return {
    steps: (part: ScenarioPart, written: readonly WrittenStep[]): ScenarioStep[] =>
      written.flatMap((one, index) => step(one, [part, index]) ?? []),
  }
}

function titleOf(written: WrittenStep, action: string): string {
  const { http, command, log, repeat } = written
  const word = (value: Json | undefined, absent = '') =>
    typeof value === 'string' ? value : absent
  if (http) return `${word(http['method'], 'GET')} ${word(http['url'])}`
  if (command) return word(command['run'], action).split('\n')[0] ?? action
  if (log) {
    const { match, order } = log
    const patterns = Array.isArray(order) ? order.map((one) => word(one)).join(' → ') : word(match)
    return `${word(log['tail'])}: ${patterns}`
  }
  if (repeat) return `${repeat.times} ×`
  return written.ask ?? (written.wait === undefined ? action : `${action} ${written.wait}`)
}
