import { useEffect } from 'react'
import { useStore } from 'zustand'

import { CrashGuard } from '../frame/crash-guard.tsx'
import { useDocumentLook } from '../frame/use-document-look.ts'
import { wallRun } from '../logic/wall.ts'
import { useSession } from '../state/session.ts'
import { WallScreen } from './wall-screen.tsx'

/** The wall: nothing on it can be acted on, and it follows the run by itself. */
export function WallApp({ wanted }: { wanted: string | undefined }) {
  const { ui, runs } = useSession()
  const runId = useStore(runs, (mirror) => wallRun(mirror.entries.values(), wanted)?.id)
  useDocumentLook()
  useEscape()
  useEffect(() => {
    // While the engine is away nothing is known of runs: what is shown stays.
    if (runId !== undefined) ui.openRun(runId, 'war-room')
  }, [ui, runId])
  return (
    <CrashGuard>
      <WallScreen />
    </CrashGuard>
  )
}

/** In the desktop window. A browser leaves its full screen by itself, and closes its pages itself. */
function useEscape(): void {
  const { host } = useSession()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && host.kind === 'electron') window.close()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [host])
}
