import { join } from 'node:path'

import type { Part } from './part.ts'
import { createTemporaryFolder, startServer } from './process.ts'
import { findProgram } from './programs.ts'

export interface DockerdPart extends Part {
  /** For `DOCKER_HOST`. */
  readonly dockerHost: string
  output(): string
  stop(): Promise<void>
}

/** Containers first: their keepers in the engine would outlive it. */
const daemonScript = `
export DOCKER_HOST="$1"
shift
"$@" &
daemon=$!
trap 'docker ps --all --quiet | xargs -r docker rm --force; kill "$daemon"' TERM
wait "$daemon"
wait "$daemon"
`

/**
 * A container engine of our own, for tests on a machine where none runs: in a temporary folder, with
 * no network and no firewall rule. Needs root. Throws MissingProgram. The range never starts one.
 */
export async function startDockerd(): Promise<DockerdPart> {
  const dockerd = findProgram('dockerd')
  await using opened = new AsyncDisposableStack()
  const temporary = opened.use(await createTemporaryFolder('warroom-dockerd'))
  const folder = temporary.path
  const dockerHost = `unix://${join(folder, 'docker.sock')}`
  const server = opened.use(
    await startServer({
      // Its mounts go with it, even when it is killed, and never keep the folder from being removed.
      command: 'unshare',
      args: ['--mount', 'sh', '-c', daemonScript, 'warroom-dockerd', dockerHost, dockerd].concat([
        // The one storage driver that works on every file system, an overlay included.
        '--storage-driver=vfs',
        '--iptables=false',
        '--ip6tables=false',
        '--bridge=none',
        `--data-root=${join(folder, 'data')}`,
        `--exec-root=${join(folder, 'exec')}`,
        `--pidfile=${join(folder, 'pid')}`,
        `--host=${dockerHost}`,
        '--shutdown-timeout=2',
      ]),
      readyWhen: /API listen on/,
      folder: temporary,
      graceMs: 15_000,
      readyWithinMs: 30_000,
    }),
  )
  const owned = opened.move()
  const stop = () => owned.disposeAsync()
  return {
    name: 'dockerd',
    dockerHost,
    output: () => server.output(),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
