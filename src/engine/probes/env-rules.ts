import { z } from 'zod'

import { compileRegex } from '../text/linear-regex.ts'

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.]*$/, 'a variable name')
const count = z.int().min(0)

const isRegExp = (text: string) => compileRegex(text).ok

/** One rule on one variable, or on several that must each satisfy it. */
export const envRule = z.strictObject({
  name: z
    .union([variableName, z.array(variableName).min(1)], {
      error: 'a variable name, or a list of them',
    })
    .describe('the variable, or several'),
  required: z
    .boolean()
    .default(true)
    .describe('it must be set, and not to nothing; otherwise the rest counts only where it is set'),
  equals: z.string().optional().describe('its exact value'),
  oneOf: z.array(z.string()).min(1).optional().describe('the values it may have'),
  notOneOf: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('values it must not have, such as `changeme`'),
  pattern: z
    .string()
    .refine(isRegExp, 'a regular expression')
    .optional()
    .describe('regular expression that must match somewhere; anchor it with ^ and $'),
  minLength: count.optional().describe('characters, at least'),
  maxLength: count.optional().describe('characters, at most'),
  minEntropyBits: count
    .optional()
    .describe('randomness in bits, at least, estimated from its characters (Shannon)'),
  min: z.number().optional().describe('a number, at least this'),
  max: z.number().optional().describe('a number, at most this'),
  type: z
    .enum(['number', 'integer', 'boolean', 'url', 'email', 'json', 'duration'])
    .optional()
    .describe('what it must read as'),
  url: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('a URL with one of these schemes, such as `[postgres, postgresql]`'),
  contains: z.string().optional().describe('text it must hold'),
  notContains: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('texts it must not hold, such as `*`'),
  eachOneOf: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('split at commas, each part must be one of these'),
  differsFrom: z
    .array(variableName)
    .min(1)
    .optional()
    .describe('variables it must not be equal to'),
  fileExists: z.literal(true).optional().describe('it is the path of a file on the same host'),
})

export type EnvRule = z.output<typeof envRule>
