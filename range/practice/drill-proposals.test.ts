import { expect, test } from 'vitest'

import { parseRunbook } from '../../src/engine/runbook/parse-runbook.ts'
import { propose, type Answers } from '../../src/renderer/rollback/propose.ts'
import type { DrillKind } from '../../src/shared/model/drill.ts'
import { createDrillRunbook } from './drill-runbook.ts'

/** What somebody sees who looks at the tiles, by the question that it answers. */
const seen = ['medquiz', 'volume', 'data', 'sessions', 'version', 'certificate', 'redis'] as const
type Seen = (typeof seen)[number] | 'worker' | 'alerts'

/** 2.1 is in service in all of them: that alone says nothing. */
const drills: Record<DrillKind, { sees: Seen[]; plan: string }> = {
  'bad-release': { sees: ['medquiz', 'version'], plan: 'release' },
  'link-cut': { sees: ['medquiz', 'version'], plan: 'release' },
  'laptop-killed': { sees: ['medquiz', 'version'], plan: 'release' },
  'slow-database': { sees: ['medquiz', 'version', 'sessions'], plan: 'database' },
  migration: { sees: ['medquiz', 'version', 'data'], plan: 'data' },
  'disk-full': { sees: ['medquiz', 'version', 'volume'], plan: 'disk' },
  certificate: { sees: ['version', 'certificate'], plan: 'certificate' },
  'redis-full': { sees: ['version', 'redis', 'worker'], plan: 'cache' },
  'worker-crash-loop': { sees: ['version', 'worker'], plan: 'worker' },
  'alert-storm': { sees: ['version', 'alerts'], plan: 'alerts' },
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

  for (const [kind, { sees, plan }] of Object.entries(drills)) {
    const answers: Record<string, boolean> = {}
    const asked = (given: Answers) => propose(rollbacks, given).next?.question
    for (let next = asked(answers); next !== undefined; next = asked(answers)) {
      const topic = about[questions.indexOf(next)]
      answers[next] = topic !== undefined && sees.includes(topic)
    }
    expect([kind, propose(rollbacks, answers).proposed?.id]).toEqual([kind, plan])
  }
})
