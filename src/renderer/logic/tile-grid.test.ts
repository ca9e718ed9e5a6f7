import { describe, expect, it } from 'vitest'

import { gridRows, isTileMove, moveTile, tileCommand } from './tile-grid.ts'
import type { TileMove } from './tile-grid.ts'

const rows = gridRows(
  [
    { phaseId: 'p', checkIds: ['a', 'b', 'c', 'd', 'e'] },
    { phaseId: 'q', checkIds: ['f', 'g'] },
  ],
  3,
)

describe('gridRows', () => {
  it('begins every phase on a line of its own', () => {
    expect(rows).toEqual([
      { kind: 'phase', phaseId: 'p', count: 5 },
      { kind: 'tiles', checkIds: ['a', 'b', 'c'] },
      { kind: 'tiles', checkIds: ['d', 'e'] },
      { kind: 'phase', phaseId: 'q', count: 2 },
      { kind: 'tiles', checkIds: ['f', 'g'] },
    ])
  })
})

describe('moveTile', () => {
  it.each<[from: string | undefined, move: TileMove, to: string | undefined]>([
    [undefined, 'down', 'a'],
    ['gone', 'right', 'a'],
    ['a', 'left', 'a'],
    ['c', 'right', 'd'],
    ['b', 'down', 'e'],
    ['c', 'down', 'e'],
    ['e', 'down', 'g'],
    ['g', 'down', 'g'],
    ['f', 'up', 'd'],
    ['g', 'right', 'g'],
    ['d', 'first', 'a'],
    ['a', 'last', 'g'],
  ])('from %s %s comes to %s', (from, move, to) => {
    expect(moveTile(rows, from, move)).toBe(to)
  })
  it('has nowhere to go among none', () => {
    expect(moveTile([], 'a', 'down')).toBeUndefined()
  })
})

describe('tileCommand', () => {
  it('goes on while a key is held only where it moves', () => {
    const held = ['ArrowLeft', 'End', 'Enter', 'p', 'm', '?'].filter((key) => {
      const command = tileCommand(press(key))
      return command && isTileMove(command)
    })
    expect(held).toEqual(['ArrowLeft', 'End'])
  })
  const press = (key: string, change = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...change,
  })
  it('reads plain keys, and leaves the others to the system', () => {
    expect(tileCommand(press('p'))).toBe('pause')
    expect(tileCommand(press('?', { shiftKey: true }))).toBe('keys')
    expect(tileCommand(press('P', { shiftKey: true }))).toBeUndefined()
    expect(tileCommand(press('p', { ctrlKey: true }))).toBeUndefined()
    expect(tileCommand(press('ArrowLeft', { altKey: true }))).toBeUndefined()
  })
})
