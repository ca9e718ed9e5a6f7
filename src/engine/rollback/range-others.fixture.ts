import { startPrometheus } from '../../../range/parts/prometheus.ts'
import { openDatabase } from '../../../range/stand-ins/database.ts'
import { createMapQuiz } from '../../../range/stand-ins/mapquiz.ts'
import { createMedQuiz, wellMedQuiz } from '../../../range/stand-ins/medquiz.ts'
import { createFlyApp } from '../../../range/stand-ins/programs/fly.ts'
import { notFound, startService } from '../../../range/stand-ins/service.ts'
import { createTrafficSwitch, versioned } from '../../../range/stand-ins/traffic-switch.ts'
import { bad, good, openPlace, type Ground, type Plot } from './range-ground.fixture.ts'

/** MedQuiz in two versions behind a switch, watched over by Prometheus; the newer one is ill. */
export async function openMedQuizOn(ground: Ground) {
  await using opened = new AsyncDisposableStack()
  const plot = await ground.plot()
  const database = opened.use(openDatabase(plot.databaseUrl))
  const metricsToken = 'metrics'
  const run = (version: string, isWell: boolean) =>
    versioned(
      version,
      createMedQuiz({
        database,
        metricsToken,
        condition: { ...wellMedQuiz, isFailing: !isWell, pushUp: isWell },
      }),
    )
  const traffic = createTrafficSwitch({ [good]: run(good, true), [bad]: run(bad, false) }, 'token')
  traffic.serving = bad
  const place = await openPlace()
  const front = opened.use(await place.serve('medquiz', traffic.front))
  const { url: switchUrl } = opened.use(
    await startService({ name: 'traffic', handler: traffic.handler }),
  )
  const prometheus = opened.use(
    await startPrometheus({
      jobs: [
        {
          name: 'medquiz',
          target: `${front.host}:${front.port}`,
          path: '/v1/observability/metrics',
          bearerToken: metricsToken,
        },
      ],
      groups: [
        {
          name: 'medquiz',
          rules: [
            {
              alert: 'PushDown',
              expr: 'dependency_up{dependency="push"} == 0',
              labels: { severity: 'critical' },
            },
          ],
        },
      ],
    }),
  )
  await createTables(plot)
  const backup = plot.backUp('backup.sql')
  plot.write('token', 'token\n')
  const owned = opened.move()
  return {
    plot,
    place,
    traffic,
    backup,
    /** Names of what fires now, as Prometheus says. */
    async firing(): Promise<string> {
      const answer = await fetch(`${prometheus.url}/api/v1/alerts`)
      return JSON.stringify(await answer.json())
    },
    profile: {
      variables: { backup },
      endpoints: { api: place.url, traffic: switchUrl, prometheus: prometheus.url },
      postgres: { main: { url: '${secrets.url}' } },
      commands: { folder: plot.folder },
      secrets: { ...plot.secrets, traffic_token: { file: plot.at('token') } },
    },
    release: { version: bad, commit: 'c0ffee', lastGood: good },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const tables = ['duels', 'duel_rounds', 'duel_answers', 'auth_refresh_tokens', 'notifications']
async function createTables({ sql }: Plot) {
  await sql(tables.map((name) => `CREATE TABLE ${name} (id int);`).join('\n'))
  await sql('INSERT INTO duels VALUES (1), (2)')
}

/** MapQuiz at Fly: release 1 was good, release 2 is in service. */
export async function openMapQuizOn(ground: Ground) {
  await using opened = new AsyncDisposableStack()
  const plot = await ground.plot()
  const database = opened.use(openDatabase(plot.databaseUrl))
  const place = await openPlace()
  const name = `mapquiz-${plot.name.replace('_', '-')}`
  const handler = createMapQuiz(database)
  const app = opened.use(
    createFlyApp(name, (version) => place.serve('mapquiz', versioned(version, handler))),
  )
  const imageOf = (version: string) => `registry.fly.io/${name}:deployment-${version}`
  for (const version of [good, bad]) {
    app.images.set(imageOf(version), version)
    await app.deploy(imageOf(version))
  }
  ground.apps.set(name, app)
  const owned = opened.move()
  return {
    app,
    place,
    goodImage: imageOf(good),
    profile: {
      variables: { fly_app: name },
      endpoints: { mapquiz: place.url },
      commands: { folder: plot.folder },
    },
    release: { version: 'v2', commit: 'c0ffee', lastGood: 'v1' },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** The application of the production runbook in a container, its tag given to Compose. */
export async function openApplicationOn(ground: Ground) {
  const plot = await ground.plot()
  const { name } = plot
  const place = await openPlace()
  const image = `registry.test/${name}`
  const health = { status: 200, body: { status: 'ok' } }
  ground.containers.starters.set(name, (version) =>
    place.serve(
      'app',
      versioned(version, ({ url }) => (url.pathname === '/health' ? health : notFound)),
    ),
  )
  plot.write(
    'docker-compose.yml',
    `services:\n  backend:\n    image: ${image}:\${IMAGE_TAG:-${bad}}\n    container_name: ${name}\n`,
  )
  await plot.sql(
    `CREATE TABLE _prisma_migrations (name text, finished_at timestamptz, rolled_back_at timestamptz);
     INSERT INTO _prisma_migrations VALUES ('first', now(), NULL);
     CREATE TABLE orders (id int);
     INSERT INTO orders VALUES (1), (2);`,
  )
  const backup = plot.backUp('backup.sql')
  // What the newer release does to the database, and does not end.
  await plot.sql(
    `INSERT INTO _prisma_migrations VALUES ('second', NULL, NULL);
     ALTER TABLE orders ADD COLUMN broken text;
     DELETE FROM orders WHERE id = 2;`,
  )
  ground.containers.build(`${image}:${bad}`, bad)
  await ground.containers.bringUp(name, `${image}:${bad}`)
  return {
    plot,
    place,
    backup,
    goodImage: `${image}:${good}`,
    container: () => ground.containers.containers.get(name),
    profile: {
      variables: { image, container: name, backup },
      endpoints: { app: place.url },
      postgres: { main: { url: '${secrets.url}' } },
      commands: { folder: plot.folder },
      secrets: plot.secrets,
    },
    release: { version: bad, commit: 'c0ffee', lastGood: good },
  }
}
