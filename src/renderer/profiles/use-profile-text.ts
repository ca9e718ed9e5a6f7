import { useEffect, useState } from 'react'

import type { Failure } from '../../shared/result.ts'
import type { ProfileEntry } from '../../shared/rpc/views.ts'
import { useSession } from '../state/session.ts'

export interface ProfileTextState {
  /** As it is on disk; undefined until it has been read. */
  text: string | undefined
  failure: Failure | undefined
  retry: () => void
  /** The engine has taken this text: it is what is on disk now. */
  took: (text: string) => void
}

/** The text of a profile on disk, read again whenever the engine says that the file changed. */
export function useProfileText(entry: ProfileEntry): ProfileTextState {
  const { client } = useSession()
  const [text, setText] = useState<string>()
  const [failure, setFailure] = useState<Failure>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const cancel = new AbortController()
    const { signal } = cancel
    void client.call('profile.get', { name: entry.name }, { signal }).then((result) => {
      if (signal.aborted) return
      setFailure(result.ok ? undefined : result.failure)
      if (result.ok) setText(result.value.text)
    })
    return () => cancel.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new entry means that the file changed
  }, [client, entry, attempt])
  return { text, failure, retry: () => setAttempt(attempt + 1), took: setText }
}
