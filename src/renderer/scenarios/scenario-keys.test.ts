import { expect, test } from 'vitest'

import { answerOfKey, isMove, scenarioCommand } from './scenario-keys.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('a letter is an act; with a modifier it is the system’s', () => {
  expect(scenarioCommand(press('r'))).toBe('run')
  expect(scenarioCommand(press('R'))).toBe('run')
  expect(scenarioCommand(press('r', { ctrlKey: true }))).toBeUndefined()
  expect(scenarioCommand(press('R', { shiftKey: true }))).toBeUndefined()
  expect(scenarioCommand(press('?', { shiftKey: true }))).toBe('keys')
  expect(scenarioCommand(press('Enter'))).toBeUndefined()
})

test('a held key goes through the list, and does nothing else', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz?'.split('')
  const held = letters.filter((key) => {
    const command = scenarioCommand(press(key))
    return command && isMove(command)
  })
  expect(held).toEqual(['j', 'k'])
})

test('an answer’s key is no act’s key', () => {
  for (const key of ['p', 'f', 'u']) {
    expect(answerOfKey(press(key))).toBeDefined()
    expect(scenarioCommand(press(key))).toBeUndefined()
  }
  expect(answerOfKey(press('p', { altKey: true }))).toBeUndefined()
})
