import { expect, it } from 'vitest'

import { temporaryFolder } from '../../store/temporary-store.fixture.ts'
import { openSegmentStore } from '../segment-store.ts'
import { createPiiFinder } from './find-pii.ts'
import { lookForPii } from './look-for-pii.ts'
import { scanPii } from './scan-pii.ts'

const find = createPiiFinder('FR')
const never = new AbortController().signal

it('looks slice after slice through a window of one tail, and misses nothing', async () => {
  using folder = temporaryFolder()
  using segments = openSegmentStore({ dir: folder.dir, budgetBytes: 1e9 })
  // Lines that are slow to look through: they do not fit into one slice.
  const slow = '06 99 99 99 99 '.repeat(60)
  segments.append(
    Array.from({ length: 600 }, (_, index) => ({
      tailId: index % 2 === 0 ? 'app' : 'other',
      atMs: index * 1000,
      raw: index % 100 === 0 ? 'sent to +33612345678' : slow,
    })),
  )
  const options = { segments, find, fromMs: 400 * 1000, tailId: 'app' }
  const first = scanPii(options)
  expect(first.isEnd).toBe(false)
  const look = await lookForPii(options, never)
  expect(look).toMatchObject({ counts: { email: 0 }, lines: 100, isWhole: true })
  expect(look.findings.length).toBeGreaterThan(0)
  const clean = { segments, fromMs: 0, find: (text: string) => find(text.slice(0, 30)) }
  const all = await lookForPii(clean, never)
  expect(all.lines).toBe(600)
  const gone = new AbortController()
  gone.abort()
  expect(await lookForPii(options, gone.signal)).toMatchObject({ lines: 0, isWhole: false })
})

it('is not whole where the disk’s budget took part of the window', async () => {
  using folder = temporaryFolder()
  using segments = openSegmentStore({ dir: folder.dir, budgetBytes: 5_000_000 })
  const raw = 'nothing of anybody '.repeat(50)
  for (let batch = 0; batch < 10; batch++) {
    segments.append(
      Array.from({ length: 1000 }, (_, index) => ({
        tailId: 'app',
        atMs: 1_000_000 + batch * 1_000_000 + index,
        raw,
      })),
    )
  }
  expect(segments.removed).toBeGreaterThan(0)
  const look = (fromMs: number) => lookForPii({ segments, find: () => [], fromMs }, never)
  expect(await look(0)).toMatchObject({ isWhole: false })
  expect(await look(9_900_000)).toMatchObject({ isWhole: true, lines: 1000 })
})
