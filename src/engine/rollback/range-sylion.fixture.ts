import { execFileSync } from 'node:child_process'

import { Redis } from 'ioredis'
import { vi } from 'vitest'

import { openServiceLog } from '../../../range/stand-ins/service-log.ts'
import { openSylion, type Sylion } from '../../../range/stand-ins/sylion/sylion.ts'
import { versioned } from '../../../range/stand-ins/traffic-switch.ts'
import { bad, good, openPlace, type Ground } from './range-ground.fixture.ts'

const verifyToken = 'verify-me'
/** Puts a backup back as Sylion's own script does. */
const restoreScript = `#!/bin/sh
set -eu
. ./.env
psql -X -q -v ON_ERROR_STOP=1 --single-transaction -f "$1" "$DATABASE_URL"
`
const migration = `CREATE TABLE IF NOT EXISTS migrated (version text);
INSERT INTO migrated VALUES ('${good}');
`

/** Sylion on a host of its own: its working tree, its image, its container, its queue and its rows. */
export async function openSylionOn(ground: Ground) {
  await using opened = new AsyncDisposableStack()
  const plot = await ground.plot()
  const { name, folder, databaseUrl, redisUrl } = plot
  const place = await openPlace()
  const log = opened.use(openServiceLog(plot.at('sylion.log'), 'sylion'))
  let system: Sylion | undefined

  /** The API and its workers, in a version. */
  const start = async (version: string): Promise<AsyncDisposable> => {
    await using starting = new AsyncDisposableStack()
    const started = starting.use(
      // It waits a second for its database, which a busy machine may well need.
      await vi.waitFor(() => openSylion({ postgresUrl: databaseUrl, redisUrl, log, verifyToken }), {
        timeout: 30_000,
        interval: 100,
      }),
    )
    starting.use(await place.serve('sylion', versioned(version, started.handler)))
    system = started
    const running = starting.move()
    return { [Symbol.asyncDispose]: () => running.disposeAsync() }
  }

  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=range', '-c', 'user.email=range@range.test', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  plot.write(
    'docker-compose.prod.yml',
    `services:\n  sylion-backend:\n    image: sylion/${name}:latest\n    build: .\n    container_name: ${name}\n`,
  )
  plot.write('package.json', '{"scripts":{"db:migrate":"sh scripts/migrate.sh"}}\n')
  plot.write('scripts/restore_postgres.sh', restoreScript, 0o755)
  plot.write(
    'scripts/migrate.sh',
    '. ./.env\npsql -X -q -v ON_ERROR_STOP=1 -f migration.sql "$DATABASE_URL"\n',
  )
  plot.write('migration.sql', migration)
  plot.write('.gitignore', '.env\n.npmrc\ndatabase-url\n*.log\nbackups\n')
  plot.write('.env', `DATABASE_URL='${databaseUrl}'\n`)
  plot.write('.npmrc', 'update-notifier=false\n')
  git('init', '-q')
  const commits = [good, bad].map((version) => {
    plot.write('VERSION', `${version}\n`)
    git('add', '.')
    git('commit', '-q', '-m', `Release ${version}`)
    return git('rev-parse', 'HEAD')
  })
  const [goodCommit = '', badCommit = ''] = commits

  const image = `sylion/${name}:latest`
  ground.containers.starters.set(name, start)
  ground.containers.build(image, bad)
  const redis = opened.adopt(new Redis(redisUrl, { lazyConnect: true }), (it) => it.disconnect())
  await redis.connect()

  const message = (id: string) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [
          {
            field: 'messages',
            value: {
              metadata: { phone_number_id: 'demo' },
              messages: [{ from: '33612345678', id, type: 'text', text: { body: 'Bonjour' } }],
            },
          },
        ],
      },
    ],
  })
  const webhook = `${place.url}/api/v1/whatsapp/webhook`
  const owned = opened.move()
  return {
    plot,
    place,
    git,
    start,
    goodCommit,
    badCommit,
    container: () => ground.containers.containers.get(name),
    profile: {
      variables: {
        WHATSAPP_VERIFY_TOKEN: verifyToken,
        container: name,
        unit: name,
        backup: 'backups/backup.sql',
      },
      endpoints: { sylion: place.url },
      postgres: { sylion: { url: '${secrets.url}' } },
      redis: { sylion: { url: redisUrl } },
      commands: { folder },
      secrets: plot.secrets,
    },
    release: { version: bad, commit: badCommit, lastGood: goodCommit },
    /** The bad version in its container, its workers away, and messages in line. */
    async runBad(backlog: number) {
      await ground.containers.bringUp(name, image)
      await system?.leave(backlog)
    },
    stop: async () => {
      const container = ground.containers.containers.get(name)
      if (container) await ground.containers.stop(container)
    },
    /** Messages in line, as Redis has them. */
    waiting: () => redis.llen('bull:messageProcessor:wait'),
    /** The provider, that sends until it is switched off, once at least; says how many were taken in. */
    startProvider() {
      let accepted = 0
      const off = new AbortController()
      const sending = (async () => {
        for (let sent = 0; !off.signal.aborted || accepted === 0; sent++) {
          const answer = await fetch(webhook, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(message(`wamid.${name}.${sent}`)),
          }).catch(() => undefined)
          if (answer?.ok) accepted++
          await new Promise((resolve) => setTimeout(resolve, 200))
        }
      })()
      return async () => {
        off.abort()
        await sending
        return accepted
      }
    },
    async [Symbol.asyncDispose]() {
      const container = ground.containers.containers.get(name)
      if (container) await ground.containers.stop(container)
      await owned.disposeAsync()
    },
  }
}
