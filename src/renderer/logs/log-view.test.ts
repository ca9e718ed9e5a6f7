import { describe, expect, it, vi } from 'vitest'

import type { LogLine, LogPage } from '../../shared/model/tail.ts'
import { ok } from '../../shared/result.ts'
import { createLogView } from './log-view.ts'

/** A stream as the engine gives it: pages with a limit, the end known. */
function stream(count: number) {
  const lines: LogLine[] = []
  const add = (more: number) => {
    for (let index = 0; index < more; index++) {
      const n = lines.length + 1
      lines.push({ n, atMs: n, tailId: 'api', text: `line ${n}${n % 10 === 0 ? ' ten' : ''}` })
    }
  }
  add(count)
  const view = createLogView(({ filter = '', after, before, from, limit }) => {
    const passes = lines.filter(({ text }) => text.includes(filter))
    const lastN = lines.length
    const start = from === undefined ? after : Date.parse(from) - 1
    const page =
      start === undefined
        ? passes.filter(({ n }) => n < (before ?? Infinity)).slice(-limit)
        : passes.filter(({ n }) => n > start).slice(0, limit)
    const isEnd = page.length < limit
    const reachedN = (start === undefined ? page[0]?.n : page.at(-1)?.n) ?? start ?? 0
    const found: LogPage = { lines: page, firstN: 1, lastN, reachedN, isEnd }
    return Promise.resolve(ok(found))
  })
  const ns = () =>
    view.store.getState().rows.map((row) => (row.kind === 'line' ? row.line.n : -row.count))
  const come = (more: number) => {
    add(more)
    view.onLastN(lines.length)
  }
  view.onLastN(lines.length)
  return { view, ns, come }
}

const soon = { timeout: 15_000 }

describe('a look at the stream', () => {
  it('begins with the last lines, follows, and goes back', async () => {
    const { view, ns, come } = stream(1200)
    await vi.waitFor(() => expect(ns()).toHaveLength(500), soon)
    expect(ns().at(-1)).toBe(1200)
    come(700)
    await vi.waitFor(() => expect(ns().at(-1)).toBe(1900), soon)
    expect(ns()).toEqual(Array.from({ length: 1200 }, (_, index) => 701 + index))
    await view.loadOlder()
    expect(ns()[0]).toBe(201)
    await view.loadOlder()
    expect(ns()[0]).toBe(1)
    expect(view.store.getState()).toMatchObject({ isOldest: true, isFollowing: false })
  })

  it('says how much it left out where it cannot keep up, and loses nothing silently', async () => {
    const { ns, come } = stream(10)
    await vi.waitFor(() => expect(ns()).toHaveLength(10), soon)
    come(20_000)
    await vi.waitFor(() => expect(ns().at(-1)).toBe(20_010), soon)
    const skipped = ns().find((n) => n < 0) ?? 0
    expect(ns()[10]).toBe(skipped)
    expect(ns()[11]).toBe(10 - skipped + 1)
  })

  it('counts what waits while it is held, and shows it afterwards', async () => {
    const { view, ns, come } = stream(10)
    await vi.waitFor(() => expect(ns()).toHaveLength(10), soon)
    view.follow(false)
    come(30)
    expect(view.store.getState().waiting).toBe(30)
    expect(ns()).toHaveLength(10)
    view.follow(true)
    await vi.waitFor(() => expect(ns()).toHaveLength(40), soon)
    expect(view.store.getState().waiting).toBe(0)
  })

  it('filters from the end back, and goes on following through the filter', async () => {
    const { view, ns, come } = stream(100)
    view.setFilter('ten')
    await vi.waitFor(() => expect(ns()).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]), soon)
    come(15)
    await vi.waitFor(() => expect(ns().at(-1)).toBe(110), soon)
    view.step(-1, () => true)
    view.step(-1, () => true)
    expect(view.store.getState()).toMatchObject({ selectedN: 100, isFollowing: false })
  })

  it('goes to a moment', async () => {
    const { view, ns } = stream(2000)
    await vi.waitFor(() => expect(ns()).toHaveLength(500), soon)
    await view.goTo(new Date(42).toISOString())
    expect(ns()[0]).toBe(42)
    expect(view.store.getState()).toMatchObject({
      selectedN: 42,
      isFollowing: false,
      waiting: 1459,
    })
  })
})
