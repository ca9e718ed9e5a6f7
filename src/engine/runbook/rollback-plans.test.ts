import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { CheckSpec } from '../../shared/model/check.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import type { RollbackPlan, RollbackStep } from '../../shared/model/rollback.ts'
import { createCheckEnvironment, type CheckEnvironment } from '../check/check-environment.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createVault } from '../secrets/vault.ts'
import { systemClock } from '../time/clock.ts'
import { bundleFiles } from './overlay-bundle.ts'
import { parseRunbook } from './parse-runbook.ts'

const readBuiltIn = (fileName: string) =>
  readFileSync(new URL(`../../../resources/runbooks/${fileName}`, import.meta.url))

function open(name: string) {
  const bytes = bundleFiles({
    runbook: readBuiltIn(`${name}.txt`),
    overlay: readBuiltIn(`${name}.overlay.yaml`),
  })
  return parseRunbook({ bytes, fileName: `${name}.txt` })
}
const runbooks = Object.fromEntries(
  ['sylion', 'medquiz', 'mapquiz', 'prisma-stripe'].map((name) => [name, open(name)]),
)

/** What somebody who runs all four would have written. */
const profile = profileSchema.parse({
  name: 'prod',
  environment: 'production',
  variables: {
    WHATSAPP_VERIFY_TOKEN: 'verify-me',
    backup: '/var/backups/postgres/backup_20260101.sql',
    image: 'registry.test/app',
  },
  endpoints: {
    sylion: 'https://sylion.test',
    api: 'https://api.test',
    traffic: 'https://switch.test',
    prometheus: 'https://prometheus.test',
    mapquiz: 'https://mapquiz.test',
    app: 'https://app.test',
  },
  hosts: { 'prod-1': { ssh: { host: 'prod-1.test' } } },
  postgres: {
    sylion: { url: 'postgres://app:${secrets.db}@db.test/sylion' },
    main: { url: 'postgres://app:${secrets.db}@db.test:6000/main' },
  },
  redis: { sylion: { url: 'redis://cache.test' } },
  commands: { on: 'prod-1', folder: '/srv/app' },
  secrets: { db: { env: 'DB' }, traffic_token: { env: 'TOKEN' } },
})
const release = {
  'release.version': 'v43',
  'release.commit': 'c0ffee',
  'release.last_good': 'v41',
}

let environments: Record<string, CheckEnvironment>
beforeAll(() => {
  environments = Object.fromEntries(
    Object.entries(runbooks).map(([name, { variables }]) => [
      name,
      createCheckEnvironment({
        profile,
        profileName: 'prod',
        runbookVariables: variables,
        redactor: createRedactor(),
        vault: createVault({ file: join(tmpdir(), 'never-written') }),
        clock: systemClock,
      }),
    ]),
  )
})
afterAll(() =>
  Promise.all(Object.values(environments).map((environment) => environment[Symbol.asyncDispose]())),
)

function prepare(
  name: string,
  { variables }: RollbackPlan,
  check: CheckSpec,
  literals: Record<string, string> = release,
): PreparedCheck {
  const environment = environments[name]
  if (!environment) throw new Error(`no environment ${name}`)
  return environment.prepare(check, { names: { variables, literals } })
}
function planOf(name: string, id: string): RollbackPlan {
  const plan = runbooks[name]?.rollbacks.find((candidate) => candidate.id === id)
  if (!plan) throw new Error(`no plan ${id}`)
  return plan
}
const actionOf = ({ action }: RollbackStep) => (action.kind === 'check' ? [action.check] : [])
const looksOf = ({ steps, done }: RollbackPlan) =>
  [...steps.flatMap(({ verify }) => verify), ...done].flatMap((verification) =>
    verification.kind === 'check' ? [verification.check] : [],
  )

