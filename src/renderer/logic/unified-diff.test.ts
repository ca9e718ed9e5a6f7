import { createPatch } from 'diff'
import { describe, expect, it } from 'vitest'

import { parseUnifiedDiff } from './unified-diff.ts'

const before = 'one\ntwo\n--- rule\nfour\n'
const after = 'one\n2\n--- rule\nfour\nfive\n'

describe('parseUnifiedDiff', () => {
  const lines = parseUnifiedDiff(createPatch('runbook.md', before, after))

  it('gives each line its number on its side', () => {
    expect(lines.filter((line) => line.kind !== 'hunk')).toEqual([
      { kind: 'same', text: 'one', before: 1, after: 1 },
      { kind: 'removed', text: 'two', before: 2 },
      { kind: 'added', text: '2', after: 2 },
      { kind: 'same', text: '--- rule', before: 3, after: 3 },
      { kind: 'same', text: 'four', before: 4, after: 4 },
      { kind: 'added', text: 'five', after: 5 },
    ])
  })
  it('leaves out file headers', () => {
    expect(lines[0]?.kind).toBe('hunk')
  })
  it('keeps a removed line that looks like a header', () => {
    const removed = parseUnifiedDiff(createPatch('x', before, 'one\ntwo\nfour\n'))
    expect(removed).toContainEqual({ kind: 'removed', text: '--- rule', before: 3 })
  })
  it('reads nothing as nothing', () => {
    expect(parseUnifiedDiff('')).toEqual([])
  })
})
