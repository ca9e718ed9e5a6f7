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
): TailReader {
  const main = config[kind] ?? ''
  switch (kind) {
    case 'docker':
      return createDockerReader(
        { container: main, engine: config['engine'] ?? 'docker', backSeconds },
        events,
      )
    case 'compose':
      return createComposeReader({ service: main, project: config['project'], backSeconds }, events)
    case 'kubectl': {
      const { namespace, container } = config
      return createKubectlReader({ resource: main, namespace, container, backSeconds }, events)
    }
    case 'file':
      return createFileReader({ path: main }, events)
    case 'journald':
      return createJournalReader({ unit: main === '*' ? undefined : main, backSeconds }, events)
    case 'fly':
      return createFlyReader({ app: main, machine: config['machine'] }, events)
    case 'command':
      return createCommandReader({ run: main, env }, events)
    default:
      return assertNever(kind)
  }
}
