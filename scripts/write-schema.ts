import { mkdirSync, writeFileSync } from 'node:fs'

import { runbookSchemas } from '../src/engine/runbook/json-schema.ts'

/** Writes docs/schema: what editors complete and check fences and front matter with. */
const folder = new URL('../docs/schema/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(runbookSchemas())) {
  writeFileSync(new URL(name, folder), text)
  console.log(`docs/schema/${name}`)
}
