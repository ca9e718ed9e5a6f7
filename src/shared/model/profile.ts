import { z } from 'zod'

import { noticeLevels } from './notice.ts'

/** Letters, digits, dot, dash and underscore: it is a file name and a `${name}`. */
const name = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, dots, dashes and underscores')

export const environments = ['practice', 'staging', 'production'] as const
export type Environment = (typeof environments)[number]

/** Where a secret's value comes from. The value itself is never in a profile. */
export const secretSource = z.union([
  z
    .strictObject({ env: z.string().min(1) })
    .describe('an environment variable of Warroom’s process'),
  z.strictObject({ file: z.string().min(1) }).describe('the first line of a file'),
  z
    .strictObject({ command: z.string().min(1) })
    .describe('the first line that a command prints, such as a password manager’s CLI'),
  z.strictObject({ vault: z.literal(true) }).describe('Warroom’s own vault, by the secret’s name'),
])

const sshHost = z.strictObject({
  ssh: z.strictObject({
    /** A name of the user's ~/.ssh/config, or an address. */
    host: z.string().min(1),
    port: z.int().min(1).max(65535).optional(),
    user: z.string().optional(),
    identityFile: z.string().optional(),
    /** Text with `${secrets.name}`; never the passphrase itself. */
    passphrase: z.string().optional(),
    knownHostsFile: z.string().optional(),
    agent: z.boolean().optional(),
  }),
})
const localHost = z.strictObject({ local: z.literal(true) })
const containerHost = z.strictObject({
  container: z.string().min(1),
  /** The host whose container engine holds it; this machine when absent. */
  on: name.optional(),
  engine: z.enum(['docker', 'podman']).optional(),
  user: z.string().optional(),
})

const database = z.strictObject({
  url: z.string().min(1),
  /** The host, of `hosts`, that connections leave from, over SSH: for what only that host can reach. */
  via: name.optional(),
})

/**
 * Where a runbook is run against: one readable YAML file. Any string may hold `${variable}`,
 * `${endpoints.api}` and `${secrets.name}`.
 */
export const profileSchema = z.strictObject({
  name: z.string().min(1),
  environment: z.enum(environments),
  variables: z.record(name, z.string()).default({}),
  endpoints: z.record(name, z.string()).default({}),
  hosts: z.record(name, z.union([sshHost, localHost, containerHost])).default({}),
  postgres: z.record(name, database).default({}),
  redis: z.record(name, database).default({}),
  /** Where a runbook's bare commands run. Absent: this machine, in the run's folder. */
  commands: z.strictObject({ on: name.optional(), folder: z.string().optional() }).default({}),
  secrets: z.record(name, secretSource).default({}),
  /** Where notices are sent to beside the screen. Nothing is sent where this is absent. */
  notify: z
    .strictObject({
      /** The whole address is a secret: whoever has it can write there. */
      webhook: z
        .string()
        .regex(/^\$\{\s*secrets\.[A-Za-z0-9][\w.-]*\s*\}$/, 'a secret, as ${secrets.slack}'),
      levels: z
        .array(z.enum(noticeLevels))
        .min(1)
        .default([...noticeLevels]),
    })
    .optional(),
  people: z
    .array(z.strictObject({ name: z.string().min(1), role: z.string().default('') }))
    .default([]),
})

export type Profile = z.infer<typeof profileSchema>
export type ProfileHost = Profile['hosts'][string]
export type SecretSource = z.infer<typeof secretSource>

/** One thing a profile points at, for the editor's test buttons. */
export type TargetKind = 'host' | 'endpoint' | 'postgres' | 'redis' | 'secret'
