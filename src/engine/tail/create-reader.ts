import type { TailKind } from '../../shared/model/tail.ts'
import { assertNever } from '../../shared/result.ts'
import { createCommandReader } from './command-reader.ts'
import { createComposeReader, createDockerReader, createKubectlReader } from './docker-reader.ts'
import { createFileReader } from './file-reader.ts'
import { createFlyReader } from './fly-reader.ts'
import { createJournalReader } from './journal-reader.ts'
import type { ReaderEvents, TailReader } from './reader.ts'

/** What a tail follows, every variable in it filled in. */
export interface TailSource {
  kind: TailKind
  config: Readonly<Record<string, string>>
  backSeconds: number
  /** Of a command. */
  env?: Record<string, string>
}

export function createReader(
  { kind, config, backSeconds, env }: TailSource,
  events: ReaderEvents,
  /** Of a reader of the same source before. */
  place?: string,
): TailReader {
  const main = config[kind] ?? ''
  switch (kind) {
    case 'docker':
      return createDockerReader(
        { container: main, engine: config['engine'] ?? 'docker', backSeconds },
        events,
        place,
      )
    case 'compose':
      return createComposeReader(
        { service: main, project: config['project'], backSeconds },
        events,
        place,
      )
    case 'kubectl': {
      const { namespace, container } = config
      return createKubectlReader(
        { resource: main, namespace, container, backSeconds },
        events,
        place,
      )
    }
    case 'file':
      return createFileReader({ path: main }, events, place)
    case 'journald':
      return createJournalReader(
        { unit: main === '*' ? undefined : main, backSeconds },
        events,
        place,
      )
    case 'fly':
      return createFlyReader({ app: main, machine: config['machine'] }, events, place)
    case 'command':
      return createCommandReader({ run: main, env }, events, place)
    default:
      return assertNever(kind)
  }
}