/** What each step of a plan would do: where, how dangerous, and its last lines as they are shown. */
const resolved = (name: string, id: string) => {
  const plan = planOf(name, id)
  return plan.steps.map((step) => {
    const [check] = actionOf(step)
    if (!check) return `${step.id}: ${step.action.kind}`
    const { target, command, danger, problem } = prepare(name, plan, check)
    expect(problem).toBeUndefined()
    return `${step.id}: ${danger} on ${target}\n${command}`
  })
}

test('every plan of the built-in runbooks opens without a remark', () => {
  for (const { rollbacks, problems } of Object.values(runbooks)) {
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([])
    for (const { done, steps } of rollbacks) {
      expect(done.length).toBeGreaterThan(1)
      expect(steps.every(({ why, line }) => why !== '' && line > 0)).toBe(true)
    }
  }
  const plans = Object.entries(runbooks).flatMap(([name, { rollbacks }]) =>
    rollbacks.map(({ id, budgetMs }) => [name, id, budgetMs / 60_000]),
  )
  expect(plans).toEqual([
    ['sylion', 'immediate', 5],
    ['sylion', 'code', 15],
    ['sylion', 'data', 60],
    ['medquiz', 'section-8', 30],
    ['mapquiz', 'fly', 10],
    ['prisma-stripe', 'n-1', 30],
  ])
})

test('all that is looked at resolves against a profile, and only reads', () => {
  for (const [name, { rollbacks }] of Object.entries(runbooks))
    for (const plan of rollbacks)
      for (const check of looksOf(plan)) {
        const { danger, problem, command } = prepare(name, plan, check)
        expect([name, check.id, problem, danger, command]).toEqual([
          name,
          check.id,
          undefined,
          'read',
          expect.stringMatching(/./),
        ])
      }
})

test('without a last good version, the steps that need it say that it is missing', () => {
  const missing = Object.entries(runbooks).flatMap(([name, { rollbacks }]) =>
    rollbacks.flatMap((plan) =>
      plan.steps
        .flatMap(actionOf)
        .flatMap((check) => prepare(name, plan, check, {}).problem ?? [])
        .map(({ cause, message }) => [name, cause, message.values?.['name']]),
    ),
  )
  const noLastGood = ['missing-variable', 'release.last_good']
  expect(missing).toEqual([
    ['sylion', ...noLastGood],
    ['medquiz', 'missing-variable', 'release.version'],
    ['medquiz', ...noLastGood],
    ['mapquiz', ...noLastGood],
    ['prisma-stripe', ...noLastGood],
    ['prisma-stripe', ...noLastGood],
  ])
})

describe('Sylion, section 6', () => {
  test('6.1 stops all in the order of the runbook, by Compose or by systemd', () => {
    expect(resolved('sylion', 'immediate')).toEqual([
      'webhook-off: manual',
      'how: decide',
      'stop-compose: change on prod-1\ncd /srv/app\ndocker compose -f docker-compose.prod.yml stop sylion-backend',
      'stop-systemd: change on prod-1\ncd /srv/app\nsudo -n systemctl stop -- sylion-backend',
      'stop-by-hand: manual',
      'idle: wait',
      'kept: wait',
    ])
  })

  test('6.2 goes back to the commit, builds it, and brings it up', () => {
    const [find, checkout, ...rest] = resolved('sylion', 'code')
    expect(find).toBe('find: read on prod-1\ncd /srv/app\ngit log --oneline -10')
    expect(checkout).toMatch(/^checkout: change on prod-1\ncd \/srv\/app\nCOMMIT=v41\n/)
    expect(rest).toEqual([
      'build: change on prod-1\ncd /srv/app\ndocker compose -f docker-compose.prod.yml build',
      'deploy: change on prod-1\ncd /srv/app\ndocker compose -f docker-compose.prod.yml up -d',
      'health: wait',
      'webhook-on: manual',
    ])
  })

  test('6.3 restores, which cannot be taken back, migrates and restarts', () => {
    const [quiet, backup, restore, ...rest] = resolved('sylion', 'data')
    expect(quiet).toBe('quiet: wait')
    expect(backup).toMatch(/^backup: read on prod-1/)
    expect(restore).toBe(
      `restore: destroy on prod-1
cd /srv/app
backup=/var/backups/postgres/backup_20260101.sql
./scripts/restore_postgres.sh "\${backup}"`,
    )
    expect(rest).toEqual([
      'migrate: change on prod-1\ncd /srv/app\nnpm run db:migrate',
      'restart: change on prod-1\ncd /srv/app\ndocker compose -f docker-compose.prod.yml restart',
    ])
    const irreversible = planOf('sylion', 'data').steps.filter((step) => step.isPointOfNoReturn)
    expect(irreversible.map(({ id }) => id)).toEqual(['restore'])
  })
})

