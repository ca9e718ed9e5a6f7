import type { CheckSpec, Facts, Json } from '../../shared/model/check.ts'
import type {
  FailedReason,
  QueueSource,
  QueueStatus,
  StreamGroup,
} from '../../shared/model/queue.ts'

type ShownOfReading = Pick<
  QueueStatus,
  | 'version'
  | 'found'
  | 'paused'
  | 'counts'
  | 'depth'
  | 'oldestAgeSeconds'
  | 'workers'
  | 'stalled'
  | 'groups'
  | 'failedReasons'
>

/** What one look saw of one queue. */
export interface QueueReading extends ShownOfReading {
  /** Of several queues of one check. */
  name?: string
  /** As BullMQ's own events have it. */
  events?: { inPerSecond: number; outPerSecond: number; out: number; seconds: number }
  /** As far as a finished job is kept, or its event. */
  lastFinishedAgeSeconds?: number
  /** Totals that only ever grow. */
  totals?: { added: number; finished: number }
}

/** What of it is for people; the rest is what rates and alarms are made of. */
export function shownOf({
  name: _name,
  events: _events,
  totals: _totals,
  lastFinishedAgeSeconds: _age,
  ...shown
}: QueueReading): ShownOfReading {
  return shown
}

export function sourceOf({ config }: CheckSpec): QueueSource {
  if (config['query'] !== undefined) return 'sql'
  if (config['list'] !== undefined) return 'list'
  return config['stream'] === undefined ? 'bullmq' : 'stream'
}

/** Whether the check finds queues by itself, so that each has its own name. */
export const findsQueues = (spec: CheckSpec): boolean =>
  sourceOf(spec) === 'bullmq' && spec.config['name'] === undefined

/** The name that a check gives its queue; a variable in it makes it one for machines. */
export function nameOf(spec: CheckSpec, title: string): string {
  const { name, list, stream, group } = spec.config
  const parts = [name ?? list ?? stream, group].filter((part) => typeof part === 'string')
  const written = parts.join(' › ')
  return written === '' || written.includes('${') ? title : written
}

/** One for each queue that the look saw. */
export function readingsOf(spec: CheckSpec, facts: Facts): QueueReading[] {
  if (!findsQueues(spec)) return [readingOf(facts)]
  const queues = Array.isArray(facts.queues) ? facts.queues : []
  return queues.flatMap((queue) => {
    const one = recordOf(queue)
    return typeof one?.name === 'string' ? [{ ...readingOf(one), name: one.name }] : []
  })
}

function readingOf(facts: Facts): QueueReading {
  const number = (name: string) => numberOf(facts[name])
  const workers = number('workers')
  return {
    version: textOf(facts.version) ?? number('version_major')?.toString(),
    found: facts.found === true,
    paused: typeof facts.paused === 'boolean' ? facts.paused : undefined,
    depth: number('depth'),
    oldestAgeSeconds: number('oldest_age_s'),
    workers:
      workers === undefined ? undefined : { count: workers, idleSeconds: number('worker_idle_s') },
    stalled: number('stalled'),
    groups: groupsOf(facts.groups),
    failedReasons: failedReasonsOf(facts.failed_reasons),
    counts: {
      waiting: number('waiting'),
      prioritized: number('prioritized'),
      delayed: number('delayed'),
      delayedDue: number('delayed_due'),
      active: number('active'),
      completed: number('completed'),
      failed: number('failed'),
    },
    events: eventsOf(facts),
    lastFinishedAgeSeconds: number('last_finished_age_s'),
    totals: totalsOf(facts),
  }
}

function eventsOf(facts: Facts): QueueReading['events'] {
  const inPerSecond = numberOf(facts.in_per_s)
  const outPerSecond = numberOf(facts.out_per_s)
  const out = numberOf(facts.out_count)
  const seconds = numberOf(facts.window_s)
  return inPerSecond === undefined ||
    outPerSecond === undefined ||
    out === undefined ||
    seconds === undefined
    ? undefined
    : { inPerSecond, outPerSecond, out, seconds }
}

/** What was ever added, less what a group still has to be given and to confirm. */
function totalsOf(facts: Facts): QueueReading['totals'] {
  const added = numberOf(facts.entries_added)
  if (added === undefined || !Array.isArray(facts.groups) || facts.groups.length === 0)
    return undefined
  let finished = 0
  for (const group of facts.groups.map(recordOf)) {
    const lag = numberOf(group?.lag)
    const pending = numberOf(group?.pending)
    if (lag === undefined || pending === undefined) return undefined
    finished += added - lag - pending
  }
  return { added, finished: finished / facts.groups.length }
}

function groupsOf(value: Json | undefined): StreamGroup[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap((each) => {
    const group = recordOf(each)
    return group
      ? [
          {
            name: textOf(group.name) ?? '',
            consumers: numberOf(group.consumers) ?? 0,
            pending: numberOf(group.pending) ?? 0,
            lag: numberOf(group.lag),
          },
        ]
      : []
  })
}

function failedReasonsOf(value: Json | undefined): FailedReason[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap((each) => {
    const group = recordOf(each)
    if (!group) return []
    const sample = recordOf(group.sample)
    return [
      {
        reason: textOf(group.reason) ?? '',
        count: numberOf(group.count) ?? 0,
        sample: sample && {
          id: textOf(sample.id) ?? '',
          name: textOf(sample.name) ?? '',
          reason: textOf(sample.reason) ?? '',
          attempts: numberOf(sample.attempts),
          failedAt: textOf(sample.failed_at),
        },
      },
    ]
  })
}

const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : undefined)
const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : undefined)

function recordOf(value: Json | undefined): Facts | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined
}
