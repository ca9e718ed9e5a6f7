import type { ReactNode } from 'react'

import type { Failure } from '../../shared/result.ts'
import { useUi } from '../state/hooks.ts'
import type { TextId } from '../text/translate.ts'
import { FailureNote } from './failure-note.tsx'
import { NoRun } from './no-run.tsx'
import { Waiting } from './waiting.tsx'

interface RunScreenProps {
  /** What the screen is for. */
  help: TextId
  failure: Failure | undefined
  loaded: boolean
  children: (runId: string) => ReactNode
}

/** What a screen of the open run shows until there is something to show. */
export function RunScreen({ help, failure, loaded, children }: RunScreenProps) {
  const runId = useUi((state) => state.runId)
  if (runId === undefined) return <NoRun help={help} />
  if (failure) {
    return (
      <div className="screen">
        <FailureNote failure={failure} />
      </div>
    )
  }
  return loaded ? children(runId) : <Waiting />
}
