import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { SecretSource } from '../../shared/model/profile.ts'
import { createLocalShell } from '../shell/local-shell.ts'
import { createRedactor } from './create-redactor.ts'
import { createSecretResolver } from './resolver.ts'
import { createVault, type Protector } from './vault.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-secrets-'))
})
afterEach(() => rm(folder, { recursive: true }))

const signal = new AbortController().signal
/** Reverses: enough to see that what is on disk is not what was typed. */
const protector: Protector = {
  available: true,
  seal: (text) => Promise.resolve(text.split('').toReversed().join('')),
  open: (sealed) => Promise.resolve(sealed.split('').toReversed().join('')),
}

function resolverOf(
  secrets: Record<string, SecretSource>,
  environment: Record<string, string> = {},
) {
  const redactor = createRedactor()
  const vault = createVault({ protector, file: join(folder, 'vault.json') })
  const shell = createLocalShell()
  const resolver = createSecretResolver({
    profileName: 'prod',
    secrets,
    redactor,
    vault,
    shell,
    environment,
  })
  return { resolver, redactor, vault }
}

describe('a profile’s secrets', () => {
  it('come from where the profile says, and the redactor knows each', async () => {
    const file = join(folder, 'token')
    await writeFile(file, 'from-a-file\nsecond line\n')
    const { resolver, redactor, vault } = resolverOf(
      {
        a: { env: 'TOKEN' },
        b: { file },
        c: { command: 'echo from-a-command; echo more' },
        d: { vault: true },
      },
      { TOKEN: 'from-the-environment' },
    )
    await vault.set('prod', 'd', 'from-the-vault')
    expect(await resolver.prepare(['a', 'b', 'c', 'd'], signal)).toEqual({ ok: true, value: null })
    const values = ['a', 'b', 'c', 'd'].map((name) => resolver.value(name))
    expect(values).toEqual([
      'from-the-environment',
      'from-a-file',
      'from-a-command',
      'from-the-vault',
    ])
    expect(redactor.redact(values.join(' '))).toBe('«a» «b» «c» «d»')
  })

  it.each<[string, SecretSource, string]>([
    ['an unset variable', { env: 'NOPE' }, 'secret.env-unset'],
    ['an empty variable', { env: 'EMPTY' }, 'secret.env-unset'],
    ['a file that is not there', { file: '/nowhere/token' }, 'secret.file-unreadable'],
    ['a command that fails', { command: 'echo locked >&2; exit 3' }, 'secret.command-failed'],
    ['a command that says nothing', { command: 'true' }, 'secret.command-empty'],
    ['an empty vault', { vault: true }, 'secret.vault-empty'],
  ])('%s: names which and why', async (_, source, id) => {
    const { resolver } = resolverOf({ x: source }, { EMPTY: '' })
    expect(await resolver.prepare(['x'], signal)).toMatchObject({
      failure: { cause: 'missing-secret', name: 'x', message: { id } },
    })
    expect(resolver.value('x')).toBeUndefined()
  })

  it('bar 18: shows nothing of a value that a failing command printed', async () => {
    const { resolver } = resolverOf({
      x: { command: 'echo s3cret-value; echo "bad: s3cret-value" >&2; exit 1' },
    })
    const prepared = await resolver.prepare(['x'], signal)
    expect(JSON.stringify(prepared)).not.toContain('s3cret-value')
    expect(JSON.stringify(prepared)).toContain('«x»')
  })

  it('of an address, shows nothing of its password alone either', async () => {
    const url = 'postgres://app:s3cret%2Fword@db/app'
    const { resolver, redactor } = resolverOf({ url: { env: 'URL' } }, { URL: url })
    await resolver.prepare(['url'], signal)
    expect(redactor.redact('no s3cret/word, no s3cret%2Fword')).toBe('no «url», no «url»')
  })

  it('asks a password manager once, for all who need it at once', async () => {
    const log = join(folder, 'asked')
    const { resolver } = resolverOf({ x: { command: `echo asked >> ${log}; echo the-value` } })
    await Promise.all([resolver.prepare(['x'], signal), resolver.prepare(['x'], signal)])
    await resolver.prepare(['x'], signal)
    expect(await readFile(log, 'utf8')).toBe('asked\n')
    expect(await resolver.status()).toEqual([{ name: 'x', source: 'command', state: 'set' }])
  })

  it('tells what is set without running a command', async () => {
    const { resolver } = resolverOf(
      { a: { env: 'A' }, b: { env: 'B' }, c: { command: 'exit 1' }, d: { vault: true } },
      { A: 'aaaa' },
    )
    expect((await resolver.status()).map(({ state }) => state)).toEqual([
      'set',
      'unset',
      'untried',
      'unset',
    ])
  })
})

describe('the vault', () => {
  it('keeps what the keyring sealed, for its owner only', async () => {
    const file = join(folder, 'vault.json')
    expect(await createVault({ protector, file }).set('prod', 'db', 's3cret-value')).toBe('vault')
    expect(await readFile(file, 'utf8')).not.toContain('s3cret-value')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const later = createVault({ protector, file })
    expect(await later.get('prod', 'db')).toEqual({ state: 'set', value: 's3cret-value' })
    expect(await later.get('staging', 'db')).toEqual({ state: 'unset' })
    await later.forget('prod', 'db')
    expect(await later.has('prod', 'db')).toBe(false)
  })

  it('loses none of many changes at once', async () => {
    const vault = createVault({ protector, file: join(folder, 'vault.json') })
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`)
    await Promise.all(names.map((name) => vault.set('prod', name, `value-of-${name}`)))
    const kept = await Promise.all(names.map((name) => vault.has('prod', name)))
    expect(kept.every(Boolean)).toBe(true)
  })

  it.each([undefined, { ...protector, available: false }])(
    'bar 6: without a keyring nothing touches the disk',
    async (none) => {
      const file = join(folder, 'vault.json')
      const vault = createVault({ ...(none ? { protector: none } : {}), file })
      expect(vault.kind).toBe('memory')
      expect(await vault.set('prod', 'db', 's3cret-value')).toBe('memory')
      expect(await vault.get('prod', 'db')).toEqual({ state: 'set', value: 's3cret-value' })
      await expect(stat(file)).rejects.toThrow('ENOENT')
    },
  )

  it('says so when it cannot be opened', async () => {
    const file = join(folder, 'vault.json')
    await createVault({ protector, file }).set('prod', 'db', 's3cret-value')
    const other = { ...protector, open: () => Promise.reject(new Error('wrong key')) }
    expect(await createVault({ protector: other, file }).get('prod', 'db')).toMatchObject({
      state: 'unreadable',
    })
    await writeFile(file, '{ not json')
    expect(await createVault({ protector, file }).get('prod', 'db')).toMatchObject({
      state: 'unreadable',
    })
  })
})
