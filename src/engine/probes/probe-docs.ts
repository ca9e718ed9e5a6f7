import { z } from 'zod'

import type { ProbeKind } from '../../shared/model/check.ts'
import type { Probe } from './probe.ts'
import { probes } from './registry.ts'

const introduction = `# Probes

Written from the code by \`node scripts/write-probe-docs.ts\`. Do not edit.

A probe measures and never judges: it gives *facts*, and a check's \`expect\` (CEL) judges them. A target that refuses, resets, hangs after the connection was taken, shows a bad certificate or sends too much is **measured**: \`reachable\` and \`error\` say so. What stops Warroom on its own side (no network, an unknown name, no connection by the deadline, a refused password, a missing program, variable or secret) is **unmeasurable**: it is never a failure of the target.

Facts that could not be seen are absent. Any text of a config may hold \`\${variable}\`, \`\${endpoints.name}\` or \`\${secrets.name}\`; write \`$\${\` for a literal \`\${\`. In the scripts of \`command\` and \`env\` a value travels as an environment variable, so it is never read as shell, and \`<host>\` stands for a variable, too; a name that nobody knows stops the check before it runs.
`

/** The reference of all probes, from their own declarations. */
export function writeProbeDocs(): string {
  return [introduction, ...Object.values(probes).map(sectionOf)].join('\n')
}

interface JsonSchema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  items?: JsonSchema
  pattern?: string
  minimum?: number
  maximum?: number
  description?: string
  default?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: unknown
}

function sectionOf(probe: Probe<ProbeKind, z.ZodType>): string {
  const schema = z.toJSONSchema(probe.config, { io: 'input' }) as JsonSchema
  const facts = Object.entries(probe.facts).map(
    ([name, { type, about }]) => `| \`${name}\` | ${type} | ${cell(about)} |`,
  )
  return [
    `## ${probe.kind}`,
    '',
    `Without \`expect\`: \`${probe.defaultExpect}\`. Deadline: ${probe.defaultTimeoutMs / 1000} s unless the check sets its own.`,
    '',
    ...keyTable(schema),
    ...innerTables(schema),
    '| Fact | Type | |',
    '|---|---|---|',
    ...facts,
    '',
  ].join('\n')
}

function keyTable(schema: JsonSchema): string[] {
  const required = new Set(schema.required)
  const rows = Object.entries(schema.properties ?? {}).map(([name, key]) => {
    const about =
      key.default === undefined || isEmptyObject(key.default)
        ? ''
        : ` Default: \`${JSON.stringify(key.default)}\`.`
    const must = required.has(name) ? '**required**, ' : ''
    return `| \`${name}\` | ${must}${cell(typeOf(key))} | ${cell(`${key.description ?? ''}.`)}${about} |`
  })
  return ['| Key | Type | |', '|---|---|---|', ...rows, '']
}

/** Lists of objects, such as the rules of env, have keys of their own. */
function innerTables(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, key]) =>
    key.items?.properties ? [`Each of \`${name}\`:`, '', ...keyTable(key.items)] : [],
  )
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.anyOf) {
    const isNumber = schema.anyOf.some((each) => each.type === 'integer')
    if (isNumber) return 'whole number'
    return [...new Set(schema.anyOf.map(typeOf))].join(' or ')
  }
  if (schema.type === 'array')
    return schema.items?.properties ? 'list' : `list of ${typeOf(schema.items ?? {})}`
  if (schema.type === 'object') return 'names and values'
  if (schema.type === 'string') return 'text'
  if (schema.type === 'boolean') return '`true` or `false`'
  if (schema.type === 'integer') return 'whole number'
  return typeof schema.type === 'string' ? schema.type : 'any value'
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
