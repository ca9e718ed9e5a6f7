import { describe, expect, it } from 'vitest'

import { createShellProvider } from './shell-provider.ts'
import type { ShellProviderOptions } from './shell-provider.ts'

const hosts: ShellProviderOptions['hosts'] = {
  here: { local: true },
  'prod-1': { ssh: { host: 'prod-1.example.org' } },
  redis: { container: 'sylion-redis', on: 'prod-1' },
  inner: { container: 'inner', on: 'redis' },
  mine: { container: 'dev-db' },
  lost: { container: 'x', on: 'nowhere' },
  snake: { container: 'head', on: 'tail' },
  tail: { container: 'tail', on: 'snake' },
}

describe('the shells of a profile', () => {
  it.each([
    [undefined, 'local'],
    ['here', 'local'],
    ['prod-1', 'prod-1'],
    ['redis', 'prod-1 › sylion-redis'],
    ['inner', 'prod-1 › sylion-redis › inner'],
    ['mine', 'local › dev-db'],
  ])('%s is %s', async (name, label) => {
    await using provider = createShellProvider({ hosts })
    expect(await provider.shell(name)).toMatchObject({ ok: true, shell: { label } })
  })

  it.each([
    ['nowhere', 'missing-target', 'shell.host.missing', { name: 'nowhere' }],
    ['lost', 'missing-target', 'shell.host.missing', { name: 'nowhere' }],
    ['constructor', 'missing-target', 'shell.host.missing', { name: 'constructor' }],
    ['snake', 'bad-config', 'shell.host.circle', { path: 'snake › tail › snake' }],
  ])('%s is none: %s', async (name, cause, id, values) => {
    await using provider = createShellProvider({ hosts })
    expect(await provider.shell(name)).toMatchObject({
      ok: false,
      unmeasurable: { kind: 'unmeasurable', cause, message: { id, values } },
    })
  })

  it('runs on the default host what names none', async () => {
    await using provider = createShellProvider({ hosts, defaultHost: 'redis' })
    expect(await provider.shell()).toMatchObject({ shell: { label: 'prod-1 › sylion-redis' } })
  })
})
