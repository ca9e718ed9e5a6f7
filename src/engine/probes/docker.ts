import { z } from 'zod'

import { requiredText } from './config-fields.ts'
import { describeDocker, measureDocker } from './docker-measure.ts'
import { commonFacts, defineProbe } from './probe.ts'

const config = z.strictObject({
  container: requiredText.describe('name or id of the container'),
  on: requiredText
    .optional()
    .describe('host of the profile whose engine holds it; where commands run when absent'),
  engine: z.enum(['docker', 'podman']).default('docker').describe('which engine to ask'),
})

export type DockerConfig = z.output<typeof config>

/** Looks at a container from outside, by its engine. Nothing runs inside it. */
export const docker = defineProbe({
  kind: 'docker',
  config,
  facts: {
    ...commonFacts,
    found: { type: 'bool', about: 'the engine has such a container, running or not' },
    running: { type: 'bool', about: 'it runs; also true while it is paused' },
    state: {
      type: 'string',
      about: "'running', 'exited', 'paused', 'restarting', 'created', 'dead'…; '' when not found",
    },
    health: {
      type: 'string',
      about:
        "what its own health check says: 'healthy', 'unhealthy', 'starting'; 'none' without one",
    },
    health_failures: {
      type: 'int',
      about: 'health checks that failed in a row; absent without one',
    },
    health_output: {
      type: 'string',
      about: 'what the last health check printed; absent without one',
    },
    restarts: { type: 'int', about: 'times that the engine restarted it since it was created' },
    exit_code: { type: 'int', about: 'exit code of its last end; absent while it runs' },
    oom_killed: { type: 'bool', about: 'it was last ended for want of memory' },
    state_error: { type: 'string', about: "why the engine could not start it; '' when it could" },
    image: { type: 'string', about: 'image as it was asked for, such as `sylion/api:2.4.1`' },
    image_id: { type: 'string', about: 'id of the image that really runs' },
    image_digest: {
      type: 'string',
      about:
        "digest of that image in its registry, such as 'sha256:9f…'; absent when it came from none",
    },
    container_id: { type: 'string', about: 'full id of the container' },
    created_at: { type: 'timestamp', about: 'when it was created' },
    started_at: { type: 'timestamp', about: 'when it last started; absent when it never did' },
    finished_at: { type: 'timestamp', about: 'when it last ended; absent when it never did' },
    uptime_s: {
      type: 'double',
      about: 'seconds since it last started, by the clock of its host; absent unless it runs',
    },
    restart_policy: { type: 'string', about: "'no', 'always', 'unless-stopped' or 'on-failure'" },
    memory_limit_bytes: { type: 'int', about: 'its limit of memory; 0 when none is set' },
    engine_version: { type: 'string', about: 'version of the engine' },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && running && health in ['healthy', 'none']",
  defaultTimeoutMs: 15_000,
  describe: describeDocker,
  measure: measureDocker,
})
