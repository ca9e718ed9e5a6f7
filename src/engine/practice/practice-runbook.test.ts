import { expect, test } from 'vitest'

import { createPracticeRunbook } from '../../../range/practice/runbook.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'

const parse = (text: string) =>
  parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'exercice.md' })

test('the exercise opens without a mistake, and decides on what is watched', () => {
  const { problems, gates } = parse(createPracticeRunbook(new Map()))
  expect(problems).toEqual([])
  expect(gates?.flatMap(({ criteria }) => criteria.map(({ itemId }) => itemId))).toHaveLength(5)
})

test('a machine that lacks all of its parts still has an exercise without a mistake', () => {
  const absences = new Map(
    (['postgres', 'redis', 'sshd', 'prometheus', 'alertmanager'] as const).map((part) => [
      part,
      'absent',
    ]),
  )
  const { problems, gates } = parse(createPracticeRunbook(absences))
  expect(problems).toEqual([])
  expect(gates).toHaveLength(1)
})
