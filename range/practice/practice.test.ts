import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { probeKinds } from '../../src/shared/model/check.ts'
import { profileSchema } from '../../src/shared/model/profile.ts'
import type { Place } from './place.ts'
import { createPracticeProfile, writeProfile } from './profile.ts'
import { createPracticeRunbook } from './runbook.ts'

const place: Place = {
  services: {
    medquiz: 'http://127.0.0.1:1001',
    mapquiz: 'http://127.0.0.1:1002',
    sylion: 'http://127.0.0.1:3000',
    site: 'https://localhost:1004',
  },
  postgres: { host: '127.0.0.1', port: 5001, user: 'warroom', database: 'postgres' },
  redis: { host: '127.0.0.1', port: 6001 },
  sshd: {
    host: '127.0.0.1',
    port: 2201,
    user: 'camille',
    identityFile: '/tmp/p/client_key',
    knownHostsFile: '/tmp/p/known_hosts',
  },
  prometheus: 'http://127.0.0.1:9090',
  alertmanager: 'http://127.0.0.1:9093',
  containers: ['sylion-postgres', 'sylion-redis'],
  controlScript: '/tmp/p/range.sh',
  files: {
    folder: '/tmp/p',
    authority: '/tmp/p/authority.pem',
    env: '/tmp/p/medquiz.env',
    logs: {
      medquiz: '/tmp/p/medquiz.log',
      sylion: '/tmp/p/sylion/sylion.log',
      sylionAccess: '/tmp/p/sylion-access.log',
    },
    secrets: {
      postgres_password: '/tmp/p/secrets/postgres_password',
      redis_password: '/tmp/p/secrets/redis_password',
      metrics_token: '/tmp/p/secrets/metrics_token',
      whatsapp_verify_token: '/tmp/p/secrets/whatsapp_verify_token',
    },
  },
}

const fences = (runbook: string) =>
  [...runbook.matchAll(/^ {2}```yaml check\n([^]*?)\n {2}```$/gm)].map(
    ([, body = '']) => parse(body.replace(/^ {2}/gm, '')) as Record<string, unknown>,
  )

test('the written profile reads back as it was', () => {
  const profile = createPracticeProfile(place)
  expect(profileSchema.parse(parse(writeProfile(profile)))).toEqual(profile)
  expect(profile.environment).toBe('practice')
  expect(profile.variables.host).toBe('localhost:1004')
  expect(profile.commands.on).toBe('box')
  expect(Object.keys(profile.hosts)).toEqual(['local', 'box', 'sylion-postgres', 'sylion-redis'])
})

test('a profile names nothing that does not run', () => {
  const { services, files, controlScript } = place
  const profile = createPracticeProfile({ services, files, controlScript, containers: [] })
  expect(profile.commands.on).toBe('local')
  expect(Object.keys(profile.hosts)).toEqual(['local'])
  expect(profile.postgres).toEqual({})
  expect(profile.redis).toEqual({})
})

test('the runbook has a check of every kind that the range can answer, and every name in it is in the profile', () => {
  const runbook = createPracticeRunbook(new Map())
  const checks = fences(runbook)
  const kinds = checks.flatMap((check) => probeKinds.filter((kind) => kind in check))
  // A log is judged where its tail is followed: in a run, and not by every command of the CLI.
  const answered = probeKinds.filter((kind) => kind !== 'log')
  expect(new Set(kinds)).toEqual(new Set(answered))

  const profile = createPracticeProfile(place)
  const known = new Set([
    ...Object.keys(profile.variables),
    ...Object.keys(profile.endpoints).map((name) => `endpoints.${name}`),
    ...Object.keys(profile.secrets).map((name) => `secrets.${name}`),
  ])
  const used = [...runbook.matchAll(/\$\{([^}]+)\}/g)].map(([, name]) => name)
  expect(used.filter((name) => !known.has(name ?? ''))).toEqual([])
  const hosts = checks.flatMap(({ command }) => (command ? [(command as { on: string }).on] : []))
  expect(hosts.filter((name) => !(name in profile.hosts))).toEqual([])
})

test('a check that cannot run here is a line that says why, in place', () => {
  const all = fences(createPracticeRunbook(new Map())).length
  const runbook = createPracticeRunbook(new Map([['redis', 'redis-server n’est pas installé.']]))
  expect(fences(runbook)).toHaveLength(all - 2)
  expect(runbook).toMatch(/\{#redis [^]*?> Sans objet sur cette machine : redis-server n’est pas/)
})
