import { message } from '../../shared/messages/message.ts'
import type { Profile } from '../../shared/model/profile.ts'
import type { AddedTail, TailKind } from '../../shared/model/tail.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { KnownSources, TailPreview } from '../../shared/rpc/log-calls.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { Projection } from '../run/projection.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { readAddedTail } from '../runbook/tail-fence.ts'
import type { Store } from '../store/store.ts'
import type { PreparedTail } from './prepare-tail.ts'
import type { Tails } from './tails.ts'

export interface AddedTailsOptions {
  store: Store
  registry: RunRegistry
  tails: Pick<Tails, 'prepare'>
  redact: (text: string) => string
  profileOf: (runId: string) => Profile | undefined
}

interface Wanted {
  runId: string
  kind: TailKind
  source: string
  on?: string | undefined
  title?: string | undefined
}

/** Sources that somebody follows by hand, as the contract names them. Their run's history holds them. */
export function createAddedTails({
  store,
  registry,
  tails,
  redact,
  profileOf,
}: AddedTailsOptions): Pick<
  CallHandlers,
  'tail.known' | 'tail.preview' | 'tail.add' | 'tail.remove'
> {
  const read = ({
    runId,
    ...wanted
  }: Wanted): Result<{ run: Projection; tail: AddedTail; prepared: PreparedTail }> => {
    const run = openRun(store, registry, runId)
    if (!run.ok) return run
    const taken = run.value.tails.map(({ id }) => id)
    const tail = readAddedTail(wanted, [...taken, ...removedIds(run.value)])
    if (!tail.ok) return tail
    // The history is for ever, and leaves with the run: a secret is named there, never written.
    const written = JSON.stringify(tail.value)
    if (redact(written) !== written) return failure('bad-input', message('tail.holds-secret'))
    const prepared = tails.prepare(runId, { ...tail.value, patterns: [], line: 0 })
    if (!prepared) return failure('unavailable', message('tail.no-profile'))
    return ok({ run: run.value, tail: tail.value, prepared })
  }
  return {
    'tail.known'({ runId }) {
      const run = registry.get(runId)
      if (!run) return Promise.resolve(failure('not-found', message('run.unknown')))
      return Promise.resolve(ok(knownSources(run, profileOf(runId))))
    },
    'tail.preview'(wanted) {
      const found = read(wanted)
      if (!found.ok) return Promise.resolve(found)
      const { target, problem, command } = found.value.prepared
      const preview: TailPreview = {
        target,
        ...(command === undefined ? {} : { command }),
        ...(problem === undefined ? {} : { problem }),
      }
      return Promise.resolve(ok(preview))
    },
    'tail.add'(wanted) {
      const found = read(wanted)
      if (!found.ok) return Promise.resolve(found)
      const { tail, prepared } = found.value
      if (prepared.problem) return Promise.resolve(failure('bad-input', prepared.problem))
      const appended = store.events.append(wanted.runId, operator(store), [
        { type: 'tail.added', tail },
      ])
      return Promise.resolve(appended.ok ? ok({ tailId: tail.id }) : appended)
    },
    'tail.remove'({ runId, tailId }) {
      const run = openRun(store, registry, runId)
      if (!run.ok) return Promise.resolve(run)
      const isOfRunbook = run.value.runbook?.tails.some(({ id }) => id === tailId) === true
      const tail = run.value.tails.find(({ id }) => id === tailId)
      if (!tail || isOfRunbook)
        return Promise.resolve(failure('not-found', message('tail.not-added')))
      const appended = store.events.append(runId, operator(store), [
        { type: 'tail.removed', tailId, title: tail.title },
      ])
      return Promise.resolve(appended.ok ? ok(null) : appended)
    },
  }
}

function knownSources(run: Projection, profile: Profile | undefined): KnownSources {
  const hosts = Object.entries(profile?.hosts ?? {})
  const ofHosts = hosts.flatMap(([, host]): KnownSource[] =>
    'container' in host ? [sourceOf(host.container, host.on)] : [],
  )
  const ofChecks = (run.runbook?.items ?? [])
    .flatMap(({ checks }) => checks)
    .flatMap(({ kind, config: { container, on } }): KnownSource[] =>
      kind === 'docker' && typeof container === 'string'
        ? [sourceOf(container, typeof on === 'string' ? on : undefined)]
        : [],
    )
  const key = ({ kind, source, on = '' }: KnownSource) => `${kind} ${on} ${source}`
  const followed = new Set(
    run.tails.map(({ kind, config, on }) => `${kind} ${on ?? ''} ${config[kind] ?? ''}`),
  )
  const sources = new Map([...ofHosts, ...ofChecks].map((one) => [key(one), one]))
  for (const known of followed) sources.delete(known)
  return { hosts: hosts.map(([name]) => name), sources: [...sources.values()] }
}

type KnownSource = KnownSources['sources'][number]
const sourceOf = (source: string, on: string | undefined): KnownSource =>
  on === undefined ? { kind: 'docker', source } : { kind: 'docker', source, on }

/** Lines that were kept still bear their names: another source must not take one. */
const removedIds = ({ events }: Projection): string[] =>
  events.flatMap(({ body }) => (body.type === 'tail.removed' ? [body.tailId] : []))
