import { expect, test } from 'vitest'

import type { LogStep } from '../../shared/model/scenario.ts'
import { temporaryFolder } from '../store/temporary-store.fixture.ts'
import { openSegmentStore } from '../tail/segment-store.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { prepareLogStep } from './log-step.ts'

/** What a step says of lines that came after it began, on a tail known since then or not. */
async function verdictOf(step: Partial<LogStep>, lines: string[], wholeAgoMs: number | undefined) {
  using folder = temporaryFolder()
  using segments = openSegmentStore({ dir: folder.dir, budgetBytes: 1e6 })
  const time = createSimulatedTime()
  const atMs = time.wallMs() - 1000
  segments.append([{ tailId: 'app', atMs: atMs + 1, raw: 'boom, of another tail’s past' }])
  const mark = { n: segments.lastN, atMs }
  segments.append([
    // A line may be read late: `@` and its own time.
    ...lines.map((line) => {
      const [raw = '', late = '1'] = line.split('@')
      return { tailId: 'app', atMs: atMs + Number(late), raw }
    }),
    { tailId: 'other', atMs: atMs + 1, raw: 'boom' },
  ])
  const prepared = prepareLogStep(
    { kind: 'log', title: '', line: 1, tail: 'app', match: 'boom', withinMs: 0, ...step },
    {
      tails: {
        lines: () => segments,
        wholeSinceMs: () => (wholeAgoMs === undefined ? undefined : atMs - wholeAgoMs),
      },
      runId: 'r',
      mark,
      containing: step.containing,
      clock: time.clock,
      timer: time.timer,
      onProgress: () => undefined,
    },
  )
  const measuring = prepared.measure(new AbortController().signal)
  await time.advance(2000)
  const measurement = await measuring
  const { verdict, reason } = prepared.judge(measurement)
  return `${verdict} ${reason.id}`
}

const never = { times: 0 }
const inOrder = { inOrder: ['in', 'limited', 'out'], match: 'in' }

test.each([
  ['seen is seen, whole or not', {}, ['boom'], undefined, 'passed scenario.log-seen'],
  ['not seen, and all was read', {}, ['x'], 5, 'failed scenario.log-not-seen'],
  ['not seen, and not all was read', {}, ['x'], -5, 'unknown scenario.log-not-whole'],
  ['never, and all was read', never, ['x'], 5, 'passed scenario.log-never-seen'],
  ['never, and the link was lost', never, ['x'], undefined, 'unknown scenario.log-not-whole'],
  ['never, and it was seen', never, ['boom'], undefined, 'failed scenario.log-wrong-count'],
  ['twice is twice', { times: 2 }, ['boom', 'boom'], 5, 'passed scenario.log-seen'],
  [
    'twice, and there may be more',
    { times: 2 },
    ['boom', 'boom'],
    -5,
    'unknown scenario.log-not-whole',
  ],
  ['once instead of twice', { times: 2 }, ['boom'], 5, 'failed scenario.log-wrong-count'],
  ['of other traffic', { containing: 'wr-1' }, ['boom wr-2'], 5, 'failed scenario.log-not-seen'],
  [
    'in order, among others',
    inOrder,
    ['in', 'x', 'in', 'limited', 'in', 'out'],
    undefined,
    'passed scenario.log-in-order',
  ],
  ['in another order', inOrder, ['in', 'out', 'limited'], 5, 'failed scenario.log-not-after'],
  ['not even the first', inOrder, ['limited', 'out'], 5, 'failed scenario.log-not-seen'],
  ['in order, and not all was read', inOrder, ['in', 'out'], -5, 'unknown scenario.log-not-whole'],
  [
    'in order by their own times, though one was read late',
    inOrder,
    ['in@1', 'out@3', 'limited@2'],
    5,
    'passed scenario.log-in-order',
  ],
  [
    'one line is one of them only',
    inOrder,
    ['in limited out', 'limited'],
    5,
    'failed scenario.log-not-after',
  ],
  [
    'in order, of other traffic',
    { ...inOrder, containing: 'wr-1' },
    ['in wr-1', 'limited wr-2', 'out wr-1'],
    5,
    'failed scenario.log-not-after',
  ],
] as const)('%s', async (_, step, lines, wholeAgoMs, expected) => {
  expect(await verdictOf(step, [...lines], wholeAgoMs)).toBe(expected)
})

test.each([
  ['a line', { times: 3 }, 'passed scenario.log-seen'],
  ['lines in order', inOrder, 'passed scenario.log-in-order'],
] as const)('each line is read once, however long %s is waited for', async (_, step, expected) => {
  using folder = temporaryFolder()
  using segments = openSegmentStore({ dir: folder.dir, budgetBytes: 1e6 })
  const time = createSimulatedTime()
  const mark = { n: 0, atMs: time.wallMs() }
  const reads = new Map<number, number>()
  const lines = {
    ...segments,
    *forwards(after: number) {
      for (const line of segments.forwards(after)) {
        reads.set(line.n, (reads.get(line.n) ?? 0) + 1)
        yield line
      }
    },
  }
  const prepared = prepareLogStep(
    { kind: 'log', title: '', line: 1, tail: 'app', match: 'boom', withinMs: 60_000, ...step },
    {
      tails: { lines: () => lines, wholeSinceMs: () => mark.atMs },
      runId: 'r',
      mark,
      containing: undefined,
      clock: time.clock,
      timer: time.timer,
      onProgress: () => undefined,
    },
  )
  const say = (...raws: string[]) =>
    segments.append(raws.map((raw) => ({ tailId: 'app', atMs: time.wallMs(), raw })))
  const measuring = prepared.measure(new AbortController().signal)
  const ten = Array.from({ length: 10 }, (_, index) => `row ${index}`)
  say(...ten, 'boom in')
  await time.advance(10_000)
  // What was read late: its own time is between the two others.
  const lateMs = time.wallMs()
  await time.advance(10_000)
  say('boom out', ...ten)
  await time.advance(10_000)
  segments.append([{ tailId: 'app', atMs: lateMs, raw: 'boom limited' }])
  await time.advance(40_000)
  const measurement = await measuring
  const { verdict, reason } = prepared.judge(measurement)
  expect(`${verdict} ${reason.id}`).toBe(expected)
  expect([...reads.values()]).toEqual(Array.from({ length: 23 }, () => 1))
  expect(measurement).toMatchObject({
    output: [...ten.slice(3).map((raw) => `  ${raw}`), '> boom limited'].join('\n'),
  })
})

test('a clock that is set back an hour makes nobody wait an hour longer', async () => {
  const time = createSimulatedTime()
  const left: unknown[] = []
  const prepared = prepareLogStep(
    { kind: 'log', title: '', line: 1, tail: 'app', match: 'boom', withinMs: 10_000 },
    {
      tails: { lines: () => undefined, wholeSinceMs: () => undefined },
      runId: 'r',
      mark: { n: 0, atMs: time.wallMs() },
      containing: undefined,
      clock: time.clock,
      timer: time.timer,
      onProgress: ({ values }) => left.push(values?.['seconds']),
    },
  )
  const measuring = prepared.measure(new AbortController().signal)
  await time.advance(4000)
  time.jump(-3600_000)
  await time.advance(8000)
  // A line that was written in time may be kept a moment later.
  expect(await measuring).toMatchObject({ kind: 'measured', durationMs: 11_500 })
  expect(new Set(left)).toEqual(new Set([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]))
})