test('MedQuiz, section 8: traffic away, back to the stable version, the database where it must', () => {
  const [stop, over, migration, restore, ...rest] = resolved('medquiz', 'section-8')
  expect([stop, over]).toEqual([
    `stop-traffic: change on https://switch.test/stop
POST https://switch.test/stop
Authorization: Bearer «traffic_token»

{"version":"v43"}`,
    `switch: change on https://switch.test/switch
POST https://switch.test/switch
Authorization: Bearer «traffic_token»

{"version":"v41"}`,
  ])
  expect(migration).toBe('migration: decide')
  expect(restore).toContain('restore: destroy on prod-1')
  expect(restore).toContain(
    `PGHOST=db.test
PGPORT=6000
PGUSER=app
PGPASSWORD='«db»'
PGDATABASE=main`,
  )
  expect(rest).toEqual(['live: wait', 'ready: wait', 'alerts: wait', 'incident: manual'])
})

test('MapQuiz: the image of the release is deployed again, as Fly has no rollback any more', () => {
  const [list, deploy] = resolved('mapquiz', 'fly')
  expect(list).toContain('list: read on prod-1')
  expect(deploy).toContain('deploy: change on prod-1')
  expect(deploy).toContain('APP=backend-solitary-moon-1875\nRELEASE=v41\n')
  expect(deploy).toContain('fly deploy -a "$APP" --image "$image" -y')
  for (const text of [list, deploy]) expect(text).not.toContain('releases rollback')
})

test('MapQuiz: the image counts as in service only where the newest release has it', () => {
  const check = looksOf(planOf('mapquiz', 'fly')).find(({ title }) => title?.startsWith('L’image'))
  const { run, env } = check?.config ?? {}
  if (typeof run !== 'string') throw new Error('no script')
  const release = (version: number, image: string) => ({ Version: version, ImageRef: image })
  const isInService = (...releases: object[]) => {
    const script = `fly() { printf '%s' "$RELEASES"; }\n${run.replace('${fly_app}', 'app')}`
    const { status } = spawnSync('sh', ['-c', script], {
      env: { PATH: process.env.PATH, RELEASES: JSON.stringify(releases), RELEASE: 'v41' },
    })
    return status === 0
  }
  expect(env).toEqual({ RELEASE: '${release.last_good}' })
  expect(isInService(release(43, 'b'), release(42, 'b'), release(41, 'a'))).toBe(false)
  expect(isInService(release(44, 'a'), release(43, 'b'), release(41, 'a'))).toBe(true)
  expect(isInService(release(44, 'a'), release(43, 'b'))).toBe(false)
  expect(isInService()).toBe(false)
})

test('Prisma and Stripe: N-1 is looked for first, and deployed by its tag', () => {
  const [artefact, ...rest] = resolved('prisma-stripe', 'n-1')
  expect(artefact).toContain('artefact: read on prod-1')
  expect(artefact).toContain('WARROOM_release_last_good=v41')
  expect(rest.map((text) => text.split('\n')[0])).toEqual([
    'modified: decide',
    'stop-writing: change on prod-1',
    'restore: destroy on prod-1',
    'redeploy: change on prod-1',
    'health: wait',
  ])
  expect(rest[3]).toContain('IMAGE_TAG=v41\ndocker compose -f docker-compose.yml up -d backend')
})
