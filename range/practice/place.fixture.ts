import type { Place } from './place.ts'

/** A range that has all of its parts. */
export const place: Place = {
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
    dataVolume: '/tmp/p/data',
    backup: '/tmp/p/medquiz.sql',
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
