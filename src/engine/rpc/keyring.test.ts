import { describe, expect, it, vi } from 'vitest'

import type { FromEngineFrame } from '../../shared/rpc/host-frames.ts'
import { createRemoteKeyring } from './keyring.ts'

describe('the keyring of main', () => {
  it('is asked by message, and each answer finds its question', async () => {
    const sent: FromEngineFrame[] = []
    const keyring = createRemoteKeyring((frame) => sent.push(frame))
    const sealed = keyring.protector.seal('secret')
    const opened = keyring.protector.open('c2VhbGVk')
    expect(sent).toEqual([
      { t: 'seal', id: 1, text: 'secret' },
      { t: 'unseal', id: 2, text: 'c2VhbGVk' },
    ])
    keyring.answer(2, { ok: true, value: 'plain' })
    keyring.answer(1, { ok: true, value: 'c2VhbGVk' })
    keyring.answer(9, { ok: true, value: 'nobody asked' })
    expect(await sealed).toEqual({ ok: true, value: 'c2VhbGVk' })
    expect(await opened).toEqual({ ok: true, value: 'plain' })
  })

  it('that never answers is a failure, not a wait without end', async () => {
    vi.useFakeTimers()
    const keyring = createRemoteKeyring(() => undefined)
    const sealed = keyring.protector.seal('secret')
    vi.advanceTimersByTime(30_000)
    vi.useRealTimers()
    expect(await sealed).toMatchObject({ ok: false, failure: { code: 'unavailable' } })
  })
})
