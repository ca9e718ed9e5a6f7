import { z } from 'zod'

import type { Json, ProbeKind } from '../../shared/model/check.ts'
import { environment } from '../probes/config-fields.ts'
import { ownAddress } from './libpq-address.ts'
import { deployImageScript, deployReleaseScript } from './rollback-fly.ts'

const text = z.string().min(1)
/** What would read as an option of the program that it is given to is none of its names. */
const word = text.regex(/^[^-]/, 'no text that begins with a dash')
const words = z.union([word, z.array(word).min(1)])

const command = z.union([
  text.describe('POSIX shell script'),
  z.strictObject({
    run: text.optional().describe('POSIX shell script'),
    argv: z.array(z.string()).min(1).optional().describe('program and arguments, without a shell'),
    cwd: text.optional().describe('folder to run it in'),
    env: environment.optional().describe('environment variables to add'),
  }),
])
const composePrograms = ['docker compose', 'docker-compose', 'podman compose'] as const
const compose = z.strictObject({
  do: z.enum(['up', 'stop', 'restart', 'build']),
  services: words.optional().describe('all of the project when absent'),
  file: words.optional().describe('one or several; the folder’s own when absent'),
  project: word.optional(),
  folder: text.optional().describe('folder to run it in'),
  env: environment.optional().describe('such as the tag of the image'),
  program: z.enum(composePrograms).optional().describe('`docker compose` when absent'),
})
const docker = z.strictObject({
  do: z.enum(['start', 'stop', 'restart']),
  container: words.describe('name or id'),
  engine: z.enum(['docker', 'podman']).optional().describe('`docker` when absent'),
})
const fly = z.strictObject({
  app: word.describe('name of the application'),
  release: word.optional().describe('a release, such as `v41`, whose image is deployed again'),
  image: word.optional().describe('an image, instead of `release`'),
  'skip-release-command': z.boolean().optional().describe('do not run the release command again'),
})
const systemd = z.strictObject({
  do: z.enum(['start', 'stop', 'restart']),
  unit: words,
  sudo: z.boolean().optional().describe('as root, where no password is asked for'),
})
const git = z.strictObject({
  folder: text.optional().describe('the working tree; the folder of commands when absent'),
  commit: word.describe('commit, tag or branch to check out'),
})
const traffic = z.strictObject({
  url: text.describe('`http://` or `https://` address of the switch'),
  // No DELETE: that what it takes away can be put back, a probe cannot tell.
  method: z.enum(['POST', 'PUT', 'PATCH']),
  headers: z.record(z.string(), z.string()).optional().describe('secrets as `${secrets.name}`'),
  body: z.string().optional().describe('sent as it is'),
  json: z.json().optional().describe('sent as JSON with its content type'),
})
const restore = z.strictObject({
  database: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, dots, dashes and underscores')
    .describe('name of a database in the profile’s `postgres`'),
  file: text.describe('the backup, as the host has it'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$|\$\{[^}]+\}/, '64 hexadecimal digits, or a ${variable}')
    .optional()
    .describe('of the file; the first word of FILE.sha256 beside it when absent'),
  format: z
    .enum(['sql', 'custom'])
    .optional()
    .describe('`sql` for psql, `custom` for pg_restore; `sql` when absent'),
})

/** What a step can do by a machine, each by its key. Every one is a check of some probe in the end. */
export const actionSchemas = {
  command: command.optional().describe('a command'),
  compose: compose.optional().describe('services of Docker Compose'),
  docker: docker.optional().describe('containers'),
  fly: fly
    .optional()
    .describe('deploys an earlier image to Fly.io, from a folder without fly.toml'),
  systemd: systemd.optional().describe('units'),
  git: git.optional().describe('checks a commit out; refused where files were changed'),
  traffic: traffic.optional().describe('a switch by HTTP'),
  restore: restore.optional().describe('puts a PostgreSQL backup back, in one transaction'),
}
export const actionNames = Object.keys(actionSchemas)

export type WrittenAction = {
  [K in keyof typeof actionSchemas]?: z.output<(typeof actionSchemas)[K]>
}

/** An action as the configuration of a probe. */
export interface CompiledAction {
  kind: ProbeKind
  config: Record<string, Json>
}

/** What keeps an action from being read, that its schema does not say, and where. */
export interface ActionFault {
  key: string
  expected: string
}

