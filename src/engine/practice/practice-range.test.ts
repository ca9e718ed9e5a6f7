import { expect, onTestFinished, test, vi } from 'vitest'

import type { FromRange, ToRange } from '../../../range/messages.ts'
import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import { createPracticeRange, type PracticeRange } from './practice-range.ts'
import type { RangeChannel } from './range-host.ts'

const idle = { signal: new AbortController().signal }
const ready: FromRange = {
  type: 'ready',
  profileName: 'practice',
  profileText: 'name: practice\n',
  runbooks: [{ fileName: 'exercice.md', path: '/range/exercice.md' }],
  degradations: [],
  drillKinds: ['bad-release', 'laptop-killed'],
  drillRunbooks: { en: '/range/drill.en.md', fr: '/range/drill.fr.md' },
}

/** The far side of the boundary: says what the test says, and keeps what it is told. */
function openChannel() {
  const told: ToRange[] = []
  let listener: (said: FromRange) => void = () => undefined
  const exited = Promise.withResolvers<{ problem?: string }>()
  const channel: RangeChannel = {
    post: (said) => void told.push(said),
    onMessage: (heard) => void (listener = heard),
    kill: () => exited.resolve({ problem: 'the range ended with code 15' }),
    exited: exited.promise,
  }
  return { channel, told, say: (said: FromRange) => listener(said), exit: exited.resolve }
}

function open(
  options: { left?: boolean; profile?: string; readOnly?: boolean; saveFails?: boolean } = {},
) {
  const far = openChannel()
  const profiles = new Map<string, string>()
  if (options.profile !== undefined) profiles.set('practice', options.profile)
  const practice = createPracticeRange({
    host: {
      outlivesEngine: true,
      start: () => far.channel,
      ...(options.left === true && { left: () => far.channel }),
    },
    readOnly: options.readOnly ?? false,
    profile(name) {
      const text = profiles.get(name)
      return Promise.resolve(
        text === undefined ? failure('not-found', message('range.stopped')) : ok({ text }),
      )
    },
    saveProfile: (name, text) =>
      options.saveFails === true
        ? Promise.reject(new Error('no room'))
        : Promise.resolve(ok(profiles.set(name, text))),
    deleteProfile: (name) => Promise.resolve(ok(profiles.delete(name))),
    openRunbook: (path) => Promise.resolve(ok({ hash: path })),
    forgetRunbook: () => Promise.resolve(ok(null)),
  })
  return { far, profiles, practice }
}

const statusOf = (practice: PracticeRange) => practice.status.get('status')
const becomes = (practice: PracticeRange, state: string) =>
  vi.waitFor(() => expect(statusOf(practice)?.state).toBe(state))

test('one that outlived the engine is asked how it stands, and is in use again', async () => {
  const { far, profiles, practice } = open({ left: true })
  expect(far.told).toEqual([{ type: 'hello', enginePid: process.pid }])
  far.say({ type: 'part', part: { name: 'redis', state: 'up' } })
  far.say(ready)
  // It came to stand at the very moment at which it was asked.
  far.say(ready)
  await becomes(practice, 'running')
  expect(statusOf(practice)).toMatchObject({
    parts: [{ name: 'redis', state: 'up' }],
    profile: 'practice',
    runbooks: ['/range/exercice.md'],
  })
  expect(profiles.get('practice')).toContain('name: practice')
  expect(await practice.handlers['range.start']({}, idle)).toMatchObject({ ok: false })
})

test('one that ends by itself is said so, and what it left is taken away', async () => {
  const { far, profiles, practice } = open()
  await practice.handlers['range.start']({}, idle)
  far.say(ready)
  await becomes(practice, 'running')
  far.exit({ problem: 'the range ended with code 137' })
  await becomes(practice, 'failed')
  expect(statusOf(practice)?.problem).toEqual(
    message('range.broke-off', { detail: 'the range ended with code 137' }),
  )
  await vi.waitFor(() => expect(profiles.size).toBe(0))
})

test('what it said and could not be taken in ends it, and is said', async () => {
  const { far, practice } = open({ saveFails: true })
  await practice.handlers['range.start']({}, idle)
  far.say(ready)
  await becomes(practice, 'failed')
  expect(statusOf(practice)?.problem).toEqual(message('range.not-started', { detail: 'no room' }))
  expect(far.told).toEqual([{ type: 'stop' }])
  // It is still heard.
  far.say({ type: 'part', part: { name: 'redis', state: 'down' } })
  await vi.waitFor(() => expect(statusOf(practice)?.parts).toHaveLength(1))
})

test('one that does not stop in time is ended, and has stopped', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { far, practice } = open()
  await practice.handlers['range.start']({}, idle)
  const stopping = practice.handlers['range.stop']({}, idle)
  expect(far.told).toEqual([{ type: 'stop' }])
  await vi.advanceTimersByTimeAsync(20_000)
  await stopping
  expect(statusOf(practice)).toEqual({ state: 'stopped', parts: [] })
})

test('what a killed Warroom left of its range is taken away, and nothing of anybody else', async () => {
  const mark = '# Written by Warroom’s practice range, and removed when it stops.\n'
  const own = open({ profile: `${mark}name: practice\n` })
  await vi.waitFor(() => expect(own.profiles.size).toBe(0))
  const strange = open({ profile: 'name: practice\n' })
  const looking = open({ profile: `${mark}name: practice\n`, readOnly: true })
  await new Promise(setImmediate)
  expect(strange.profiles.size).toBe(1)
  expect(looking.profiles.size).toBe(1)
})
