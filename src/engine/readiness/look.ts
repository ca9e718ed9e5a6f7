import type { Message } from '../../shared/messages/message.ts'
import type {
  CheckSpec,
  Facts,
  Json,
  Measured,
  ProbeKind,
  Unmeasurable,
  UnmeasurableCause,
} from '../../shared/model/check.ts'
import {
  readinessStates,
  type ReadinessPart,
  type ReadinessSpec,
  type ReadinessState,
} from '../../shared/model/readiness.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { CheckEnvironment } from '../check/check-environment.ts'
import type { OnOutput } from '../probes/probe.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'

/** What a look at one line came to. */
export interface LineFinding {
  state: ReadinessState
  reason: Message
  todo?: Message
  parts?: ReadinessPart[]
  facts?: Facts
  target?: string
  command?: string
  /** It could not be looked at, for this cause of ours. */
  cause?: UnmeasurableCause
}

/** What a line is looked at with. */
export interface LookContext {
  run: Projection
  /** Those that may be run where the run goes. */
  plans: readonly RollbackPlan[]
  spec: ReadinessSpec
  /** The histories of all runs: a rehearsal may have been in another. */
  histories: () => Iterable<readonly RunEvent[]>
  now: () => string
  signal: AbortSignal
  /** A check with the names of a plan; undefined where the profile cannot be read. */
  prepare(
    check: ProbeConfig,
    variables?: Readonly<Record<string, string>>,
    onOutput?: OnOutput,
  ): PreparedCheck | undefined
}

export interface ProbeConfig {
  kind: ProbeKind
  config: Record<string, Json>
  timeoutMs?: number
}

const defaultTimeoutMs = 60_000

/** The same names as when a plan is run. */
export function createPrepare(
  environment: Pick<CheckEnvironment, 'prepare'> | undefined,
  run: Projection,
): LookContext['prepare'] {
  const { release } = run.head()
  const known = Object.entries({
    'release.version': release.version,
    'release.commit': release.commit,
    'release.last_good': release.lastGood,
    rollback_id: 'readiness',
  }).filter(([, value]) => value !== '')
  return ({ kind, config, timeoutMs = defaultTimeoutMs }, variables = {}, onOutput) => {
    const check: CheckSpec = {
      id: 'readiness',
      itemId: '',
      kind,
      config,
      timeoutMs,
      origin: 'fence',
      line: 1,
      column: 1,
    }
    return environment?.prepare(check, {
      names: { variables, literals: Object.fromEntries(known) },
      ...(onOutput ? { onOutput } : {}),
    })
  }
}

/** What a command or a request of ours gave. It only reads, whatever the rules for authors’ say of it. */
export async function ask(
  context: LookContext,
  check: ProbeConfig,
  variables?: Readonly<Record<string, string>>,
): Promise<Measured | Pick<Unmeasurable, 'kind' | 'cause' | 'message' | 'target' | 'command'>> {
  const prepared = context.prepare(check, variables)
  if (!prepared) {
    const name = context.run.head().profileName
    const problem = { id: 'run.unknown-profile' as const, values: { name } }
    return { kind: 'unmeasurable', cause: 'bad-config', message: problem, target: name }
  }
  if (prepared.problem) {
    const { target, command, problem } = prepared
    return { kind: 'unmeasurable', ...problem, target, command }
  }
  return prepared.measure(context.signal)
}

export const worstState = (states: Iterable<ReadinessState>): ReadinessState => {
  let worst = 0
  for (const state of states) worst = Math.max(worst, readinessStates.indexOf(state))
  return readinessStates[worst] ?? 'unknown'
}

/** The part that decides. */
export const worstPart = (parts: readonly ReadinessPart[]): ReadinessPart | undefined =>
  parts.find(({ state }) => state === worstState(parts.map((part) => part.state)))

/** Text of a fact, where it is one. */
export const textFact = (facts: Facts, name: string): string => {
  const value = facts[name]
  return typeof value === 'string' ? value : ''
}
