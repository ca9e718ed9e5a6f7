import { mkdirSync, writeFileSync } from 'node:fs'

import { authorReference } from '../src/engine/runbook/author-reference.ts'

/** Writes docs/schema: what editors complete and check, and the facts that authors judge by. */
const folder = new URL('../docs/schema/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(authorReference())) {
  writeFileSync(new URL(name, folder), text)
  console.log(`docs/schema/${name}`)
}
