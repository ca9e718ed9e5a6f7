import { z } from 'zod'

import { message, type Locale } from '../../shared/messages/message.ts'
import type { ReadinessSpec } from '../../shared/model/readiness.ts'
import type { Problem } from '../../shared/model/runbook.ts'
import { nearestWord } from '../text/nearest.ts'
import { readinessShape, specOf } from './readiness-words.ts'
import { lineStarts, YamlSource } from './yaml-source.ts'

const shape = {
  title: z.string().optional().describe('title of the runbook; its first heading when absent'),
  locale: z.enum(['en', 'fr']).optional().describe('language it is written in'),
  variables: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('values for `${name}`, where the profile has none'),
  profiles: z.array(z.string()).optional().describe('names of the profiles it is meant for'),
  readiness: readinessShape.optional(),
}
/** The schema of a runbook's front matter. Keys of other tools are let be. */
export const frontMatterSchema = z.looseObject(shape).describe('Front matter of a runbook')

export interface FrontMatter {
  /** The document with the front matter blanked out, so that lines keep their numbers. */
  body: string
  title?: string
  locale?: Locale
  variables: Record<string, string>
  profiles: string[]
  readiness?: ReadinessSpec
  problems: Problem[]
}

const block = /^---[ \t]*\n([\s\S]*?)\n?(?:---|\.\.\.)[ \t]*(?:\n|$)/

/** Takes the front matter off a document. A leading rule that holds no YAML map is left in place. */
export function takeFrontMatter(text: string): FrontMatter {
  const none: FrontMatter = { body: text, variables: {}, profiles: [], problems: [] }
  const match = text.startsWith('---') ? block.exec(text) : null
  const yaml = match?.[1]
  if (!match || yaml === undefined || !/^[\w"'-]+\s*:/m.test(yaml)) return none
  const offset = match[0].indexOf('\n') + 1
  const starts = lineStarts(text.slice(0, match[0].length))
  const source = new YamlSource(yaml, (at) => {
    const index = starts.findLastIndex((start) => start <= at + offset)
    return { line: index + 1, column: at + offset - (starts[index] ?? 0) + 1 }
  })
  const body = match[0].replaceAll(/[^\n]/g, '') + text.slice(match[0].length)
  const read = source.read()
  if (!read.ok) return { ...none, body, problems: read.problems }
  const value = read.value
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return none
  const parsed = frontMatterSchema.safeParse(value)
  const problems = parsed.success
    ? []
    : source.problemsOf(parsed.error, value, () => Object.keys(shape))
  for (const key of Object.keys(value)) {
    const suggestion = Object.hasOwn(shape, key) ? undefined : nearestWord(key, Object.keys(shape))
    if (suggestion === undefined) continue
    problems.push({
      severity: 'warning',
      ...source.keyPlace([key]),
      message: message('runbook.unknown-key', {
        found: key,
        expected: Object.keys(shape).join(', '),
      }),
      suggestion,
    })
  }
  if (!parsed.success) return { ...none, body, problems }
  const { title, locale, variables = {}, profiles = [], readiness } = parsed.data
  return {
    body,
    problems,
    ...(title === undefined ? {} : { title }),
    ...(locale === undefined ? {} : { locale }),
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, inner]) => [name, String(inner)]),
    ),
    profiles,
    ...(readiness ? { readiness: specOf(readiness) } : {}),
  }
}
