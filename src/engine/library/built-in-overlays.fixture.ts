import { once } from 'node:events'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { Client } from 'pg'
import { stringify } from 'yaml'

import { startPostgres } from '../../../range/parts/postgres.ts'
import { startPrometheus } from '../../../range/parts/prometheus.ts'
import { startRedis } from '../../../range/parts/redis.ts'
import { createMapQuiz } from '../../../range/stand-ins/mapquiz.ts'
import { createMedQuiz } from '../../../range/stand-ins/medquiz.ts'
import { openServiceLog } from '../../../range/stand-ins/service-log.ts'
import { notFound, startService, type Handler } from '../../../range/stand-ins/service.ts'
import { openSylion } from '../../../range/stand-ins/sylion/sylion.ts'
import { temporaryFolder } from '../store/temporary-store.fixture.ts'

export const builtIn = (fileName: string) =>
  fileURLToPath(new URL(`../../../resources/runbooks/${fileName}`, import.meta.url))

export const readText = (path: string) => readFileSync(path, 'utf8')

/** The overlay as it ships, its conditions untouched, at intervals that a test can wait for. */
export function hastened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hastened)
  if (value === null || typeof value !== 'object') return value
  const takesLong = /"over"|"8s"|"host":\{/.test(JSON.stringify({ ...value, criteria: undefined }))
  const short = { every: takesLong ? '3s' : '1s', window: '10s', min_samples: 3, over: 1 }
  const entries = Object.entries({ ...value, ...('criteria' in value && { hold: '0s' }) })
  return Object.fromEntries(
    entries
      .filter(([key]) => key !== 'max_stale')
      .map(([key, inner]) => [
        key,
        ['budgets', 'tails', 'scenarios', 'rollbacks'].includes(key)
          ? inner
          : Object.hasOwn(short, key)
            ? short[key as keyof typeof short]
            : hastened(inner),
      ]),
  )
}

const metricsToken = 'metrics-token-of-the-range'
const environment = {
  DATABASE_URL: 'postgres://db/sylion',
  REDIS_URL: 'redis://cache',
  WHATSAPP_API_KEY: 'k',
  WHATSAPP_VERIFY_TOKEN: 'verify-me',
  GCP_PROJECT_ID: 'p',
  GCS_BUCKET_NAME: 'b',
  GOOGLE_APPLICATION_CREDENTIALS: builtIn('sylion.txt'),
  JWT_SECRET: 'j'.repeat(32),
}

