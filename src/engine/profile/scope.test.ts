import { execFileSync } from 'node:child_process'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Json } from '../../shared/model/check.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import { createScope, type Resolved } from './scope.ts'

const profile = profileSchema.parse({
  name: 'test',
  environment: 'staging',
  variables: {
    host: 'api.test',
    port: '8443',
    base: 'https://${host}:${port}',
    loop: '${pool}',
    pool: '${loop}',
    'your-domain': 'shop.test',
  },
  endpoints: { api: '${base}/v1', host: 'an endpoint of a variable’s name' },
  hosts: {
    web: { ssh: { host: '${host}', passphrase: '${secrets.key}' } },
    box: { container: 'app', on: 'web' },
    lost: { container: 'app', on: 'nowhere' },
  },
  postgres: {
    main: { url: 'postgres://app:${secrets.db}@${host}/app' },
    inner: { url: 'postgres://app@inner/app', via: 'web' },
  },
  secrets: { db: { env: 'DB' }, key: { env: 'KEY' }, unset: { env: 'UNSET' } },
})
const values: Record<string, string> = { db: 'hunter2hunter2', key: 'k3yk3yk3y' }
const scope = createScope(profile, (name) => values[name], {
  version: '1.2.3',
  host: 'runbook.test',
})

function valueOf<T>(resolved: Resolved<T>): T {
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.failure))
  return resolved.value
}
const why = (resolved: Resolved<unknown>) =>
  resolved.ok ? undefined : [resolved.failure.cause, resolved.failure.name]

