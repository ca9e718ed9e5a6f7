import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { parseRunbook } from './parse-runbook.ts'

const guideOf = (fileName: string) =>
  readFileSync(new URL(`../../../docs/${fileName}`, import.meta.url), 'utf8')

test.each([
  ['runbook-format.md', 4],
  ['rollback.md', 1],
])('the examples of %s open without a problem', (fileName, least) => {
  const guide = guideOf(fileName)
  const examples = [...guide.matchAll(/^(`{3,4})(?:markdown|yaml contacts)\n([\s\S]*?)^\1$/gm)].map(
    ([whole, , inner = '']) => (whole.includes('contacts') ? whole : inner),
  )
  expect(examples.length).toBeGreaterThanOrEqual(least)
  for (const example of examples) {
    const { problems, items } = parseRunbook({
      bytes: new TextEncoder().encode(example),
      fileName: 'x.md',
    })
    expect(
      problems.filter(
        (problem) => problem.severity !== 'info' && problem.message.id !== 'runbook.no-items',
      ),
    ).toEqual([])
    const fences = example.match(/```yaml check/g)?.length ?? 0
    const ownChecks = items
      .flatMap((item) => item.checks)
      .filter((check) => check.origin === 'fence')
    expect(ownChecks).toHaveLength(fences)
  }
})
