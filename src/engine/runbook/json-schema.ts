import { z } from 'zod'

import { probeKinds } from '../../shared/model/check.ts'
import { probes } from '../probes/registry.ts'
import { checkFenceSchema } from './check-fence.ts'
import { contactsFenceSchema } from './contacts.ts'
import { frontMatterSchema } from './front-matter.ts'

/** The JSON Schemas of what an author writes, as files by their name: the code's own, never by hand. */
export function runbookSchemas(): Record<string, string> {
  const check = z.toJSONSchema(checkFenceSchema(probes), { io: 'input' })
  const exactlyOneProbe = { ...check, oneOf: probeKinds.map((kind) => ({ required: [kind] })) }
  return {
    'check.schema.json': printed(exactlyOneProbe),
    'contacts.schema.json': printed(z.toJSONSchema(contactsFenceSchema, { io: 'input' })),
    'front-matter.schema.json': printed(z.toJSONSchema(frontMatterSchema, { io: 'input' })),
  }
}

const printed = (schema: object) => `${JSON.stringify(schema, undefined, 2)}\n`
