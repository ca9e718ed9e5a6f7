import { describe, expect, it } from 'vitest'

import { createSlots } from './slots.ts'

const never = new AbortController().signal

describe('places', () => {
  it('are given in the order of asking, never more than there are', async () => {
    const slots = createSlots(2)
    const order: number[] = []
    let together = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const release = await slots.acquire(never)
        order.push(index)
        most = Math.max(most, ++together)
        await Promise.resolve()
        together--
        release?.()
        release?.()
      }),
    )
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(most).toBe(2)
    expect(slots.taken).toBe(0)
  })

  it('are not taken by those who gave up', async () => {
    const slots = createSlots(1)
    const first = await slots.acquire(never)
    const abort = new AbortController()
    const givenUp = slots.acquire(abort.signal)
    const third = slots.acquire(never)
    abort.abort()
    expect(await givenUp).toBeUndefined()
    first?.()
    expect(await third).toBeTypeOf('function')
    expect(await slots.acquire(AbortSignal.abort())).toBeUndefined()
  })

  it('become fewer, but never none', async () => {
    const slots = createSlots(8)
    const releases = await Promise.all([slots.acquire(never), slots.acquire(never)])
    slots.shrink()
    for (const release of releases) release?.()
    const only = await slots.acquire(never)
    slots.shrink()
    const next = slots.acquire(never)
    expect(slots.taken).toBe(1)
    only?.()
    expect(await next).toBeTypeOf('function')
  })
})
