import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { probeKinds } from '../../shared/model/check.ts'
import { authorReference } from './author-reference.ts'

const schemas = authorReference()

test.each(Object.entries(schemas))(
  'docs/schema/%s is what the code says; else run `npm run schema`',
  (name, text) => {
    expect(readFileSync(new URL(`../../../docs/schema/${name}`, import.meta.url), 'utf8')).toBe(
      text,
    )
  },
)

test('the check schema has every probe, described key by key', () => {
  const check = JSON.parse(schemas['check.schema.json'] ?? '{}') as {
    properties: Record<string, { properties?: Record<string, { description?: string }> }>
  }
  for (const kind of probeKinds) {
    const keys = Object.entries(check.properties[kind]?.properties ?? {})
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.filter(([, key]) => !key.description)).toEqual([])
  }
})
