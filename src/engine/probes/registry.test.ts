import { readdir, readFile } from 'node:fs/promises'

import { expect, it } from 'vitest'

import { probes } from './registry.ts'

it('every probe is held to the conformance suite', async () => {
  const files = (await readdir(import.meta.dirname)).filter((file) =>
    /^conformance-.*\.ts$/.test(file),
  )
  const texts = await Promise.all(
    files.map((file) => readFile(`${import.meta.dirname}/${file}`, 'utf8')),
  )
  const held = texts.flatMap((text) =>
    [...text.matchAll(/(?:describeConformance\(|: ConformanceSuite =)\s*\{\s*kind: '(\w+)'/g)].map(
      ([, kind]) => kind,
    ),
  )
  expect(new Set(held)).toEqual(new Set(Object.keys(probes)))
})
