import { describe, expect, it } from 'vitest'

import type { Item } from '../../shared/model/runbook.ts'
import { foldText, isFiltering, matchesFilter, noFilter } from './filter.ts'
import type { ItemFacts, ItemFilter } from './filter.ts'

const item: Item = {
  id: 'seed',
  number: '1.4',
  phaseId: 'p2',
  depth: 0,
  title: 'Données seed présentes',
  titleInline: [],
  details: [],
  commands: [{ text: 'npm run db:seed', line: 3, origin: 'cell', danger: 'change' }],
  checks: [],
  owner: 'ops',
  blocking: true,
  tags: ['base'],
  ticked: false,
  line: 3,
}
const facts: ItemFacts = { state: 'todo', late: false, phaseIds: ['p2', 'p1'] }
const matches = (filter: Partial<ItemFilter>, known: Partial<ItemFacts> = {}) =>
  matchesFilter(item, { ...facts, ...known }, { ...noFilter, ...filter })

describe('matchesFilter', () => {
  it('lets everything through when nothing is asked', () => {
    expect(isFiltering(noFilter)).toBe(false)
    expect(matches({})).toBe(true)
  })
  it('finds words in any order, without accents and case', () => {
    expect(matches({ text: 'SEED donnees' })).toBe(true)
    expect(matches({ text: 'donnees redis' })).toBe(false)
  })
  it('finds by number, owner, tag and command', () => {
    for (const text of ['1.4', 'ops', 'base', 'db:seed']) expect(matches({ text })).toBe(true)
  })
  it('finds by the phase or a phase above it', () => {
    expect(matches({ phaseId: 'p1' })).toBe(true)
    expect(matches({ phaseId: 'p3' })).toBe(false)
  })
  it('finds by owner, blocking and check', () => {
    expect(matches({ owner: 'ops', blocking: true })).toBe(true)
    expect(matches({ owner: 'dev' })).toBe(false)
    expect(matches({ withCheck: true })).toBe(false)
  })
  it.each([
    ['open', 'todo', true],
    ['open', 'failed', true],
    ['open', 'passed', false],
    ['open', 'waived', false],
    ['failed', 'failed', true],
    ['failed', 'todo', false],
  ] as const)('asked for %s, an item that is %s is shown: %s', (wanted, state, shown) => {
    expect(matches({ state: wanted }, { state })).toBe(shown)
  })
  it('finds what is late', () => {
    expect(matches({ state: 'late' }, { late: true })).toBe(true)
    expect(matches({ state: 'late' })).toBe(false)
  })
})

describe('foldText', () => {
  it('takes off accents and case', () => {
    expect(foldText('Préproduction À SURVEILLER')).toBe('preproduction a surveiller')
  })
})
