import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { profileSchema } from '../../shared/model/profile.ts'
import { probes } from '../probes/registry.ts'
import { createScope } from '../profile/scope.ts'
import { compileAction, type CompiledAction, type WrittenAction } from './rollback-actions.ts'
import { describeAction } from './rollback-verify.ts'

function compiled(step: WrittenAction, on?: string): CompiledAction {
  const found = compileAction(step, on)
  if (!found || 'expected' in found) throw new Error(JSON.stringify(found))
  return found
}

test.each<[string, WrittenAction, string[], string]>([
  [
    'compose stop',
    { compose: { do: 'stop', file: 'docker-compose.prod.yml', services: 'sylion-backend' } },
    ['docker', 'compose', '-f', 'docker-compose.prod.yml', 'stop', 'sylion-backend'],
    'change',
  ],
  [
    'compose up',
    {
      compose: {
        do: 'up',
        file: ['a.yml', 'b.yml'],
        project: 'p',
        services: ['api', 'worker'],
        program: 'docker-compose',
      },
    },
    ['docker-compose', '-f', 'a.yml', '-f', 'b.yml', '-p', 'p', 'up', '-d', 'api', 'worker'],
    'change',
  ],
  [
    'docker',
    { docker: { do: 'restart', container: 'api', engine: 'podman' } },
    ['podman', 'restart', '--', 'api'],
    'change',
  ],
  [
    'systemd',
    { systemd: { do: 'stop', unit: ['api', 'worker'], sudo: true } },
    ['sudo', '-n', 'systemctl', 'stop', '--', 'api', 'worker'],
    'change',
  ],
])('%s is its exact arguments', (_, step, argv, danger) => {
  const action = compiled(step, 'prod-1')
  expect(action).toMatchObject({ kind: 'command', config: { argv, on: 'prod-1' } })
  expect(describeAction(action, probes).danger).toBe(danger)
})

test.each<[WrittenAction, string]>([
  [{ command: 'git log --oneline -10' }, 'read'],
  [{ command: './scripts/restore_postgres.sh ${backup}' }, 'destroy'],
  [{ command: { argv: ['rm', '-r', '/srv/x'] } }, 'destroy'],
  [{ git: { folder: '/srv', commit: 'abc' } }, 'change'],
  [{ fly: { app: 'a', release: 'v1' } }, 'change'],
  [{ fly: { app: 'a', image: 'registry/a:1' } }, 'change'],
  [{ restore: { database: 'main', file: 'dump.sql' } }, 'destroy'],
  [{ restore: { database: 'main', file: 'dump', format: 'custom' } }, 'destroy'],
  [{ traffic: { url: 'https://lb.test/switch', method: 'POST' } }, 'change'],
])('%j is judged by what it runs', (step, danger) => {
  expect(describeAction(compiled(step), probes).danger).toBe(danger)
})

test('a switch of traffic is a request, through the host it names', () => {
  const headers = { Authorization: 'Bearer ${secrets.token}' }
  const step = { traffic: { url: 'http://lb/x', method: 'PUT' as const, headers, json: { a: 1 } } }
  expect(compiled(step, 'edge')).toEqual({
    kind: 'http',
    config: { url: 'http://lb/x', method: 'PUT', headers, json: { a: 1 }, via: 'edge' },
  })
})

test('what needs exactly one of two says so', () => {
  expect(compileAction({ fly: { app: 'a' } }, undefined)).toEqual({
    key: 'fly',
    expected: 'release, image',
  })
  expect(compileAction({ command: { run: 'ls', argv: ['ls'] } }, undefined)).toEqual({
    key: 'command',
    expected: 'run, argv',
  })
  expect(compileAction({}, undefined)).toBeUndefined()
})

