import { z } from 'zod'

import { environment, requiredText } from './config-fields.ts'
import { describeEnv, measureEnv } from './env-measure.ts'
import { envRule } from './env-rules.ts'
import { commonFacts, defineProbe } from './probe.ts'

const config = z
  .strictObject({
    file: requiredText.optional().describe('dotenv file, on the host of `on`'),
    command: requiredText
      .optional()
      .describe('command whose output is read as a dotenv file, instead of `file`'),
    cwd: requiredText.optional().describe('folder that `file`, `like` and `command` start from'),
    env: environment.default({}).describe('environment variables for `command`'),
    on: requiredText
      .optional()
      .describe(
        'host or container of the profile; where commands run when absent. Without `file` and `command` its own environment is read',
      ),
    like: requiredText
      .optional()
      .describe(
        'example file on the same host: each of its names must be there, and other names are reported as `unknown`',
      ),
    rules: z.array(envRule).default([]).describe('what each variable must satisfy'),
  })
  .refine(
    (value) => value.file === undefined || value.command === undefined,
    'give `file` or `command`, not both',
  )

export type EnvConfig = z.output<typeof config>

/** Checks settings without ever showing one: no fact holds a value, only names and lengths. */
export const env = defineProbe({
  kind: 'env',
  config,
  facts: {
    ...commonFacts,
    ok: { type: 'bool', about: 'the file is there and nothing is missing or against a rule' },
    file_found: { type: 'bool', about: 'the file is there; absent when none was asked for' },
    variables: { type: 'list', about: 'names that are set, in order' },
    count: { type: 'int', about: 'how many names are set' },
    missing: { type: 'list', about: 'names that are required and not set, or set to nothing' },
    violations: { type: 'list', about: 'broken rules as `NAME: rule`, without the value' },
    duplicates: {
      type: 'list',
      about: 'names that the file sets more than once; the last one counts',
    },
    unknown: {
      type: 'list',
      about: 'names that are neither in a rule nor in `like`; absent without `like`',
    },
    empty: { type: 'list', about: 'names set to nothing' },
    lengths: { type: 'map', about: 'length of each value in characters, by name' },
    entropy_bits: {
      type: 'map',
      about: 'Shannon estimate of each value’s randomness in bits, by name',
    },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: 'ok',
  defaultTimeoutMs: 15_000,
  describe: describeEnv,
  measure: measureEnv,
})
