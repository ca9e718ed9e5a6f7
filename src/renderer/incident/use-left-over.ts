import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import type { LeftOver } from '../../shared/model/incident.ts'
import { useLive } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** A run that is watched changes many times a second: it is asked once it rests for so long. */
const restMs = 500

/** What is left to do after the go-lives; asked again when a run changed. */
export function useLeftOver(): readonly LeftOver[] {
  const { client, runs } = useSession()
  const live = useLive()
  const [left, setLeft] = useState<readonly LeftOver[]>([])
  const version = useStore(runs, ({ entries }) =>
    [...entries.values()].map(({ id, headSeq }) => `${id} ${headSeq}`).join(),
  )
  useEffect(() => {
    if (!live || version === '') return undefined
    let isWanted = true
    const timer = setTimeout(() => {
      // Nothing to say is better here than a failure: nobody asked.
      void client.call('incident.left', {}).then((result) => {
        if (isWanted && result.ok) setLeft(result.value)
      })
    }, restMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [client, live, version])
  return left
}