describe('names of a profile', () => {
  it('fills them in, in any depth, endpoints and runbook variables included', () => {
    const value: Json = {
      url: '${api}/x',
      deep: [{ port: '${port}' }],
      v: '${version} ${endpoints.api}',
      n: 5,
    }
    expect(valueOf(scope.resolve(value, 'real'))).toEqual({
      url: 'https://api.test:8443/v1/x',
      deep: [{ port: '8443' }],
      v: '1.2.3 https://api.test:8443/v1',
      n: 5,
    })
  })

  it('prefers the profile to the runbook, and leaves `$${` as `${`', () => {
    expect(valueOf(scope.resolve('${host} $${host}', 'real'))).toBe('api.test ${host}')
  })

  it('fills in <name> only where there is such a variable', () => {
    expect(valueOf(scope.resolve('<host> <your-domain> <b>bold</b>', 'real'))).toBe(
      'api.test shop.test <b>bold</b>',
    )
    expect(why(scope.resolveCheck('http', { url: 'https://<unknown>/' }, 'real'))).toEqual([
      'missing-variable',
      'unknown',
    ])
  })

  it('names what is missing, and sees a circle', () => {
    expect(why(scope.resolve('${nope}', 'real'))).toEqual(['missing-variable', 'nope'])
    expect(why(scope.resolve('${loop}', 'real'))).toEqual(['bad-config', 'loop'])
    expect(why(scope.resolve('${secrets.unset}', 'real'))).toEqual(['missing-secret', 'unset'])
    expect(why(scope.resolve('${secrets.never}', 'masked'))).toEqual(['missing-secret', 'never'])
    expect(why(scope.resolveCheck('postgres', { on: 'nope' }, 'masked'))).toEqual([
      'missing-target',
      'nope',
    ])
    expect(why(scope.resolveCheck('command', { run: 'true', on: 'lost' }, 'masked'))).toEqual([
      'missing-target',
      'nowhere',
    ])
  })

  it('shows a secret by its name only', () => {
    expect(valueOf(scope.resolve('key=${secrets.db}', 'masked'))).toBe('key=«db»')
    expect(valueOf(scope.database('postgres', 'main', 'masked'))).toBe(
      'postgres://app:«db»@api.test/app',
    )
    expect(valueOf(scope.database('postgres', 'main', 'real'))).toContain('hunter2hunter2')
  })

  it('takes the address of a database apart, for programs that want it in pieces', () => {
    const pieces = '${postgres.main.host} ${postgres.main.port} ${postgres.main.user}'
    expect(valueOf(scope.resolve(pieces, 'real'))).toBe('api.test 5432 app')
    const more = '${postgres.main.database} ${postgres.main.sslmode} ${postgres.main.password}'
    expect(valueOf(scope.resolve(more, 'masked'))).toBe('app prefer «db»')
    expect(valueOf(scope.resolve(more, 'real'))).toBe('app prefer hunter2hunter2')
    expect(scope.secretsIn(pieces)).toEqual(['db'])
    expect(why(scope.resolve('${postgres.nope.host}', 'masked'))).toEqual([
      'missing-target',
      'nope',
    ])
    expect(why(scope.resolve('${postgres.main.colour}', 'masked'))).toEqual([
      'missing-variable',
      'postgres.main.colour',
    ])
    const whole = profileSchema.parse({
      name: 'p',
      environment: 'staging',
      postgres: {
        main: { url: '${secrets.url}' },
        odd: { url: 'mysql://x' },
        v6: { url: 'postgresql://u%40x:p%2Fw@[::1]:6000/a%20b?sslmode=require' },
      },
      secrets: { url: { env: 'URL' } },
    })
    const other = createScope(whole, () => 'postgres://a:b@c:1/d', {})
    const all = (name: string) =>
      ['host', 'port', 'user', 'password', 'database', 'sslmode']
        .map((part) => `\${postgres.${name}.${part}}`)
        .join(' ')
    expect(valueOf(other.resolve(all('main'), 'real'))).toBe('c 1 a b d prefer')
    expect(valueOf(other.resolve('${postgres.main.password}', 'masked'))).toBe('«url»')
    expect(valueOf(other.resolve(all('v6'), 'real'))).toBe('::1 6000 u@x p/w a b require')
    expect(why(other.resolve('${postgres.odd.host}', 'real'))).toEqual(['bad-config', 'odd'])
  })

  it('tells which secrets a check needs, by way of its host and database too', () => {
    expect(scope.secretsOf('postgres', { on: 'main' })).toEqual(['db'])
    expect(scope.secretsOf('queue', { postgres: 'main' })).toEqual(['db'])
    expect(scope.secretsOf('host', { on: 'box' })).toEqual(['key'])
    expect(scope.secretsOf('docker', { container: 'api', on: 'box' })).toEqual(['key'])
    expect(scope.secretsOf('command', { run: 'x ${secrets.db}', on: 'box' })).toEqual(['db', 'key'])
  })

  it('gives the hosts that can be reached, and says why of the others', () => {
    const { hosts, problems } = scope.hosts('real')
    expect(hosts.web).toEqual({ ssh: { host: 'api.test', passphrase: 'k3yk3yk3y' } })
    expect(Object.keys(hosts)).toEqual(['web', 'box'])
    expect(problems.lost?.cause).toBe('missing-target')
  })
})

