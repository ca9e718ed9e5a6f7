import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { message } from '../src/shared/messages/message.ts'
import { openControl } from './control.ts'
import { createDegradations, type Degradations } from './degradations.ts'
import type { DrillState } from './drill/drill.ts'
import { openDrill, type RangeDrill } from './drill/open-drill.ts'
import type { PartStatus } from './messages.ts'
import { detailOf } from './part-state.ts'
import { startAlertmanager } from './parts/alertmanager.ts'
import { containerNames, startContainer } from './parts/docker.ts'
import { startPostgres } from './parts/postgres.ts'
import { createTemporaryFolder } from './parts/process.ts'
import { startPrometheus } from './parts/prometheus.ts'
import { startRedis } from './parts/redis.ts'
import { startSshd } from './parts/sshd.ts'
import { alertRulesOf } from './practice/alert-rules.ts'
import { writePapers, type Papers } from './practice/papers.ts'
import { randomSecret } from './secrets.ts'
import { createCertificates } from './stand-ins/certificates.ts'
import { createMapQuizLive } from './stand-ins/mapquiz-live.ts'
import { createMapQuiz } from './stand-ins/mapquiz.ts'
import { openMedQuizSystem } from './stand-ins/medquiz-system.ts'
import { startPrograms } from './stand-ins/programs/programs.ts'
import { openAccessLog, openServiceLog } from './stand-ins/service-log.ts'
import {
  startService,
  type Handler,
  type Service,
  type ServiceOptions,
} from './stand-ins/service.ts'
import { openSylion, type Sylion } from './stand-ins/sylion/sylion.ts'
import { startDatabase } from './start-database.ts'
import { createParts } from './start-parts.ts'

/** How the parts that need a program are started; a test brings others. */
export const realStarters = {
  startPostgres,
  startRedis,
  startSshd,
  startContainer,
  startPrometheus,
  startAlertmanager,
}
export type Starters = typeof realStarters

export interface RangeOptions {
  /** Where its folder is made; the system's temporary folder when absent. */
  dataDir?: string
  /** Told of each part when it is up or known not to be, and of one that ends by itself later. */
  onPart?: (part: PartStatus) => void
  /** Told how a drill stands, and nothing once it is over. */
  onDrill?: (state: DrillState | undefined) => void
  /** Gives up starting; what was started is stopped. */
  signal?: AbortSignal
  starters?: Starters
}

export interface Range extends AsyncDisposable, Readonly<Papers> {
  readonly folder: string
  readonly parts: readonly PartStatus[]
  /** The stand-ins, whose `fault` may be set. */
  readonly services: Readonly<Record<'medquiz' | 'site' | 'mapquiz' | 'sylion', Service>>
  /** Absent where there is no PostgreSQL at all. */
  readonly sylion?: Pick<Sylion, 'behaviours' | 'limits'>
  /** What can be made wrong with it as a whole. */
  readonly degradations: Degradations
  /** Breaks it, unannounced. */
  readonly drill: RangeDrill
  /** The script that stops and starts its servers, and makes it worse and better. */
  readonly controlScript: string
  stop(): Promise<void>
}

/**
 * Starts a small production on loopback. A part that cannot be started is reported and left out of
 * the profile; the rest stands. Throws only when aborted, or when its own folder cannot be written.
 */
