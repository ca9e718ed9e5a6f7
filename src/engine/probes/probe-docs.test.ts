import { readFile } from 'node:fs/promises'

import { expect, it } from 'vitest'

import { writeProbeDocs } from './probe-docs.ts'

it('docs/probes.md is as the code says; else run `node scripts/write-probe-docs.ts`', async () => {
  const written = await readFile(new URL('../../../docs/probes.md', import.meta.url), 'utf8')
  expect(written).toBe(writeProbeDocs())
})
