import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import { buildProfile } from './build-profile.ts'
import { parseProfile } from './parse-profile.ts'
import { createProfileStore } from './profile-store.ts'

const valid = 'name: Production\nenvironment: production\nendpoints: { api: https://x.test }\n'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-profiles-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the text of a profile', () => {
  const problems = (text: string) => {
    const parsed = parseProfile(text)
    if (parsed.ok) return []
    return parsed.failure.map(({ line, column, path, suggestion, message }) => {
      expect(formatMessage(message, 'fr')).not.toBe('')
      return [`${line}:${column}`, path, message.id, ...(suggestion ? [suggestion] : [])].join(' ')
    })
  }

  it('names every mistake with its place and the nearest word', () => {
    expect(
      problems(`name: x
environmnt: staging
hosts:
  web:
    ssh: { hst: a, port: 99999 }
  box: {}
  odd: { lokal: true }
  "bad name": { local: true }
secrets:
  a: { envv: X }
postgres: { main: pg://x }
`),
    ).toEqual([
      '1:1 environment profile.missing-key',
      '2:1 environmnt profile.unknown-key environment',
      '5:5 hosts.web.ssh.host profile.missing-key',
      '5:12 hosts.web.ssh.hst profile.unknown-key host',
      '5:20 hosts.web.ssh.port profile.wrong-number',
      '6:3 hosts.box profile.not-one-kind',
      '7:10 hosts.odd.lokal profile.unknown-key local',
      '8:3 hosts.bad name profile.wrong-name',
      '10:8 secrets.a.envv profile.unknown-key env',
      '11:13 postgres.main profile.wrong-type',
    ])
  })

  it('names a way that leads through no host, and the host that was meant', () => {
    const text = `
name: x
environment: practice
hosts:
  prod-1: { ssh: { host: a } }
postgres:
  main: { url: 'postgres://db/app', via: prod1 }
redis:
  cache: { url: 'redis://cache', via: prod-1 }`
    expect(problems(text)).toEqual(['7:37 postgres.main.via profile.unknown-host prod-1'])
  })

  it.each(['', '- a', 'name: [', 'name: x\nname: y', 'a: &a [*a]'])(
    'refuses %j in words',
    (text) => {
      expect(problems(text).length).toBeGreaterThan(0)
    },
  )

  it('comes back the same from what the editor builds', () => {
    const parsed = profileSchema.parse({
      name: 'x: "y"',
      environment: 'practice',
      variables: { multi: 'a\nb', quoted: "it's ${x}" },
      hosts: { web: { ssh: { host: 'h' } } },
    })
    expect(parseProfile(buildProfile(parsed))).toEqual({ ok: true, value: parsed })
    expect(buildProfile(parsed)).not.toContain('redis')
  })
})

describe('the folder of profiles', () => {
  it('keeps them whole, for their owner only, and lists the invalid too', async () => {
    const store = await createProfileStore(folder)
    expect(await store.save('prod', valid)).toEqual({ ok: true, value: null })
    await writeFile(join(store.folder, 'broken.yaml'), 'name: [')
    expect((await stat(join(store.folder, 'prod.yaml'))).mode & 0o777).toBe(0o600)
    expect(await store.list()).toMatchObject([
      { name: 'broken', environment: 'invalid', problem: { id: 'profile.invalid' } },
      { name: 'prod', environment: 'production', targets: 1 },
    ])
    expect(await store.load('prod')).toMatchObject({ ok: true, value: { text: valid } })
  })

  it('refuses what is not valid, and leaves what was there', async () => {
    const store = await createProfileStore(folder)
    await store.save('prod', valid)
    expect(await store.save('prod', 'name: x')).toMatchObject({ failure: { code: 'bad-input' } })
    expect(await store.read('prod')).toMatchObject({ value: { text: valid } })
    expect(await readdir(store.folder)).toEqual(['prod.yaml'])
  })

  it.each(['../evil', 'a/b', '.hidden', '', 'a\0b'])(
    'never leaves its folder: %j',
    async (name) => {
      const store = await createProfileStore(folder)
      expect(await store.save(name, valid)).toMatchObject({ failure: { code: 'bad-input' } })
      expect(await store.read(name)).toMatchObject({ failure: { code: 'not-found' } })
      expect(await store.delete(name)).toMatchObject({ failure: { code: 'not-found' } })
    },
  )

  it('tells of an edit made elsewhere', async () => {
    const store = await createProfileStore(folder)
    let changes = 0
    const stop = store.onChange(() => (changes += 1))
    await writeFile(join(store.folder, 'new.yaml'), valid)
    await expect.poll(() => changes).toBeGreaterThan(0)
    stop()
    expect(await store.delete('new')).toEqual({ ok: true, value: null })
    expect(await store.list()).toEqual([])
  })
})
