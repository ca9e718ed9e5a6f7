import { expect, test } from 'vitest'

import { nearestLines } from './nearest-lines.ts'

test('a line is told by what leads it; what has no mark belongs to the line before', () => {
  expect(nearestLines('  job taken\n> job done\n  Error: no\n    at send (mail.js:3)')).toEqual([
    { text: 'job taken', isMatch: false },
    { text: 'job done', isMatch: true },
    { text: 'Error: no', isMatch: false },
    { text: '  at send (mail.js:3)', isMatch: false },
  ])
  expect(nearestLines('  Error: no\nCaused by: timeout')).toEqual([
    { text: 'Error: no\nCaused by: timeout', isMatch: false },
  ])
  expect(nearestLines('')).toEqual([])
})
