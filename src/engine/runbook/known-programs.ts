import { hasRule } from './program-rules.ts'

/** Programs whose name alone is a whole command. Of others a lone name is just a word of the text. */
const wholeByItself = new Set(['pg_isready', 'uptime', 'reboot', 'poweroff', 'dropdb'])

/** Programs that only runbooks run: never `read`, but commands all the same. */
const otherPrograms = new Set(
  `make prisma tsx ts-node bun deno go cargo java mvn gradle php composer artisan rails rake bundle ruby django-admin
  manage.py pip pip3 poetry uv alembic flask gunicorn celery pytest nginx apachectl certbot scp rsync cp mv mkdir
  chmod chown ln tar gzip gunzip unzip kill pkill killall crontab useradd passwd apt apt-get yum dnf apk brew
  createdb pg_dumpall pg_basebackup pg_ctl mongosh mongodump mongorestore sqlite3 mysqldump ansible ansible-playbook
  gcloud az heroku vercel netlify wrangler k6 ab wrk locust trivy snyk bandit tee touch vi vim nano eval source
  docker-machine minikube kind skaffold serverless sls pulumi vault consul nomad http https openssl restic borg
  wal-g pgbackrest liquibase flyway sequelize knex typeorm supabase stripe`.split(/\s+/),
)

/** Words of the language that are also programs: `time to first byte` is not to be run. */
const alsoWords = new Set([
  'test',
  'type',
  'host',
  'last',
  'file',
  'time',
  'set',
  'true',
  'false',
  'w',
  '[',
  'command',
  'exec',
  'wait',
  'sleep',
  'diff',
  'which',
  'id',
  'date',
  'sort',
  'find',
  'watch',
  'stat',
  'make',
  'go',
  'kind',
  'vault',
])

/** Does a text that begins with this word, and goes on with those, read like a command? */
export function isProgram(name: string, args: readonly string[]): boolean {
  if (wholeByItself.has(name)) return true
  if (args.length === 0 || !(hasRule(name) || otherPrograms.has(name))) return false
  return !alsoWords.has(name) || args.some((arg) => /[^\p{L}]/u.test(arg))
}
