import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { writeImage, type ImageKind } from './image.ts'
import type { Part } from './part.ts'
import { createTemporaryFolder, startServer } from './process.ts'
import { findProgram } from './programs.ts'

const run = promisify(execFile)

export interface ContainerPart extends Part {
  /** The container's own name. */
  readonly name: ContainerName
  stop(): Promise<void>
}

/** A container engine does not answer, or its containers cannot be ours. Says which and why. */
export class ContainerUnavailable extends Error {
  readonly reason: 'no-engine' | 'name-taken' | 'not-linux'

  constructor(reason: ContainerUnavailable['reason'], detail: string) {
    super(detail)
    this.name = 'ContainerUnavailable'
    this.reason = reason
  }
}

export interface ContainerOptions {
  /** For an engine that is not the client's default one. */
  dockerHost?: string
  signal?: AbortSignal
}

/**
 * Makes the image, runs the container in the foreground, and takes both away again on TERM: in the
 * keeper's care, so that it also happens when our process is killed. A container of ours that is
 * still there was left by a machine that lost power; the name is a person's if it lacks our label.
 */
const containerScript = `
name=$1 image=$2 tar=$3 path=$4
shift 4
take_away() {
  docker rm --force --volumes "$name"
  docker rmi --force "$image"
}
trap 'take_away; exit' TERM
docker import --change "ENV PATH=$path" "$tar" "$image" && rm "$tar"
docker run --name "$name" --label warroom.range=1 --network none --stop-timeout 2 \\
  --tmpfs /tmp "$@" &
wait $!
take_away
`

const containers = {
  'sylion-postgres': {
    image: 'postgres',
    // Where its programs look for the socket differs from one distribution to the next.
    options: ['--user', '999:999', '--env', 'PGHOST=/tmp'],
    command: [
      'initdb --pgdata /tmp/data --username sylion --auth trust --encoding UTF8 --locale C --no-sync',
      'exec postgres -D /tmp/data -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=/tmp -c shared_buffers=16MB -c timezone=GMT -c log_timezone=GMT',
    ].join(' && '),
    readyWhen: /database system is ready to accept connections/,
  },
  'sylion-redis': {
    image: 'redis',
    options: ['--user', '998:998'],
    command:
      'exec redis-server --bind 127.0.0.1 --port 6379 --save "" --maxmemory 64mb --maxmemory-policy volatile-lru --dir /tmp',
    readyWhen: /ready to accept connections/i,
  },
} as const satisfies Record<
  string,
  { image: ImageKind; options: readonly string[]; command: string; readyWhen: RegExp }
>

export type ContainerName = keyof typeof containers
export const containerNames = ['sylion-postgres', 'sylion-redis'] as const satisfies ContainerName[]

function environmentFor(options: ContainerOptions): NodeJS.ProcessEnv {
  return options.dockerHost === undefined
    ? process.env
    : { ...process.env, DOCKER_HOST: options.dockerHost }
}

/** Whether a container engine answers. Throws MissingProgram, or {@link ContainerUnavailable}. */
export async function requireEngine(options: ContainerOptions = {}): Promise<void> {
  const docker = findProgram('docker')
  const env = environmentFor(options)
  try {
    await run(docker, ['version', '--format', '{{.Server.Version}}'], {
      env,
      timeout: 5000,
      signal: options.signal,
    })
  } catch (error) {
    throw new ContainerUnavailable('no-engine', firstLine(error))
  }
}

function firstLine(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return printed.split('\n')[0] || (error instanceof Error ? error.message : String(error))
}

/**
 * A container of the fourth seed, `docker exec` and all, made from this machine's own programs and on
 * no network but its own loopback. Throws MissingProgram and {@link ContainerUnavailable}.
 */
export async function startContainer(
  name: ContainerName,
  options: ContainerOptions = {},
): Promise<ContainerPart> {
  await requireEngine(options)
  if (process.platform !== 'linux') throw new ContainerUnavailable('not-linux', process.platform)
  const docker = findProgram('docker')
  const env = environmentFor(options)
  const { image, options: runOptions, command, readyWhen } = containers[name]
  await using opened = new AsyncDisposableStack()

  const found = await run(
    docker,
    [
      'ps',
      '--all',
      '--filter',
      `name=^/${name}$`,
      '--format',
      '{{.State}} {{.Label "warroom.range"}}',
    ],
    { env },
  )
  const [state, label] = found.stdout.trim().split(' ')
  if (state !== undefined && state !== '') {
    if (label !== '1' || state === 'running') {
      throw new ContainerUnavailable('name-taken', `a container ${name} is already there`)
    }
    await run(docker, ['rm', '--force', '--volumes', name], { env })
  }

  const temporary = opened.use(await createTemporaryFolder(`warroom-${image}-image`))
  const folder = temporary.path
  const tag = `warroom-range/${image}`
  const { file, path } = await writeImage(image, folder)
  opened.use(
    await startServer({
      command: 'sh',
      args: ['-c', containerScript, `warroom-${name}`, name, tag, file, path].concat(runOptions, [
        tag,
        '/bin/sh',
        '-c',
        command,
      ]),
      readyWhen,
      env,
      folder: temporary,
      graceMs: 15_000,
      readyWithinMs: 60_000,
    }),
  )
  await untilRunning(docker, name, env)
  if (name === 'sylion-postgres') await prepareSylion(docker, env)

  const owned = opened.move()
  const stop = () => owned.disposeAsync()
  return { name, stop, [Symbol.asyncDispose]: stop }
}

/** A container's words may reach us before its engine calls it running and takes an `exec`. */
async function untilRunning(
  docker: string,
  name: ContainerName,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const deadline = performance.now() + 10_000
  for (;;) {
    const { stdout } = await run(docker, ['inspect', '--format', '{{.State.Running}}', name], {
      env,
    })
    if (stdout.trim() === 'true') return
    if (performance.now() > deadline) throw new Error(`${name} is not running`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** What `psql -U sylion` expects: its database, with pgvector where this machine has it. */
async function prepareSylion(docker: string, env: NodeJS.ProcessEnv): Promise<void> {
  const psql = ['exec', 'sylion-postgres', 'psql', '-U', 'sylion', '-v', 'ON_ERROR_STOP=1']
  await run(docker, [...psql, '-d', 'postgres', '-c', 'CREATE DATABASE sylion'], { env })
  const sql = "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
  const { stdout } = await run(docker, [...psql, '-At', '-c', sql], { env })
  if (stdout.trim() === '1') await run(docker, [...psql, '-c', 'CREATE EXTENSION vector'], { env })
}
