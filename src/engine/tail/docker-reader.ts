import type { ReaderEvents, TailReader } from './reader.ts'
import { createStampedReader } from './stamped-reader.ts'

const engineTrouble =
  /^(Error response from daemon|Error: No such container|Cannot connect to the Docker daemon|error from daemon)/i

/** `docker logs` of one container; by name, so that a new one of the same name is found again. */
export function createDockerReader(
  { container, engine, backSeconds }: { container: string; engine: string; backSeconds: number },
  events: ReaderEvents,
  place?: string,
): TailReader {
  return createStampedReader({
    ...events,
    place,
    commandFrom: (stamp) => ({
      argv: [
        engine,
        'logs',
        '--follow',
        '--timestamps',
        `--since=${stamp ?? `${backSeconds}s`}`,
        '--',
        container,
      ],
    }),
    isOwnTrouble: (line) => engineTrouble.test(line),
  })
}

/** All containers of a Compose service; each line says which. */
export function createComposeReader(
  { service, project, backSeconds }: { service: string; project?: string; backSeconds: number },
  events: ReaderEvents,
  place?: string,
): TailReader {
  return createStampedReader({
    ...events,
    place,
    commandFrom: (stamp) => ({
      argv: [
        'docker',
        'compose',
        ...(project === undefined ? [] : [`--project-name=${project}`]),
        'logs',
        '--follow',
        '--timestamps',
        '--no-color',
        `--since=${stamp ?? `${backSeconds}s`}`,
        '--',
        service,
      ],
    }),
    originOf(line) {
      const cut = line.indexOf('| ')
      if (cut < 0) return undefined
      return { origin: line.slice(0, cut).trim(), rest: line.slice(cut + 2) }
    },
    isOwnTrouble: (line) => engineTrouble.test(line),
  })
}

/** `kubectl logs` of a pod, or of what a selector names (`deployment/api`). */
export function createKubectlReader(
  {
    resource,
    namespace,
    container,
    backSeconds,
  }: { resource: string; namespace?: string; container?: string; backSeconds: number },
  events: ReaderEvents,
  place?: string,
): TailReader {
  return createStampedReader({
    ...events,
    place,
    commandFrom: (stamp) => ({
      argv: [
        'kubectl',
        'logs',
        '--follow',
        '--timestamps',
        stamp === undefined ? `--since=${backSeconds}s` : `--since-time=${stamp}`,
        ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
        container === undefined ? '--all-containers' : `--container=${container}`,
        '--',
        resource,
      ],
    }),
    isOwnTrouble: (line) => /^(error:|Error from server|The connection to the server)/.test(line),
  })
}
