import { useState } from 'react'

import type { Failure } from '../../shared/result.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/rpc/contract.ts'
import { useSession } from '../state/session.ts'

/** A call whose failure is shown where it was asked: in a dialog or a form. */
export function useAsk() {
  const { client } = useSession()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()

  async function ask<N extends CallName>(
    name: N,
    input: CallInput<N>,
  ): Promise<{ value: CallOutput<N> } | undefined> {
    setBusy(true)
    setFailure(undefined)
    const result = await client.call(name, input)
    setBusy(false)
    if (result.ok) return { value: result.value }
    setFailure(result.failure)
    return undefined
  }
  return { ask, busy, failure, setFailure }
}
