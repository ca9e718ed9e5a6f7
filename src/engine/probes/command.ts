import { z } from 'zod'

import { describeCommand, measureCommand } from './command-measure.ts'
import { environment, requiredText } from './config-fields.ts'
import { commonFacts, defineProbe } from './probe.ts'

const config = z
  .strictObject({
    run: requiredText.optional().describe('POSIX shell script'),
    argv: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('program and its exact arguments, read by no shell, instead of `run`'),
    on: requiredText
      .optional()
      .describe('host or container of the profile; where commands run when absent'),
    cwd: requiredText.optional().describe('folder to run it in'),
    env: environment.default({}).describe('environment variables to add'),
  })
  .refine(
    (value) => (value.run === undefined) !== (value.argv === undefined),
    'give either `run` or `argv`',
  )

export type CommandConfig = z.output<typeof config>

export const command = defineProbe({
  kind: 'command',
  config,
  facts: {
    ...commonFacts,
    exit_code: { type: 'int', about: 'exit code; 128 + n when signal n ended it' },
    signal: { type: 'string', about: "signal that ended it, such as 'SIGTERM'; '' when none did" },
    stdout: { type: 'string', about: 'what it printed, trimmed, 1 MiB at most, secrets taken out' },
    stderr: {
      type: 'string',
      about: 'what it printed as errors, trimmed, 1 MiB at most, secrets taken out',
    },
    output: { type: 'string', about: 'stdout, then stderr' },
    lines: { type: 'list', about: 'lines of stdout that are not empty, 1,000 at most' },
    line_count: { type: 'int', about: 'lines of stdout that are not empty' },
    json: { type: 'dyn', about: 'stdout parsed; absent when it is not JSON' },
    is_json: { type: 'bool', about: 'stdout is valid JSON' },
    truncated: { type: 'bool', about: 'it printed more than was kept' },
    duration_ms: { type: 'double', about: 'how long it ran' },
  },
  defaultExpect: 'exit_code == 0',
  defaultTimeoutMs: 60_000,
  describe: describeCommand,
  measure: measureCommand,
})