describe('run by a shell', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warroom-rollback-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const profile = profileSchema.parse({
    name: 'p',
    environment: 'staging',
    postgres: { main: { url: 'postgres://app:${secrets.db}@db.test:6000/shop' } },
    secrets: { db: { env: 'DB' } },
  })
  /** Resolved as a run resolves it, then run; programs of the folder come first. */
  function run(step: WrittenAction, literals: Record<string, string> = {}, cwd = folder) {
    const scope = createScope(profile, () => "p'w $(x)", {}, literals)
    const { kind, config } = compiled(step)
    const resolved = scope.resolveCheck(kind, config, 'real')
    if (!resolved.ok) throw new Error(JSON.stringify(resolved.failure))
    const { run: script, env } = resolved.value
    if (typeof script !== 'string') throw new Error('no script')
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: `${folder}:${process.env.PATH ?? ''}`,
        TMPDIR: folder,
        ...(env as Record<string, string>),
      },
    })
    return { status, stdout, stderr }
  }
  function program(name: string, script: string) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const said = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd()

  describe('git', () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    beforeEach(() => {
      git('init', '-q')
      for (const text of ['one', 'two']) {
        writeFileSync(join(folder, 'file'), text)
        git('add', 'file')
        git('commit', '-qm', text)
      }
      git('tag', 'good', 'HEAD~1')
    })
    const checkOut = { git: { folder: '.', commit: '${release.last_good}' } }

    test('checks the commit out', () => {
      writeFileSync(join(folder, 'built'), 'git does not know it')
      expect(run(checkOut, { 'release.last_good': 'good' }).status).toBe(0)
      expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'good'))
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('one')
    })

    test('refuses where files were changed, and names them', () => {
      writeFileSync(join(folder, 'file'), 'by hand')
      const { status, stderr } = run(checkOut, { 'release.last_good': 'good' })
      expect([status, stderr]).toEqual([1, expect.stringContaining(' M file')])
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('by hand')
    })

    test('does nothing with what is no commit', () => {
      for (const commit of ['nothing', '--orphan', '-f', '', '$(touch hit)', 'HEAD; touch hit'])
        expect(run(checkOut, { 'release.last_good': commit }).status).not.toBe(0)
      expect(git('log', '-1', '--format=%s')).toBe('two')
      expect(git('status', '--porcelain')).toBe('')
    })
  })

  describe('fly', () => {
    const releases = [
      { version: 43, text: 'Release' },
      { version: 42, text: '"Version": 41, {"ImageRef":"evil"}' },
      { version: 41, text: 'a, b' },
    ].map(({ version, text }) => ({
      ID: `id-${version}`,
      Version: version,
      Stable: true,
      Description: text,
      User: { ID: 'u', Email: 'a@b.c', Name: 'A, B' },
      ImageRef: `registry.fly.io/app:deployment-${version}`,
    }))
    beforeEach(() => {
      program(
        'fly',
        `echo "$*" >> "${folder}/calls"; pwd >> "${folder}/where"
[ "$1" = releases ] && cat "${folder}/releases.json"; exit 0`,
      )
    })
    const deploy = { fly: { app: 'app', release: '${release.last_good}' } }

    test.each([undefined, 4])('deploys the image of the release, indent %s', (indent) => {
      writeFileSync(join(folder, 'releases.json'), JSON.stringify(releases, undefined, indent))
      expect(run(deploy, { 'release.last_good': 'v41' }).status).toBe(0)
      expect(said('calls').split('\n')).toEqual([
        'releases -a app --image --json',
        'deploy -a app --image registry.fly.io/app:deployment-41 -y',
      ])
      // Not where a fly.toml may be.
      const [looked, deployed] = said('where').split('\n')
      expect(looked).toBe(folder)
      expect(deployed).not.toBe(folder)
    })

    test('with no such release, or an answer of another form, deploys nothing', () => {
      writeFileSync(join(folder, 'releases.json'), JSON.stringify(releases))
      const { status, stderr } = run(deploy, { 'release.last_good': 'v40' })
      expect([status, stderr]).toEqual([1, expect.stringContaining('release v40')])
      const turned = releases.map(({ ImageRef, ...rest }) => ({ ImageRef, ...rest }))
      writeFileSync(join(folder, 'releases.json'), JSON.stringify(turned))
      expect(run(deploy, { 'release.last_good': '42' }).status).not.toBe(0)
      expect(said('calls')).not.toContain('deploy')
    })

    test('deploys a named image as it is, without the release command where asked', () => {
      const fly = { app: 'app', image: '${release.last_good}', 'skip-release-command': true }
      expect(run({ fly }, { 'release.last_good': 'registry/app:1 $(x)' }).status).toBe(0)
      expect(said('calls')).toBe(
        'deploy -a app --image registry/app:1 $(x) --skip-release-command -y',
      )
    })
  })

  describe('restore', () => {
    const dump = 'SELECT 1;\n'
    const sha256 = createHash('sha256').update(dump).digest('hex')
    beforeEach(() => {
      for (const name of ['psql', 'pg_restore'])
        program(
          name,
          `for each in "$@"; do echo "$each"; done > "${folder}/arguments"
env | grep '^PG' | sort > "${folder}/environment"`,
        )
      writeFileSync(join(folder, 'dump.sql'), dump)
    })

    test('gives psql the file, and the address where no process list shows it', () => {
      const restore = { database: 'main', file: 'dump.sql', sha256 }
      expect(run({ restore }).status).toBe(0)
      expect(said('arguments').split('\n')).toEqual([
        '-X',
        '-v',
        'ON_ERROR_STOP=1',
        '--single-transaction',
        '-f',
        'dump.sql',
      ])
      expect(said('environment').split('\n')).toEqual([
        'PGDATABASE=shop',
        'PGHOST=db.test',
        "PGPASSWORD=p'w $(x)",
        'PGPORT=6000',
        'PGSSLMODE=prefer',
        'PGUSER=app',
      ])
    })

    test('takes the checksum from beside the file', () => {
      writeFileSync(join(folder, 'dump.sql.sha256'), `${sha256}  /elsewhere/dump.sql\n`)
      const restore = { database: 'main', file: 'dump.sql', format: 'custom' as const }
      expect(run({ restore }).status).toBe(0)
      expect(said('arguments').split('\n').slice(-3)).toEqual(['-d', 'shop', 'dump.sql'])
    })

    test.each<[string, string | undefined]>([
      ['another checksum', 'a'.repeat(64)],
      ['no checksum', undefined],
    ])('with %s restores nothing', (_, expected) => {
      const sum = expected === undefined ? {} : { sha256: expected }
      const { status } = run({ restore: { database: 'main', file: 'dump.sql', ...sum } })
      expect(status).not.toBe(0)
      expect(() => said('arguments')).toThrow('ENOENT')
    })
  })

  test('no value is ever read as shell', () => {
    program('fly', `printf '%s\\n' "$@" > "${folder}/arguments"`)
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme-ascii' }), (value) => {
        const fly = { app: '${a}', image: '${b}' }
        const { status } = run({ fly }, { a: 'app', b: value })
        expect(status).toBe(0)
        expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(
          `deploy\n-a\napp\n--image\n${value}\n-y\n`,
        )
      }),
      { numRuns: 20 },
    )
  })
})