/** The check that an action is; undefined where a step has none of these. `on`: its host. */
export function compileAction(
  step: WrittenAction,
  on: string | undefined,
): CompiledAction | ActionFault | undefined {
  const asCommand = (config: Record<string, Json | undefined>): CompiledAction => ({
    kind: 'command',
    config: withoutUndefined({ ...config, on }),
  })
  if (step.command !== undefined) {
    if (typeof step.command === 'string') return asCommand({ run: step.command })
    const { run, argv } = step.command
    if ((run === undefined) === (argv === undefined))
      return { key: 'command', expected: 'run, argv' }
    return asCommand(step.command)
  }
  if (step.compose) return asCommand(composeCommand(step.compose))
  if (step.docker) {
    const { do: verb, container, engine = 'docker' } = step.docker
    return asCommand({ argv: [engine, verb, '--', ...listOf(container)] })
  }
  if (step.systemd) {
    const { do: verb, unit, sudo = false } = step.systemd
    // `-n`: without a terminal a question for the password would only end in the timeout.
    const asRoot = sudo ? ['sudo', '-n'] : []
    return asCommand({ argv: [...asRoot, 'systemctl', verb, '--', ...listOf(unit)] })
  }
  if (step.fly) {
    const { app, release, image, 'skip-release-command': skips = false } = step.fly
    if (image !== undefined && release === undefined)
      return asCommand({ run: deployImageScript(skips), env: { APP: app, IMAGE: image } })
    if (release !== undefined && image === undefined)
      return asCommand({ run: deployReleaseScript(skips), env: { APP: app, RELEASE: release } })
    return { key: 'fly', expected: 'release, image' }
  }
  if (step.git)
    return asCommand({
      run: checkOutScript,
      cwd: step.git.folder,
      env: { COMMIT: step.git.commit },
    })
  if (step.restore) return asCommand(restoreCommand(step.restore))
  if (step.traffic) {
    return { kind: 'http', config: withoutUndefined({ ...step.traffic, via: on }) }
  }
  return undefined
}

function composeCommand(written: z.output<typeof compose>) {
  const { do: verb, services, file, project, folder, env, program = 'docker compose' } = written
  return {
    argv: [
      ...program.split(' '),
      ...listOf(file).flatMap((one) => ['-f', one]),
      ...(project === undefined ? [] : ['-p', project]),
      ...(verb === 'up' ? ['up', '-d'] : [verb]),
      ...listOf(services),
    ],
    cwd: folder,
    env,
  }
}

/**
 * Files that git does not know are let be: it refuses by itself to write over them. A name that begins
 * with a dash is no commit, and ends here.
 */
const checkOutScript = `set -eu
dirty=$(git status --porcelain --untracked-files=no)
if [ -n "$dirty" ]; then
  printf 'Changed here, so nothing is checked out:\\n%s\\n' "$dirty" >&2
  exit 1
fi
commit=$(git rev-parse --verify "$COMMIT^{commit}")
git checkout --detach "$commit"`

/** The address travels as libpq's own variables: on a command line all users of the host could read it. */
function restoreCommand({ database, file, sha256, format = 'sql' }: z.output<typeof restore>) {
  const part = (name: string) => `\${postgres.${database}.${name}}`
  const expected = sha256 === undefined ? `"$(cut -d ' ' -f 1 "$FILE.sha256")"` : '"$SHA256"'
  const put =
    format === 'sql'
      ? 'psql -X -v ON_ERROR_STOP=1 --single-transaction -f "$FILE"'
      : 'pg_restore --exit-on-error --single-transaction --clean --if-exists -d "$PGDATABASE" "$FILE"'
  return {
    run: `set -eu\n${ownAddress}\nprintf '%s  %s\\n' ${expected} "$FILE" | sha256sum -c -\n${put}`,
    env: {
      FILE: file,
      ...(sha256 === undefined ? {} : { SHA256: sha256 }),
      PGHOST: part('host'),
      PGPORT: part('port'),
      PGUSER: part('user'),
      PGPASSWORD: part('password'),
      PGDATABASE: part('database'),
      PGSSLMODE: part('sslmode'),
    },
  }
}

/** What a compiled action was written as, for who looks at plans before they are run. */
export const isCheckOut = ({ run }: Readonly<Record<string, Json>>) => run === checkOutScript
export const isFlyRelease = ({ run }: Readonly<Record<string, Json>>) =>
  run === deployReleaseScript(false) || run === deployReleaseScript(true)
export const isRestore = ({ run, env }: Readonly<Record<string, Json>>) =>
  typeof run === 'string' &&
  run.includes('sha256sum -c -') &&
  typeof env === 'object' &&
  env !== null &&
  'PGDATABASE' in env

const listOf = (written: string | string[] | undefined): string[] =>
  written === undefined ? [] : typeof written === 'string' ? [written] : written

function withoutUndefined(config: Record<string, Json | undefined>): Record<string, Json> {
  const entries = Object.entries(config).filter((entry): entry is [string, Json] => {
    return entry[1] !== undefined
  })
  return Object.fromEntries(entries)
}
