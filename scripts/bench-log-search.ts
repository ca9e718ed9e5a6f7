import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'

import { parseFilter } from '../src/engine/tail/line-filter.ts'
import { logLine } from '../src/engine/tail/log-lines.fixture.ts'
import { readPage } from '../src/engine/tail/read-log.ts'
import { openSegmentStore } from '../src/engine/tail/segment-store.ts'
import type { Report } from './bench.ts'

const linesAtOnce = 10_000

/**
 * Search over what is kept of a run: filters that nothing, and hardly anything, passes, over all of it,
 * call after call as the screen does it, in processor time. The engine does nothing else during a call.
 */
export async function benchLogSearch(
  folder: string,
  gigabytes: number,
  report: Report,
): Promise<void> {
  const dir = join(folder, 'search')
  const lines = fill(dir, gigabytes * 1e9)
  const openedMs = performance.now()
  using segments = openSegmentStore({ dir, budgetBytes: 2 * gigabytes * 1e9 })
  const { lastN } = segments
  const of = `${gigabytes} GB, ${(lastN / 1e6).toFixed(1)} million lines`
  report({
    name: `log opened again, ${of}`,
    value: performance.now() - openedMs,
    unit: 'ms',
    budget: 500,
  })
  if (lastN !== lines) throw new Error(`${lastN} lines instead of ${lines}`)
  const newestMs = performance.now()
  readPage(segments, { filter: filterOf(''), limit: 200 })
  report({
    name: `newest 200 lines, ${of}`,
    value: performance.now() - newestMs,
    unit: 'ms',
    budget: 150,
  })

  for (const [what, filter, budget] of [
    ['words that are nowhere', 'nobody-wrote-this', 60],
    ['a field that no line has', 'level>=warn no_such_field=7', 60],
  ] as const) {
    const { seconds, longestMs } = await searchAll(segments, filter)
    report({
      name: `log search for ${what}, ${of}`,
      value: seconds / gigabytes,
      unit: 's/GB',
      budget,
    })
    report({ name: `longest call of that search`, value: longestMs, unit: 'ms', budget: 250 })
  }
}

function fill(dir: string, bytes: number): number {
  using segments = openSegmentStore({ dir, budgetBytes: 2 * bytes })
  const startMs = Date.now() - 86_400_000
  const kinds = Array.from({ length: linesAtOnce }, (_, n) => logLine(n))
  let written = 0
  let n = 0
  while (written < bytes) {
    const lines = kinds.map((raw, index) => ({ tailId: 'bench', atMs: startMs + n + index, raw }))
    for (const { raw } of lines) written += raw.length + 30
    if (!segments.append(lines)) throw new Error('the disk is full')
    n += lines.length
  }
  return n
}

async function searchAll(segments: Parameters<typeof readPage>[0], filter: string) {
  const wanted = filterOf(filter)
  const began = process.cpuUsage()
  let longestMs = 0
  let before: number | undefined
  for (;;) {
    const calledMs = performance.now()
    const page = readPage(segments, {
      filter: wanted,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    })
    longestMs = Math.max(longestMs, performance.now() - calledMs)
    if (page.lines.length > 0) throw new Error(`found ${page.lines[0]?.text}`)
    if (page.isEnd) break
    before = page.reachedN
    await turn()
  }
  const { user, system } = process.cpuUsage(began)
  return { seconds: (user + system) / 1e6, longestMs }
}

function filterOf(filter: string) {
  const parsed = parseFilter(filter)
  if (!parsed.ok) throw new Error(filter)
  return parsed.value
}
