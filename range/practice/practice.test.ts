import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { probeKinds } from '../../src/shared/model/check.ts'
import { profileSchema } from '../../src/shared/model/profile.ts'
import { place } from './place.fixture.ts'
import { createPracticeProfile, writeProfile } from './profile.ts'
import { createPracticeRunbook } from './runbook.ts'

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