/** The parts of the range that the five runbooks speak of, each with what can be wrong with it. */
export async function startWorld() {
  await using opened = new AsyncDisposableStack()
  const { dir } = opened.use(temporaryFolder())
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  opened.use(postgres)
  opened.use(redis)
  await createMigrations(postgres.url)
  const verifyToken = environment.WHATSAPP_VERIFY_TOKEN
  const sylionSystem = opened.use(
    await openSylion({
      postgresUrl: postgres.url,
      redisUrl: redis.url,
      log: opened.use(openServiceLog(join(dir, 'sylion-system.log'), 'sylion')),
      verifyToken,
    }),
  )

  const wrong = {
    database: false,
    databaseAnswersMs: 0,
    databaseMs: 0,
    incident: 0,
    memoryMb: 200,
    errors: 0,
  }
  const database = {
    async answers() {
      await wait(wrong.databaseAnswersMs)
      return !wrong.database
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const serve = async (name: string, handler: Handler) =>
    opened.use(await startService({ name, handler }))
  const services = {
    medquiz: await serve('medquiz', createMedQuiz({ database, metricsToken })),
    mapquiz: await serve('mapquiz', createMapQuiz(database)),
    sylion: await serve('sylion', sylionSystem.handler),
    app: await serve('app', createApplication(wrong)),
  }
  const prometheus = opened.use(
    await startPrometheus({
      jobs: [{ name: 'app', target: `127.0.0.1:${services.app.port}` }],
      groups: [
        {
          name: 'medquiz',
          rules: [{ alert: 'Incident', expr: 'incident > 0', labels: { severity: 'critical' } }],
        },
      ],
    }),
  )
  const far = createServer((near) => {
    const there = connect(postgres.port, postgres.host)
    near.on('data', (chunk) => setTimeout(() => there.write(chunk), wrong.databaseMs))
    there.pipe(near)
    near.on('close', () => there.destroy()).on('error', () => there.destroy())
    there.on('error', () => near.destroy())
  })
  far.listen(0, '127.0.0.1')
  await once(far, 'listening')
  opened.defer(() => void far.close())
  const { port: farPort } = far.address() as AddressInfo

  const files = writeFiles(dir)
  // Somebody uses it all the time.
  const traffic = setInterval(() => {
    files.log('message_received', 10)
    files.access(200, 10)
  }, 200)
  opened.defer(() => clearInterval(traffic))

  const address = new URL(postgres.url)
  const secret = (name: string, value: string) => {
    writeFileSync(join(dir, name), `${value}\n`)
    return { file: join(dir, name) }
  }
  const { medquiz, mapquiz, sylion, app } = services
  const dataDir = join(dir, 'data')
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  const writeProfile = (name: string, profile: object) =>
    writeFileSync(
      join(dataDir, 'profiles', `${name}.yaml`),
      stringify({ name, environment: 'practice', ...profile }),
    )
  writeProfile('bare', { endpoints: { mapquiz: mapquiz.url } })
  writeProfile('stand-ins', {
    variables: {
      database: 'main',
      metrics_url: `${app.url}/metrics`,
      WHATSAPP_VERIFY_TOKEN: verifyToken,
      ...files.variables,
    },
    endpoints: {
      api: medquiz.url,
      mapquiz: mapquiz.url,
      sylion: sylion.url,
      app: app.url,
      prometheus: prometheus.url,
    },
    postgres: {
      main: {
        url: `postgres://${address.username}:\${secrets.postgres}@127.0.0.1:${farPort}${address.pathname}`,
      },
    },
    redis: { sylion: { url: redis.url } },
    secrets: {
      postgres: secret('postgres', decodeURIComponent(address.password)),
      metrics_token: secret('metrics', metricsToken),
      fly_token: secret('fly', 'fly'),
    },
  })
  const owned = opened.move()
  return {
    dir,
    dataDir,
    wrong,
    services,
    sylionSystem,
    redis,
    prometheus,
    files,
    postgresUrl: postgres.url,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function createMigrations(url: string) {
  const client = new Client(url)
  await client.connect()
  await client.query(
    'CREATE TABLE _prisma_migrations (finished_at timestamptz, rolled_back_at timestamptz)',
  )
  await client.query('INSERT INTO _prisma_migrations VALUES (now(), NULL)')
  await client.end()
}

/** An application with an exposition: of requests, of its machine's memory, of an incident. */
function createApplication(wrong: { incident: number; memoryMb: number; errors: number }): Handler {
  let good = 1000
  return ({ url }) => {
    if (/^\/health\/?$/.test(url.pathname)) return { status: 200, body: { status: 'ok' } }
    if (url.pathname !== '/metrics') return notFound
    good += 100
    const body = [
      '# TYPE http_requests_total counter',
      `http_requests_total{status="200"} ${good}`,
      ...(wrong.errors > 0 ? [`http_requests_total{status="500"} ${wrong.errors}`] : []),
      '# TYPE incident gauge',
      `incident ${wrong.incident}`,
      '# TYPE fly_instance_memory_mem_total gauge',
      `fly_instance_memory_mem_total ${1024 ** 3}`,
      '# TYPE fly_instance_memory_mem_available gauge',
      `fly_instance_memory_mem_available ${1024 ** 3 - wrong.memoryMb * 1024 ** 2}`,
    ]
    return { status: 200, body: `${body.join('\n')}\n`, contentType: 'text/plain' }
  }
}

/** Logs, a backup and a dotenv file, and the variables that name them. */
function writeFiles(dir: string) {
  const logs = join(dir, 'logs')
  const backups = join(dir, 'backups')
  mkdirSync(logs)
  mkdirSync(backups)
  writeFileSync(join(backups, 'dump.sql'), 'COPY duels')
  const log = join(logs, 'sylion.log')
  const accessLog = join(dir, 'access.log')
  const envFile = join(dir, 'sylion.env')
  const workers = ['MessageProcessor', 'RAG', 'Knowledge']
  writeFileSync(log, workers.map((name) => `[${name}] Worker started\n`).join(''))
  const write = {
    log: (event: string, times: number) =>
      appendFileSync(log, `{"level":"info","event":"${event}"}\n`.repeat(times)),
    access: (status: number, times: number) =>
      appendFileSync(
        accessLog,
        `127.0.0.1 - - "POST /webhook HTTP/1.1" ${status} 15\n`.repeat(times),
      ),
    /** The eight variables, or all but one. */
    env: (without?: keyof typeof environment) => {
      const pairs = Object.entries(environment).filter(([name]) => name !== without)
      writeFileSync(envFile, pairs.map((pair) => `${pair.join('=')}\n`).join(''))
    },
  }
  write.access(200, 10)
  write.env()
  const variables = {
    backup_folder: backups,
    log_folder: logs,
    access_log: accessLog,
    env_file: envFile,
  }
  return { ...write, variables }
}
