import { dirname } from 'node:path'

import { stringify } from 'yaml'

import { profileSchema, type Profile } from '../../src/shared/model/profile.ts'
import type { Place } from './place.ts'

/** The profile of a range: everything that runs, and nothing that does not. */
export function createPracticeProfile(place: Place): Profile {
  const { services, postgres, redis, sshd, prometheus, alertmanager, containers, files } = place
  const control = (words: string) => `sh '${place.controlScript}' ${words}`
  const site = new URL(services.site)
  const secret = (name: keyof typeof files.secrets) => `\${secrets.${name}}`
  const database = postgres && {
    url: `postgres://${postgres.user}:${secret('postgres_password')}@${postgres.host}:${postgres.port}/${postgres.database}`,
  }
  return profileSchema.parse({
    name: 'practice',
    environment: 'practice',
    variables: {
      host: site.host,
      site_host: site.hostname,
      site_port: site.port,
      ca_file: files.authority,
      env_file: files.env,
      log_folder: dirname(files.logs.sylion),
      access_log: files.logs.sylionAccess,
      medquiz_log: files.logs.medquiz,
      good_version: control('better errors'),
      ...(files.dataVolume !== undefined && { data_volume: files.dataVolume }),
      ...(files.backup !== undefined && { backup_file: files.backup }),
      WHATSAPP_VERIFY_TOKEN: secret('whatsapp_verify_token'),
      ...(postgres && {
        postgres_host: postgres.host,
        postgres_port: String(postgres.port),
        stop_postgres: control('stop postgres'),
        start_postgres: control('start postgres'),
      }),
      ...(redis && {
        stop_redis: control('stop redis'),
        start_redis: control('start redis'),
      }),
    },
    endpoints: {
      api: services.medquiz,
      mapquiz: services.mapquiz,
      sylion: services.sylion,
      site: services.site,
      ...(prometheus !== undefined && { prometheus }),
      ...(alertmanager !== undefined && { alertmanager }),
    },
    hosts: {
      local: { local: true },
      ...(sshd && {
        box: {
          ssh: {
            host: sshd.host,
            port: sshd.port,
            user: sshd.user,
            identityFile: sshd.identityFile,
            knownHostsFile: sshd.knownHostsFile,
            agent: false,
          },
        },
      }),
      ...Object.fromEntries(containers.map((container) => [container, { container }])),
    },
    // One server, one database: each runbook finds its own tables there, under its own name.
    postgres: database ? { medquiz: database, sylion: database } : {},
    redis: redis
      ? { sylion: { url: `redis://:${secret('redis_password')}@${redis.host}:${redis.port}` } }
      : {},
    commands: sshd ? { on: 'box', folder: files.folder } : { on: 'local', folder: files.folder },
    secrets: Object.fromEntries(
      Object.entries(files.secrets).map(([name, file]) => [name, { file }]),
    ),
  })
}

/** The profile as the readable file that it is. */
export function writeProfile(profile: Profile): string {
  return stringify(profile, { lineWidth: 0 })
}
