import { expect, it } from 'vitest'

import { keepFilters, readFilters } from './kept-filters.ts'

it('keeps filters by run, each once, and lives with a store that does not', () => {
  const held = new Map<string, string>()
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  }
  expect(keepFilters(storage, 'a', ['level>=warn ', 'x', '', 'level>=warn'])).toEqual([
    'level>=warn',
    'x',
  ])
  expect(readFilters(storage, 'a')).toEqual(['level>=warn', 'x'])
  expect(readFilters(storage, 'b')).toEqual([])
  for (const key of held.keys()) held.set(key, '{"not":"a list"')
  expect(readFilters(storage, 'a')).toEqual([])
  const full = {
    setItem: () => {
      throw new Error('full')
    },
  }
  expect(keepFilters(full, 'a', ['y'])).toEqual(['y'])
})
