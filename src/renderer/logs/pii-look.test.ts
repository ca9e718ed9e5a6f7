import { expect, it } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type { PiiFinding, PiiPage } from '../../shared/model/pii.ts'
import { failure, ok } from '../../shared/result.ts'
import { lookThrough, type PiiLook } from './pii-look.ts'

const none = { email: 0, phone: 0, card: 0, iban: 0, token: 0, key: 0 }
const finding = (n: number): PiiFinding => ({
  kind: 'phone',
  masked: '+33•••12',
  tailId: 'app',
  n,
  atMs: n,
})
const slice = (reachedN: number, isEnd: boolean): PiiPage => ({
  findings: [finding(reachedN)],
  counts: { ...none, phone: 2 },
  lines: 10,
  reachedN,
  isEnd,
})

it('goes on slice after slice to the beginning, and adds up', async () => {
  const asked: unknown[] = []
  const looks: PiiLook[] = []
  await lookThrough(
    (input) => {
      asked.push(input)
      return Promise.resolve(
        ok(asked.length < 3 ? slice(30 - 10 * asked.length, false) : slice(1, true)),
      )
    },
    10,
    (look) => looks.push(look),
    new AbortController().signal,
  )
  expect(asked).toEqual([{ minutes: 10 }, { minutes: 10, before: 20 }, { minutes: 10, before: 10 }])
  expect(looks.map(({ state, lines }) => [state, lines])).toEqual([
    ['looking', 0],
    ['looking', 10],
    ['looking', 20],
    ['done', 30],
  ])
  expect(looks.at(-1)).toMatchObject({ minutes: 10, counts: { phone: 6, email: 0 } })
  expect(looks.at(-1)?.findings.map(({ n }) => n)).toEqual([20, 10, 1])
})

it('stops when told to, and where the engine cannot, and never calls that done', async () => {
  const controller = new AbortController()
  const looks: PiiLook[] = []
  await lookThrough(
    () => {
      controller.abort()
      return Promise.resolve(ok(slice(5, true)))
    },
    undefined,
    (look) => looks.push(look),
    controller.signal,
  )
  expect(looks.at(-1)).toMatchObject({ state: 'stopped', lines: 0 })
  await lookThrough(
    () => Promise.resolve(failure('not-found', message('run.unknown'))),
    undefined,
    (look) => looks.push(look),
    new AbortController().signal,
  )
  expect(looks.at(-1)).toMatchObject({ state: 'stopped', failure: { code: 'not-found' } })
})