export async function startRange(options: RangeOptions = {}): Promise<Range> {
  const { onPart, onDrill, signal, starters = realStarters } = options
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(
    await createTemporaryFolder('warroom-practice', { parent: options.dataDir }),
  ).path
  let isStopping = false
  const { parts, report, attempt } = createParts({
    opened,
    onPart,
    isStopping: () => isStopping || signal?.aborted === true,
  })

  const secretValues = {
    redis_password: randomSecret(),
    metrics_token: randomSecret(),
    whatsapp_verify_token: randomSecret(),
  }
  const certificates = await createCertificates({ days: 60 })
  const authority = join(folder, 'authority.pem')
  await writeFile(authority, certificates.authority)

  const programs = opened.use(await startPrograms({}))
  const [postgres, redis, sshd, ...containers] = await Promise.all([
    attempt('postgres', () => startDatabase(starters.startPostgres)),
    attempt('redis', async () => ({
      part: await starters.startRedis({
        password: secretValues.redis_password,
        settings: { maxmemory: '64mb', 'maxmemory-policy': 'volatile-lru' },
      }),
    })),
    attempt('sshd', async () => ({
      part: await starters.startSshd({
        programs: programs.folder,
        environment: {
          // What curl and Node trust there: the checklists' commands reach the site as written.
          CURL_CA_BUNDLE: authority,
          NODE_EXTRA_CA_CERTS: authority,
          WHATSAPP_VERIFY_TOKEN: secretValues.whatsapp_verify_token,
          ...(process.env['DOCKER_HOST'] && { DOCKER_HOST: process.env['DOCKER_HOST'] }),
        },
      }),
    })),
    ...containerNames.map((name) =>
      attempt(name, async () => ({ part: await starters.startContainer(name, { signal }) })),
    ),
  ])
  signal?.throwIfAborted()

  const serve = async (service: ServiceOptions): Promise<Service> => {
    const started = opened.use(await startService(service))
    report({ name: service.name, state: 'up' })
    return started
  }
  const live = createMapQuizLive()
  const logFiles = {
    medquiz: join(folder, 'medquiz.log'),
    sylion: join(folder, 'sylion', 'sylion.log'),
    sylionAccess: join(folder, 'sylion-access.log'),
  }
  await mkdir(dirname(logFiles.sylion))
  const sylionLog = opened.use(openServiceLog(logFiles.sylion, 'sylion'))
  const sylionSystem =
    postgres &&
    opened.use(
      await openSylion({
        postgresUrl: postgres.url,
        redisUrl: redis?.url,
        log: sylionLog,
        verifyToken: secretValues.whatsapp_verify_token,
      }),
    )
  /** The embedded one has neither sessions nor backups. */
  const ownPostgres = postgres && 'folder' in postgres ? postgres : undefined
  const medquiz = opened.use(
    await openMedQuizSystem({
      folder,
      logFile: logFiles.medquiz,
      postgresUrl: postgres?.url,
      serverUrl: ownPostgres?.url,
      metricsToken: secretValues.metrics_token,
      certificates,
      ...(signal && { signal }),
      onServed: (name) => report({ name, state: 'up' }),
      onNoBackup: (error) =>
        report({
          name: 'postgres',
          state: 'up',
          message: message('range.no-backup', { detail: detailOf(error) }),
        }),
    }),
  )
  const services = {
    ...medquiz.services,
    mapquiz: await serve({
      name: 'mapquiz',
      handler: createMapQuiz(medquiz.database),
      upgrade: live.upgrade,
    }),
    sylion: await serve({
      name: 'sylion',
      handler: sylionSystem?.handler ?? withoutDatabase,
      log: opened.use(openAccessLog(logFiles.sylionAccess)),
      // Where its checklist's own commands look for it.
      preferredPort: 3000,
    }),
  }

  const alertmanager = await attempt('alertmanager', async () => ({
    part: await starters.startAlertmanager(),
  }))
  const { medquiz: api, sylion } = services
  const prometheus = await attempt('prometheus', async () => ({
    part: await starters.startPrometheus({
      jobs: [
        {
          name: 'medquiz',
          target: `${api.host}:${api.port}`,
          path: '/v1/observability/metrics',
          bearerToken: secretValues.metrics_token,
        },
        { name: 'sylion', target: `${sylion.host}:${sylion.port}` },
      ],
      groups: alertRulesOf('2.0'),
      alertmanager: alertmanager && `${alertmanager.host}:${alertmanager.port}`,
    }),
  }))
  const degradations = createDegradations({
    medquiz: medquiz.condition,
    behaviours: {
      medquiz: medquiz.behaviours,
      mapquiz: live.behaviours,
      ...(sylionSystem && { sylion: sylionSystem.behaviours }),
    },
    worker: redis && sylionSystem,
    prometheus,
    alertmanager,
  })
  const control = opened.use(
    await openControl({
      folder,
      degradations,
      servers: { postgres, redis },
      onStopped: (name, isDown) =>
        report(
          isDown
            ? { name, state: 'down', message: message('range.stopped') }
            : { name, state: 'up' },
        ),
    }),
  )

  const papers = await writePapers({
    place: {
      services: {
        medquiz: services.medquiz.url,
        mapquiz: services.mapquiz.url,
        sylion: services.sylion.url,
        site: services.site.url,
      },
      postgres,
      redis,
      sshd,
      prometheus: prometheus?.url,
      alertmanager: alertmanager?.url,
      containers: containers.flatMap((container) => (container ? [container.name] : [])),
      controlScript: control.script,
      files: {
        folder,
        authority,
        logs: logFiles,
        dataVolume: medquiz.volume.path,
        ...(medquiz.backup && { backup: medquiz.backup.file }),
      },
    },
    secrets: { ...secretValues, postgres_password: postgres?.password ?? randomSecret() },
    parts,
  })
  const drill = opened.use(
    await openDrill({
      parts: {
        sshd,
        postgres: ownPostgres,
        redis,
        prometheus,
        alertmanagerUrl: alertmanager?.url,
        sylion: sylionSystem,
        hasDatabase: postgres !== undefined,
        ...medquiz,
        services,
        certificates,
      },
      programs,
      onState: (state) => onDrill?.(state),
    }),
  )
  signal?.throwIfAborted()

  const owned = opened.move()
  const stop = () => {
    isStopping = true
    return owned.disposeAsync()
  }
  return {
    folder,
    parts,
    ...papers,
    services,
    sylion: sylionSystem,
    degradations,
    drill,
    controlScript: control.script,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Neither this machine's PostgreSQL nor the embedded one: nothing of Sylion can be shown. */
const withoutDatabase: Handler = () => ({ status: 503, body: { error: 'no database' } })
