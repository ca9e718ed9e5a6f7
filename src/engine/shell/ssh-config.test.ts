import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { parseJump, resolveSshTarget } from './ssh-config.ts'
import type { SshDefaults, SshHostSettings } from './ssh-config.ts'

let home = ''
let defaults: SshDefaults
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'warroom-ssh-config-'))
  await mkdir(join(home, '.ssh'))
  defaults = {
    homeDir: home,
    userName: 'lea',
    configFiles: [join(home, '.ssh', 'config'), join(home, 'ssh_config')],
    globalKnownHostsFiles: ['/etc/ssh/ssh_known_hosts'],
    agentSocket: '/run/agent',
  }
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function resolve(config: string, wanted: SshHostSettings, system = '') {
  await writeFile(join(home, '.ssh', 'config'), config)
  if (system !== '') await writeFile(join(home, 'ssh_config'), system)
  const resolved = await resolveSshTarget(wanted, defaults)
  if (!resolved.ok) throw new Error(resolved.message.id)
  return resolved.target
}

describe('a host of the SSH configuration', () => {
  it('without any is taken as it is', async () => {
    expect(await resolve('', { host: 'db.example.org' })).toEqual({
      name: 'db.example.org',
      host: 'db.example.org',
      port: 22,
      user: 'lea',
      identityFiles: ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => ({
        path: join(home, '.ssh', name),
        named: false,
      })),
      agentSocket: '/run/agent',
      knownHostsFiles: [
        join(home, '.ssh/known_hosts'),
        join(home, '.ssh/known_hosts2'),
        '/etc/ssh/ssh_known_hosts',
      ],
      jumps: [],
    })
  })

  it('takes the first value of each setting, keys adding up, and the system’s file last', async () => {
    const target = await resolve(
      `Host prod-*
  hostname %h.example.org
  USER deploy
  IdentityFile ~/.ssh/%r_%h
Host prod-1
  Port 2222
  User nobody
  IdentityFile %d/second
  UserKnownHostsFile ~/known_a /known_b
  IdentitiesOnly yes
  HostKeyAlias prod
`,
      { host: 'prod-1' },
      'Host *\n  Port 22\n  User system\n  GlobalKnownHostsFile /global\n',
    )
    expect(target).toMatchObject({
      name: 'prod-1',
      host: 'prod-1.example.org',
      port: 2222,
      user: 'deploy',
      identityFiles: [
        { path: join(home, '.ssh/deploy_prod-1.example.org'), named: false },
        { path: join(home, 'second'), named: false },
      ],
      knownHostsFiles: [join(home, 'known_a'), '/known_b', '/global'],
      hostKeyAlias: 'prod',
    })
    expect(target.agentSocket).toBeUndefined()
  })

  it('lets the profile’s own words win', async () => {
    const target = await resolve('Host prod-1\n  Port 2222\n  User deploy\n  IdentityFile ~/a\n', {
      host: 'prod-1',
      port: 22,
      user: 'root',
      identityFile: '~/mine',
      knownHostsFile: '~/theirs',
      agent: false,
    })
    expect(target).toMatchObject({ port: 22, user: 'root' })
    expect(target.identityFiles).toEqual([{ path: join(home, 'mine'), named: true }])
    expect(target.knownHostsFiles[0]).toBe(join(home, 'theirs'))
    expect(target.agentSocket).toBeUndefined()
  })

  it('follows Include, without letting the included Host swallow what follows', async () => {
    await mkdir(join(home, '.ssh/conf.d'))
    await writeFile(join(home, '.ssh/conf.d/a'), 'Host a\n  User included\n')
    const config = 'Include conf.d/*\nPort 2200\nHost *\n  User everyone\n'
    expect(await resolve(config, { host: 'a' })).toMatchObject({ user: 'included', port: 2200 })
    expect(await resolve(config, { host: 'b' })).toMatchObject({ user: 'everyone', port: 2200 })
  })

  it('ends an Include of itself', async () => {
    expect(await resolve('Include config\nPort 2200\n', { host: 'a' })).toMatchObject({
      port: 2200,
    })
  })

  it('never runs Match exec, nor nslookup', async () => {
    const config = `CanonicalizeHostname yes
Match exec "touch ${join(home, 'ran')}"
  User pwned
Match host a
  Port 2200
`
    expect(await resolve(config, { host: 'a' })).toMatchObject({ user: 'lea', port: 2200 })
    expect(existsSync(join(home, 'ran'))).toBe(false)
  })

  it('reads jumps, and says that a ProxyCommand is not run', async () => {
    const config = 'Host a\n  ProxyJump me@gate:2222,inner\nHost b\n  ProxyCommand nc %h %p\n'
    expect((await resolve(config, { host: 'a' })).jumps).toEqual([
      { host: 'gate', user: 'me', port: 2222 },
      { host: 'inner' },
    ])
    const refused = await resolveSshTarget({ host: 'b' }, defaults)
    expect(refused).toMatchObject({
      ok: false,
      cause: 'unsupported',
      message: { id: 'shell.ssh.proxy-command', values: { host: 'b' } },
    })
  })

  it('says that a port is none', async () => {
    await writeFile(join(home, '.ssh', 'config'), 'Host a\n  Port ssh\n')
    const refused = await resolveSshTarget({ host: 'a' }, defaults)
    expect(refused).toMatchObject({
      ok: false,
      cause: 'bad-config',
      message: { id: 'shell.ssh.port' },
    })
  })

  it('says which file cannot be read', async () => {
    await mkdir(join(home, '.ssh', 'config'))
    const refused = await resolveSshTarget({ host: 'b' }, defaults)
    expect(refused).toMatchObject({
      ok: false,
      cause: 'bad-config',
      message: { id: 'shell.ssh.config' },
    })
  })
})

it.each([
  ['gate', { host: 'gate' }],
  ['me@gate', { host: 'gate', user: 'me' }],
  ['gate:2222', { host: 'gate', port: 2222 }],
  ['me@corp@gate:22', { host: 'gate', user: 'me@corp', port: 22 }],
  ['[fe80::1]:22', { host: 'fe80::1', port: 22 }],
  ['::1', { host: '::1' }],
  ['ssh://me@gate:2222/', { host: 'gate', user: 'me', port: 2222 }],
])('the jump %s', (text, jump) => {
  expect(parseJump(text)).toEqual(jump)
})
