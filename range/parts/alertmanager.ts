import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { stringify } from 'yaml'

import type { Part } from './part.ts'
import { createTemporaryFolder, onFreePort, startServer } from './process.ts'
import { findProgram } from './programs.ts'

export interface AlertmanagerPart extends Part {
  readonly url: string
  readonly host: string
  readonly port: number
  /** Ours alone, removed at the end. */
  readonly folder: string
  output(): string
  /** Muted: it takes connections and answers nothing. */
  setPaused(paused: boolean): void
  stop(): Promise<void>
}

export interface AlertmanagerOptions {
  /** As in its own configuration: which alerts keep which others quiet. */
  inhibitRules?: readonly object[]
  /** A fixed port, to bring a stopped server back where it was. */
  port?: number
}

/** A real Alertmanager of this machine on a free loopback port, telling nobody. Throws MissingProgram. */
export async function startAlertmanager(
  options: AlertmanagerOptions = {},
): Promise<AlertmanagerPart> {
  const program = findProgram('alertmanager')
  await using opened = new AsyncDisposableStack()
  const temporary = opened.use(await createTemporaryFolder('warroom-alertmanager'))
  const folder = temporary.path
  const host = '127.0.0.1'
  const configFile = join(folder, 'alertmanager.yml')
  const config = {
    route: { receiver: 'nobody', group_wait: '1s', group_interval: '1s' },
    receivers: [{ name: 'nobody' }],
    inhibit_rules: options.inhibitRules ?? [],
  }
  await writeFile(configFile, stringify(config))

  const start = async (port: number) => {
    const server = await startServer({
      command: program,
      args: [
        `--config.file=${configFile}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${host}:${port}`,
        // Alone: without a cluster it opens no other port.
        '--cluster.listen-address=',
      ],
      readyWhen: /Listening on/,
      folder: temporary,
    })
    return { server, port }
  }
  const { server, port } = await (options.port === undefined
    ? onFreePort(start)
    : start(options.port))
  opened.use(server)

  const owned = opened.move()
  const stop = () => owned.disposeAsync()
  return {
    name: 'alertmanager',
    url: `http://${host}:${port}`,
    host,
    port,
    folder,
    output: () => server.output(),
    ended: server.ended,
    setPaused: server.setPaused,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
