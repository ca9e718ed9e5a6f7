import { expect, test } from 'vitest'

import { incidentCommand } from './incident-keys.ts'

const press = (key: string, held = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('one key notes, one decides, one supposes; what is held with it is the system’s', () => {
  expect(incidentCommand(press('n'))).toEqual({ do: 'say', kind: 'note' })
  expect(incidentCommand(press('d'))).toEqual({ do: 'say', kind: 'decision' })
  expect(incidentCommand(press('h'))).toEqual({ do: 'say', kind: 'hypothesis' })
  expect(incidentCommand(press('?', { shiftKey: true }))).toEqual({ do: 'keys' })
  expect(incidentCommand(press('N', { shiftKey: true }))).toBeUndefined()
  expect(incidentCommand(press('n', { altKey: true }))).toBeUndefined()
  expect(incidentCommand(press('d', { ctrlKey: true }))).toBeUndefined()
})