describe('names in a shell script', () => {
  const resolve = (
    run: string,
    variables: Record<string, string> = {},
    env: Record<string, string> = {},
  ) =>
    createScope(
      { ...profile, variables: { ...profile.variables, ...variables } },
      (name) => values[name],
      {},
    ).resolveCheck('command', { run, ...(Object.keys(env).length > 0 ? { env } : {}) }, 'real')
  const output = (run: string, variables: Record<string, string> = {}) => {
    const config = valueOf(resolve(run, variables))
    return execFileSync('sh', ['-c', typeof config.run === 'string' ? config.run : ''], {
      env: { PATH: process.env.PATH ?? '', ...(config.env as Record<string, string>) },
      encoding: 'utf8',
    })
  }

  it('never lets a value be read as shell, wherever it stands', () => {
    const value = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((text) => !/[\0\n\r]/.test(text))
    fc.assert(
      fc.property(value, (text) => {
        const escaped = text.replaceAll('${', '$${').replaceAll('<', '< ')
        const seen = escaped.replaceAll('$${', '${')
        const script = 'printf "%s|" ${x} "<${x}>" \'in ${x}\' <x> "pre"<x>post ${a-b.c}'
        expect(output(script, { x: escaped, 'a-b.c': escaped })).toBe(
          `${seen}|<${seen}>|in ${seen}|${seen}|pre${seen}post|${seen}|`,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('keeps what is the shell’s own', () => {
    expect(
      output(
        'N=1; for i in 1 2; do N=$((N+i)); done; echo "${N} ${UNKNOWN:-none} $? ${PATH:+set}"',
      ),
    ).toBe('4 none 0 set\n')
    expect(output("echo '${NOT_OURS}' \\${NOT_OURS} [$${host}] # ${NOT_OURS} <b>")).toBe(
      '${NOT_OURS} ${NOT_OURS} []\n',
    )
    expect(output('cat <<EOF\n${host} "$host"\nEOF\n')).toBe('api.test "api.test"\n')
  })

  it('lets nothing unknown become empty', () => {
    expect(why(resolve('rm -rf ${PREFIX}/data'))).toEqual(['missing-variable', 'PREFIX'])
    expect(why(resolve('curl -fsS https://<unknown>/v1'))).toEqual(['missing-variable', 'unknown'])
    expect(why(resolve('curl "https://<unknown>/v1"'))).toEqual(['missing-variable', 'unknown'])
    expect(resolve('rm -rf ${PREFIX}/data', {}, { PREFIX: '/tmp/x' }).ok).toBe(true)
  })

  it('leaves redirections alone', () => {
    expect(output('cat < /dev/null > /dev/null; echo "<b>" 2>&1')).toBe('<b>\n')
  })

  it('keeps secrets out of the script’s text', () => {
    const config = valueOf(resolve('psql "postgres://u:${secrets.db}@<host>/x"'))
    expect(config.run).toBe('psql "postgres://u:${WARROOM_secrets_db}@${host}/x"')
    expect(config.env).toEqual({ WARROOM_secrets_db: 'hunter2hunter2', host: 'api.test' })
  })

  it('finds a secret by its bare name, as runbooks write it', () => {
    expect(valueOf(resolve('psql $db -c "${db}"'))).toEqual({
      run: 'psql $db -c "${db}"',
      env: { db: 'hunter2hunter2' },
    })
    expect(scope.secretsOf('command', { run: 'psql $db' })).toEqual(['db'])
  })

  it('runs where the profile’s commands run', () => {
    const there = createScope(
      { ...profile, commands: { folder: '/srv/${host}' } },
      () => undefined,
      {},
    )
    const resolved = valueOf(there.resolveCheck('command', { run: 'ls' }, 'real'))
    expect(resolved).toEqual({ run: 'ls', cwd: '/srv/api.test' })
    expect(valueOf(there.resolveCheck('command', { run: 'ls', cwd: '/tmp' }, 'real')).cwd).toBe(
      '/tmp',
    )
  })

  it('refuses a placeholder of several lines', () => {
    expect(why(resolve('echo <x>', { x: 'a\nb' }))).toEqual(['bad-config', 'x'])
  })
})

describe('the way to a target', () => {
  const via = (config: Record<string, Json>) => scope.resolveCheck('postgres', config, 'masked')

  it('is the profile’s, whoever asks, unless the check names another', () => {
    expect(valueOf(via({ on: 'inner' }))).toEqual({ on: 'inner', via: 'web' })
    expect(valueOf(via({ on: 'main' }))).toEqual({ on: 'main' })
    const query = { postgres: 'inner', query: 'SELECT 1 AS waiting' }
    expect(valueOf(scope.resolveCheck('queue', query, 'masked'))).toMatchObject({ via: 'web' })
    expect(valueOf(via({ on: 'inner', via: 'box' }))).toEqual({ on: 'inner', via: 'box' })
  })

  it('must exist, and its secrets are needed, too', () => {
    expect(why(via({ on: 'main', via: 'wbe' }))).toEqual(['missing-target', 'wbe'])
    expect(scope.secretsOf('postgres', { on: 'inner' })).toEqual(['key'])
    expect(scope.secretsOf('http', { url: 'http://x', via: 'box' })).toEqual(['key'])
  })
})
