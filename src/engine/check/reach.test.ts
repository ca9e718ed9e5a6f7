import { expect, test } from 'vitest'

import type { Json, ProbeKind } from '../../shared/model/check.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import { createScope } from '../profile/scope.ts'
import { reachOf } from './reach.ts'

const profile = profileSchema.parse({
  name: 'p',
  environment: 'production',
  hosts: {
    'prod-1': { ssh: { host: 'prod-1.example.org' } },
    here: { local: true },
    box: { container: 'c', on: 'prod-1' },
    'own-box': { container: 'c' },
  },
  postgres: {
    main: { url: 'postgres://app:${secrets.db}@db.example.org/app' },
    own: { url: 'postgres://app:${secrets.db}@localhost/app' },
  },
  redis: { own: { url: 'redis://127.0.0.1' } },
  secrets: { db: { env: 'DB' } },
})
const scope = createScope(profile, () => undefined, {})

test.each<[string, ProbeKind, Record<string, Json>]>([
  ['here', 'http', { url: 'http://localhost:8080/x' }],
  ['here', 'http', { url: 'http://[::1]:8080/x', via: 'here' }],
  ['elsewhere', 'http', { url: 'http://localhost:8080/x', via: 'prod-1' }],
  ['elsewhere', 'http', { url: 'https://api.example.org' }],
  ['elsewhere', 'http', { url: 'https://localhost.example.org' }],
  ['here', 'alerts', { prometheus: 'http://127.0.0.1:9090' }],
  ['elsewhere', 'alerts', { prometheus: 'http://127.0.0.1:9090', alertmanager: 'http://am:9093' }],
  ['here', 'websocket', { url: 'ws://localhost:8080/ws' }],
  ['elsewhere', 'websocket', { url: 'wss://api.example.org/ws' }],
  ['elsewhere', 'tcp', { host: 'db', port: 5432 }],
  ['here', 'tls', { host: '127.0.0.2', port: 443 }],
  ['elsewhere', 'postgres', { on: 'main' }],
  ['here', 'postgres', { on: 'own' }],
  ['here', 'queue', { on: 'own', name: 'mail' }],
  ['elsewhere', 'queue', { postgres: 'main', query: 'SELECT 1 AS waiting' }],
  ['here', 'host', {}],
  ['here', 'docker', { on: 'own-box' }],
  ['elsewhere', 'docker', { on: 'box' }],
  ['elsewhere', 'command', { on: 'prod-1', run: 'true' }],
  ['unclear', 'command', { run: 'curl https://api.example.org' }],
])('%s: %s %o', (reach, kind, config) => {
  expect(reachOf(kind, config, profile, scope)).toBe(reach)
})
