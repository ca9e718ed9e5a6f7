import { writeFile } from 'node:fs/promises'

import { writeProbeDocs } from '../src/engine/probes/probe-docs.ts'

await writeFile(new URL('../docs/probes.md', import.meta.url), writeProbeDocs())
