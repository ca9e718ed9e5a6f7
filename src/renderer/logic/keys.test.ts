import { describe, expect, it } from 'vitest'

import { checklistCommand } from './keys.ts'
import type { KeyPress } from './keys.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('checklistCommand', () => {
  it.each([
    ['j', 'next'],
    ['ArrowDown', 'next'],
    ['k', 'previous'],
    ['Enter', 'open'],
    [' ', 'pass'],
    ['x', 'fail'],
    ['n', 'note'],
    ['w', 'waive'],
    ['u', 'undo'],
    ['/', 'search'],
    ['Escape', 'back'],
  ] as const)('%s means %s', (key, command) => {
    expect(checklistCommand(press(key))).toBe(command)
  })
  it('tells run, run phase and run all apart', () => {
    expect(checklistCommand(press('r'))).toBe('run')
    expect(checklistCommand(press('R', { shiftKey: true }))).toBe('run-phase')
    expect(checklistCommand(press('R', { shiftKey: true, ctrlKey: true }))).toBe('run-all')
    expect(checklistCommand(press('R', { shiftKey: true, metaKey: true }))).toBe('run-all')
  })
  it('takes ? and / as typed with Shift on other keyboards', () => {
    expect(checklistCommand(press('?', { shiftKey: true }))).toBe('keys')
    expect(checklistCommand(press('/', { shiftKey: true }))).toBe('search')
  })
  it('leaves reload, copy and other chords to the system', () => {
    expect(checklistCommand(press('r', { ctrlKey: true }))).toBeUndefined()
    expect(checklistCommand(press('x', { ctrlKey: true }))).toBeUndefined()
    expect(checklistCommand(press('j', { altKey: true }))).toBeUndefined()
    expect(checklistCommand(press('X', { shiftKey: true }))).toBeUndefined()
  })
  it('knows no other key', () => {
    expect(checklistCommand(press('q'))).toBeUndefined()
    expect(checklistCommand(press('Tab'))).toBeUndefined()
  })
})
