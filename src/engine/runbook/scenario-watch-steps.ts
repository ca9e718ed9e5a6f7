import { message, type Message } from '../../shared/messages/message.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import type { QueueMovedStep, StayedUpStep } from '../../shared/model/scenario.ts'
import type { Probes } from './check-fence.ts'
import { parseDuration } from './duration.ts'
import type { WrittenStep } from './scenario-schema.ts'
import { watchedCheck } from './watched-check.ts'
import type { YamlSource } from './yaml-source.ts'

type Path = readonly PropertyKey[]

interface WatchStepOptions {
  source: YamlSource
  probes: Probes
  items: readonly Item[]
  problems: Problem[]
  itemId: string
  checkId: string
}

const defaultMovedMs = 30_000
const longestAwaitedMs = 60_000

/** Reads the steps that are watched from a scenario's beginning. */
export function createWatchStepReader(options: WatchStepOptions) {
  const { source, probes, items, problems, itemId, checkId } = options
  const error = (path: Path, text: Message) =>
    problems.push({ severity: 'error', ...source.valuePlace(path), message: text })

  return {
    queueMoved(
      written: NonNullable<WrittenStep['queue_moved']>,
      path: Path,
      title: string | undefined,
    ): QueueMovedStep {
      const at = [...path, 'queue_moved']
      const { queue, up = 1, back, within } = written
      const place = source.keyPlace(at)
      const [, captured] = /\$\{\s*captured\.(\w+)\s*\}/.exec(JSON.stringify(queue)) ?? []
      if (captured !== undefined)
        error([...at, 'queue'], message('scenario.captured-later', { name: captured }))
      const { name, list, stream } = queue
      const named = [name, list, stream].find((one) => typeof one === 'string')
      const shown = title ?? `${typeof named === 'string' ? named : 'queue'} ↑ ${up} ↓`
      return {
        kind: 'queue-moved',
        title: shown,
        line: place.line,
        check: {
          id: `${checkId}.${path.join('.')}`,
          itemId,
          title: shown,
          kind: 'queue',
          config: queue,
          timeoutMs: probes.queue.defaultTimeoutMs,
          origin: 'fence',
          ...place,
        },
        up,
        ...(back === undefined ? {} : { back }),
        withinMs: parseDuration(within ?? '') ?? defaultMovedMs,
      }
    },

    stayedUp(
      { check: name, within }: NonNullable<WrittenStep['stayed_up']>,
      path: Path,
      title: string | undefined,
    ): StayedUpStep | undefined {
      const at = [...path, 'stayed_up']
      const found = watchedCheck(name, items)
      if ('problem' in found) {
        problems.push(found.problem(source.valuePlace([...at, 'check'])))
        return undefined
      }
      const { item, check } = found
      const { everySeconds = 0, timeoutMs } = check
      const twice = 2 * everySeconds * 1000 + timeoutMs
      return {
        kind: 'stayed-up',
        title: title ?? check.title ?? item.title,
        line: source.keyPlace(at).line,
        checkId: check.id,
        everySeconds,
        timeoutMs,
        withinMs: parseDuration(within ?? '') ?? Math.min(twice, longestAwaitedMs),
      }
    },
  }
}
