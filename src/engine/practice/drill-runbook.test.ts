import { expect, test } from 'vitest'

import { createDrillRunbook } from '../../../range/practice/drill-runbook.ts'
import type { Needed } from '../../../range/practice/phases.ts'
import { place } from '../../../range/practice/place.fixture.ts'
import { createPracticeProfile } from '../../../range/practice/profile.ts'
import type { Locale } from '../../shared/messages/message.ts'
import type { Verification } from '../../shared/model/rollback.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'

const locales = ['en', 'fr'] as const

const textOf = (locale: Locale, absent: readonly Needed[] = []) =>
  createDrillRunbook(locale, new Map(absent.map((part) => [part, 'absent'])))
const parse = (locale: Locale, absent?: readonly Needed[]) =>
  parseRunbook({
    bytes: new TextEncoder().encode(textOf(locale, absent)),
    fileName: 'drill.md',
  })

test.each(locales)('it opens without a mistake: %s', (locale) => {
  const { problems, rollbacks, gates, contacts, readiness } = parse(locale)
  // A budget below what a way is expected to take would be among them.
  expect(problems).toEqual([])
  const plans = ['disk', 'data', 'database', 'release', 'certificate', 'cache', 'worker', 'alerts']
  expect(rollbacks.map(({ id }) => id)).toEqual(plans)
  expect(gates).toHaveLength(1)
  expect(contacts.map(({ afterMinutes }) => afterMinutes)).toEqual([0, 15, 30])
  expect(readiness?.backup).toBeDefined()
})

/** Everything that is no word. */
function bonesOf(locale: Locale) {
  const { items, gates, contacts, tails, rollbacks } = parse(locale)
  const look = (one: Verification) => [
    one.withinMs,
    one.kind === 'check' ? [one.check.config, one.check.expect, one.times, one.everyMs] : one.kind,
  ]
  return {
    items: items.map(({ id, owner, blocking, checks }) => [
      id,
      owner,
      blocking,
      checks.map(({ config, expect: condition, everySeconds }) => [
        config,
        condition,
        everySeconds,
      ]),
    ]),
    gates: gates.map(({ criteria }) => criteria.map(({ itemId }) => itemId)),
    contacts: contacts.map(({ level, reach, afterMinutes }) => [level, reach, afterMinutes]),
    tails: tails.map(({ id, patterns }) => [id, patterns.map((pattern) => pattern.id)]),
    plans: rollbacks.map(({ id, when, budgetMs, steps, done }) => [
      id,
      when.length,
      budgetMs,
      done.map(look),
      steps.map(({ id: step, next, ifFails, expectedMs, action, verify }) => [
        step,
        next,
        ifFails.next,
        expectedMs,
        action.kind === 'check' ? action.check.config : action.kind,
        verify.map(look),
      ]),
    ]),
  }
}

test('it is the same in both languages, but for its words', () => {
  expect(bonesOf('fr')).toEqual(bonesOf('en'))
  expect(textOf('fr')).not.toContain('undefined')
})

test('every name in it is in the profile', () => {
  const profile = createPracticeProfile(place)
  const known = new Set([
    ...Object.keys(profile.variables),
    ...Object.keys(profile.endpoints).map((name) => `endpoints.${name}`),
    ...Object.keys(profile.secrets).map((name) => `secrets.${name}`),
    'release.last_good',
  ])
  const used = [...textOf('en').matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name)
  expect(used.filter((name) => !known.has(name))).toEqual([])
  const targets = [...textOf('en').matchAll(/^ *on: (\S+)$/gm)].map(([, name = '']) => name)
  const places = { ...profile.hosts, ...profile.postgres, ...profile.redis }
  expect(targets.filter((name) => !(name in places))).toEqual([])
})

test('what a machine lacks is said, and its plans are not there', () => {
  const { problems, rollbacks, items } = parse('en', ['prometheus', 'redis'])
  expect(problems).toEqual([])
  const plans = ['disk', 'data', 'database', 'release', 'certificate']
  expect(rollbacks.map(({ id }) => id)).toEqual(plans)
  const without = items.filter(({ checks }) => checks.length === 0).map(({ id }) => id)
  expect(without).toEqual(['redis', 'queue', 'worker', 'alerts'])
})
