import { expect, test } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type { QueueMovedStep } from '../../shared/model/scenario.ts'
import { judgeMove } from './queue-moved-step.ts'

const step = { up: 1 } as QueueMovedStep
const seen = { looks: 9, missed: 0 }
const trouble = message('cause.cancelled')

test.each([
  ['up and back', {}, { base: 2, peak: 3, depth: 2 }, 'passed scenario.queue-moved'],
  ['up and below', { back: 4 }, { base: 2, peak: 9, depth: 4 }, 'passed scenario.queue-moved'],
  ['up, and still there', {}, { base: 2, peak: 3, depth: 3 }, 'failed scenario.queue-not-back'],
  [
    'up less than enough',
    { up: 5 },
    { base: 0, peak: 4, depth: 0 },
    'unknown scenario.queue-maybe',
  ],
  [
    'too fast to be seen, and counted',
    {},
    { base: 0, peak: 0, depth: 0, addedAtLeast: 1 },
    'passed scenario.queue-passed-through',
  ],
  [
    'several that were counted need not have stood there at once',
    { up: 3 },
    { base: 0, peak: 1, depth: 0, addedAtLeast: 3, addedAtMost: 3 },
    'unknown scenario.queue-maybe',
  ],
  [
    'nothing was added',
    {},
    { base: 0, peak: 0, depth: 0, addedAtMost: 0 },
    'failed scenario.queue-not-moved',
  ],
  [
    'not seen, and nothing counts',
    {},
    { base: 0, peak: 0, depth: 0 },
    'unknown scenario.queue-maybe',
  ],
  [
    'up, and then out of sight',
    {},
    { base: 0, peak: 1, depth: 0, trouble },
    'unknown cause.cancelled',
  ],
  ['never in sight', {}, { trouble }, 'unknown cause.cancelled'],
] as const)('%s', (_, more, report, expected) => {
  const { verdict, reason } = judgeMove({ ...step, ...more }, { ...seen, ...report })
  expect(`${verdict} ${reason.id}`).toBe(expected)
})
