import { expect, test } from 'vitest'

import { parseRunbook } from '../../src/engine/runbook/parse-runbook.ts'
import { propose, type Answers } from '../../src/renderer/rollback/propose.ts'
import type { DrillKind } from '../../src/shared/model/drill.ts'
import { createDrillRunbook } from './drill-runbook.ts'
import { planOf } from './plan-of-kind.fixture.ts'

/** What somebody sees who looks at the tiles, by the question that it answers. */
const seen = ['medquiz', 'volume', 'data', 'sessions', 'version', 'certificate', 'redis'] as const
type Seen = (typeof seen)[number] | 'worker' | 'alerts'

/** 2.1 is in service in all of them: that alone says nothing. */
const drills: Record<DrillKind, Seen[]> = {
  'bad-release': ['medquiz', 'version'],
  'link-cut': ['medquiz', 'version'],
  'laptop-killed': ['medquiz', 'version'],
  'slow-database': ['medquiz', 'version', 'sessions'],
  migration: ['medquiz', 'version', 'data'],
  'disk-full': ['medquiz', 'version', 'volume'],
  certificate: ['version', 'certificate'],
  'redis-full': ['version', 'redis', 'worker'],
  'worker-crash-loop': ['version', 'worker'],
  'alert-storm': ['version', 'alerts'],
}

/** Each question of the runbook, in the order of its plans, is about one of these. */
const about: Seen[] = [...seen, 'worker', 'alerts']

test.each(['en', 'fr'] as const)('honest answers lead to the right plan: %s', (locale) => {
  const { rollbacks } = parseRunbook({
    bytes: new TextEncoder().encode(createDrillRunbook(locale, new Map())),
    fileName: 'drill.md',
  })
  const questions = [...new Set(rollbacks.flatMap(({ when }) => when))]
  expect(questions).toHaveLength(about.length)

  for (const [kind, sees] of Object.entries(drills) as [DrillKind, Seen[]][]) {
    const answers: Record<string, boolean> = {}
    const asked = (given: Answers) => propose(rollbacks, given).next?.question
    for (let next = asked(answers); next !== undefined; next = asked(answers)) {
      const topic = about[questions.indexOf(next)]
      answers[next] = topic !== undefined && sees.includes(topic)
    }
    expect([kind, propose(rollbacks, answers).proposed?.id]).toEqual([kind, planOf[kind]])
  }
})
