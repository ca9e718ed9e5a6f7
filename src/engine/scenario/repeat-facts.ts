import type { FactDeclaration } from '../probes/probe.ts'

/** What the times of a repeated step came to. */
export const repeatFacts = {
  times: { type: 'int', about: 'how often it was done' },
  passed: { type: 'int', about: 'looks that held, each by its own expectation' },
  failed: { type: 'int', about: 'looks that did not hold' },
  unknown: { type: 'int', about: 'looks of which nothing is known' },
  answers: { type: 'list', about: 'the facts of each look, such as `answers[0].status`' },
} as const satisfies Record<string, FactDeclaration>

export const repeatDefaultExpect = 'failed == 0 && unknown == 0'
