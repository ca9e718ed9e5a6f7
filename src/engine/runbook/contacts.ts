import type { Code, Table } from 'mdast'
import { z } from 'zod'

import type { Contact, Problem } from '../../shared/model/runbook.ts'
import { durationField, parseDuration } from './duration.ts'
import { minutesBeforeCall } from './escalation.ts'
import { cellsOf, lineOf, plainText } from './markdown-text.ts'
import { fencePlaces, YamlSource } from './yaml-source.ts'

const contactShape = {
  name: z.string().min(1).describe('a person, a role or a team'),
  role: z.string().optional().describe('what they answer for'),
  level: z.string().optional().describe('level of escalation, such as `L1`'),
  when: z.string().optional().describe('when to call them'),
  after: durationField('0s', '72h')
    .optional()
    .describe('how long it must have lasted, such as `15m`; read off `when` when absent'),
  reach: z.string().optional().describe('how to reach them: a number, an address, a channel'),
}
const contactSchema = z.strictObject(contactShape)

/** The schema of a `contacts` fence. */
export const contactsFenceSchema = z
  .array(contactSchema)
  .describe('Whom to call, in the order of escalation')

export function readContactsFence(
  node: Code,
  documentLines: readonly string[],
): { contacts: Contact[]; problems: Problem[] } {
  const source = new YamlSource(node.value, fencePlaces(node, documentLines))
  const read = source.read()
  if (!read.ok) return { contacts: [], problems: read.problems }
  const parsed = contactsFenceSchema.safeParse(read.value)
  if (!parsed.success) {
    return {
      contacts: [],
      problems: source.problemsOf(parsed.error, read.value, () => Object.keys(contactShape)),
    }
  }
  return {
    contacts: parsed.data.map(({ after, ...contact }, index) => ({
      ...contact,
      ...calledAfter(
        after === undefined
          ? minutesBeforeCall(contact.when ?? '')
          : (parseDuration(after) ?? 0) / 60_000,
      ),
      line: source.valuePlace([index]).line,
    })),
    problems: [],
  }
}

const calledAfter = (minutes: number | undefined) =>
  minutes === undefined ? {} : { afterMinutes: minutes }

const columns: [keyof Omit<Contact, 'line' | 'afterMinutes'>, RegExp][] = [
  ['level', /^(?:niveau|level|palier|tier|escalade)\b/i],
  ['name', /^(?:qui|who|nom|name|contact|personne|person|responsable)\b/i],
  ['role', /^(?:r[ôo]le|fonction|position)\b/iu],
  ['when', /^(?:quand|when|d[ée]lai|si|if|condition)\b/iu],
  [
    'reach',
    /^(?:t[ée]l|phone|mobile|e-?mail|courriel|slack|joindre|reach|canal|channel|num[ée]ro)/iu,
  ],
]

/** Contacts of a table that says who, and at which level or how to reach them. */
export function readContactsTable(table: Table): Contact[] {
  const [header, ...rows] = table.children
  if (!header) return []
  const keys = cellsOf(header).map(
    (cell) => columns.find(([, pattern]) => pattern.test(plainText(cell)))?.[0],
  )
  if (!keys.includes('name') || !(keys.includes('level') || keys.includes('reach'))) return []
  return rows.flatMap((row) => {
    const contact: Contact = { name: '', line: lineOf(row) }
    cellsOf(row).forEach((cell, index) => {
      const key = keys[index]
      const text = plainText(cell)
      if (key !== undefined && text !== '') contact[key] = text
    })
    return contact.name === ''
      ? []
      : [{ ...contact, ...calledAfter(minutesBeforeCall(contact.when ?? '')) }]
  })
}
