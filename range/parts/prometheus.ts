import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { stringify } from 'yaml'

import type { Part } from './part.ts'
import { createTemporaryFolder, onFreePort, startServer } from './process.ts'
import { findProgram } from './programs.ts'

export interface PrometheusPart extends Part {
  readonly url: string
  readonly host: string
  readonly port: number
  /** Ours alone, removed at the end. */
  readonly folder: string
  output(): string
  /** Muted: it takes connections and answers nothing. */
  setPaused(paused: boolean): void
  /** From now on it evaluates these groups and no others. Throws when it does not take them. */
  setRules(groups: readonly object[]): Promise<void>
  stop(): Promise<void>
}

export interface ScrapeJob {
  name: string
  /** `host:port`. */
  target: string
  /** Default `/metrics`. */
  path?: string
  bearerToken?: string
}

export interface PrometheusOptions {
  jobs?: readonly ScrapeJob[]
  /** Groups of rules, as in a rules file. */
  groups?: readonly object[]
  /** `host:port` of an Alertmanager. */
  alertmanager?: string
  /** Between scrapes and between evaluations. Default 1 s. */
  intervalS?: number
  /** A fixed port, to bring a stopped server back where it was. */
  port?: number
}

const reloadWithinMs = 10_000

/** A real Prometheus of this machine on a free loopback port. Throws MissingProgram. */
export async function startPrometheus(options: PrometheusOptions = {}): Promise<PrometheusPart> {
  const program = findProgram('prometheus')
  await using opened = new AsyncDisposableStack()
  const temporary = opened.use(await createTemporaryFolder('warroom-prometheus'))
  const folder = temporary.path
  const host = '127.0.0.1'
  const interval = `${options.intervalS ?? 1}s`
  const rulesFile = join(folder, 'rules.yml')
  const configFile = join(folder, 'prometheus.yml')
  const config = {
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: [rulesFile],
    scrape_configs: (options.jobs ?? []).map((job) => ({
      job_name: job.name,
      metrics_path: job.path ?? '/metrics',
      static_configs: [{ targets: [job.target] }],
      ...(job.bearerToken === undefined ? {} : { authorization: { credentials: job.bearerToken } }),
    })),
    ...(options.alertmanager === undefined
      ? {}
      : {
          alerting: {
            alertmanagers: [{ static_configs: [{ targets: [options.alertmanager] }] }],
          },
        }),
  }
  const writeRules = (groups: readonly object[]) => writeFile(rulesFile, stringify({ groups }))
  await writeRules(options.groups ?? [])
  // It may hold a token.
  await writeFile(configFile, stringify(config), { mode: 0o600 })

  const start = async (port: number) => {
    const server = await startServer({
      command: program,
      args: [
        `--config.file=${configFile}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${host}:${port}`,
        // The first alerts fire before it knows its Alertmanager: the next try would be a minute later.
        `--rules.alert.resend-delay=${interval}`,
        // It reads its rules again when asked to.
        '--web.enable-lifecycle',
      ],
      readyWhen: /Server is ready to receive web requests/,
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
  const url = `http://${host}:${port}`
  return {
    name: 'prometheus',
    url,
    host,
    port,
    folder,
    output: () => server.output(),
    ended: server.ended,
    setPaused: server.setPaused,
    async setRules(groups) {
      await writeRules(groups)
      const signal = AbortSignal.timeout(reloadWithinMs)
      const answer = await fetch(`${url}/-/reload`, { method: 'POST', signal })
      const said = await answer.text()
      if (!answer.ok) throw new Error(`Prometheus did not take the rules: ${said}`)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
