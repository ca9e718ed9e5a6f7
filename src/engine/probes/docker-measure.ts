import { z } from 'zod'

import type { Facts, Measurement } from '../../shared/model/check.ts'
import { UnusableAnswer } from './classify-error.ts'
import type { DockerConfig } from './docker.ts'
import { answered, type Finding } from './finding.ts'
import { measureOnHost, type Exited } from './measure-on-host.ts'
import type { ProbeContext } from './probe.ts'
import { whyNotRun } from './shell-outcome.ts'

/** Field by field, because a whole inspection also holds the container's environment: its secrets. */
const template = `{
"id":{{json .Id}},"state":{{json .State}},"restarts":{{json .RestartCount}},"image":{{json .Config.Image}},
"imageId":{{json .Image}},"created":{{json .Created}},"policy":{{json .HostConfig.RestartPolicy.Name}},
"memory":{{json .HostConfig.Memory}}}`

/** $1 engine, $2 container, $3 template. The first inspection decides; the rest is told if it can be. */
const script = `
found=$("$1" container inspect --format "$3" -- "$2") || exit
image=$("$1" container inspect --format '{{.Image}}' -- "$2")
digests=$("$1" image inspect --format '{{json .RepoDigests}}' "$image" 2>/dev/null) || digests=null
version=$("$1" version --format '{{json .Server.Version}}' 2>/dev/null) || version=null
printf '{"container":%s,"digests":%s,"version":%s,"now":%s}' "$found" "\${digests:-null}" "\${version:-null}" "$(date +%s)"`

export function describeDocker({ container, on, engine }: DockerConfig) {
  const target = on === undefined ? container : `${on} › ${container}`
  return {
    target,
    command: `${engine} container inspect ${container}; ${engine} image inspect`,
    danger: 'read' as const,
  }
}

export function measureDocker(config: DockerConfig, context: ProbeContext): Promise<Measurement> {
  const { engine, container, on } = config
  const described = describeDocker(config)
  return measureOnHost(described, context, on, async (run, attempt, shell): Promise<Finding> => {
    const ran = await run(['sh', '-c', script, 'sh', engine, container, template])
    if ('finding' in ran) return ran.finding
    const { exited } = ran
    if (exited.exitCode !== 0) {
      if (isMissing(exited)) return { kind: 'measured', facts: answered(attempt, notFound) }
      const reason = whyNotRun(exited, described.command, shell.label)
      if (reason) return reason
      throw new UnusableAnswer(
        'error',
        exited.stderr.trim().slice(-500) || 'it cannot be inspected',
      )
    }
    return { kind: 'measured', facts: answered(attempt, factsOf(exited.stdout)) }
  })
}

const notFound: Facts = { found: false, running: false, state: '', health: 'none' }

function isMissing({ stderr }: Exited): boolean {
  return /no such (container|object)|no container with name or id/i.test(stderr)
}

const health = z.object({
  Status: z.string(),
  FailingStreak: z.number().default(0),
  Log: z.array(z.object({ Output: z.string().default('') })).nullish(),
})
/** What Docker and Podman both say; both add to it what they like. */
const inspection = z.object({
  container: z.object({
    id: z.string(),
    state: z.object({
      Status: z.string(),
      Running: z.boolean(),
      ExitCode: z.number().default(0),
      OOMKilled: z.boolean().default(false),
      Error: z.string().default(''),
      StartedAt: z.string().default(''),
      FinishedAt: z.string().default(''),
      Health: health.nullish(),
      Healthcheck: health.nullish(),
    }),
    restarts: z.number().default(0),
    image: z.string().default(''),
    imageId: z.string().default(''),
    created: z.string().default(''),
    policy: z.string().default(''),
    memory: z.number().default(0),
  }),
  digests: z.array(z.string()).nullish(),
  version: z.string().nullish(),
  now: z.number(),
})

function factsOf(text: string): Facts {
  const read = inspection.safeParse(parseJson(text))
  if (!read.success)
    throw new UnusableAnswer('bad-response', 'the engine’s answer is not as expected')
  const { container, digests, version, now } = read.data
  const { state } = container
  const check = state.Health ?? state.Healthcheck
  // Podman says '' where there is no check.
  const checked = check && check.Status !== '' && check.Status !== 'none' ? check : undefined
  const startedMs = timeOf(state.StartedAt)
  const digest = digests?.[0]?.split('@')[1]
  const output = checked?.Log?.at(-1)?.Output.trim()
  return {
    found: true,
    running: state.Running,
    state: state.Status,
    health: checked?.Status ?? 'none',
    ...(checked ? { health_failures: checked.FailingStreak } : {}),
    ...(output === undefined ? {} : { health_output: output }),
    restarts: container.restarts,
    ...(state.Running ? {} : { exit_code: state.ExitCode }),
    oom_killed: state.OOMKilled,
    state_error: state.Error,
    image: container.image,
    image_id: container.imageId,
    ...(digest === undefined ? {} : { image_digest: digest }),
    container_id: container.id,
    ...timestamp('created_at', timeOf(container.created)),
    ...timestamp('started_at', startedMs),
    ...timestamp('finished_at', timeOf(state.FinishedAt)),
    ...(state.Running && startedMs !== undefined
      ? { uptime_s: Math.max(0, now - startedMs / 1000) }
      : {}),
    restart_policy: container.policy === '' ? 'no' : container.policy,
    memory_limit_bytes: container.memory,
    ...(version ? { engine_version: version } : {}),
  }
}

/** Engines write what never happened as the year 1. */
function timeOf(text: string): number | undefined {
  const ms = Date.parse(text)
  return Number.isNaN(ms) || ms <= 0 ? undefined : ms
}

function timestamp(name: string, ms: number | undefined): Facts {
  return ms === undefined ? {} : { [name]: new Date(ms).toISOString() }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
