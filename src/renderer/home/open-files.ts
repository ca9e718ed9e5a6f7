import { useMemo } from 'react'

import { base64OfFile } from '../parts/save-file.ts'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

const largestBytes = 16 * 1024 * 1024

/** What was exported is known by its ending; anything else is a runbook. */
const isRunFile = (name: string): boolean => /\.warroom$/i.test(name)

export interface FileOpener {
  /** Opens a runbook and shows it; by its path where there is one, so that edits are noticed. */
  openRunbook: (file: File) => Promise<void>
  importRun: (file: File) => Promise<void>
  /** What was dropped, by its name. */
  open: (files: readonly File[]) => void
}

export function useFileOpener(): FileOpener {
  const session = useSession()
  const t = useText()
  return useMemo(() => {
    const { ui, host } = session
    const fits = (file: File) => {
      if (file.size <= largestBytes) return true
      ui.toast({ tone: 'nogo', text: t('library.too-large', { name: file.name }) })
      return false
    }
    const opener: FileOpener = {
      async openRunbook(file) {
        const path = host.pathOf(file)
        if (path === undefined && !fits(file)) return
        const opened = await session.ask(
          'runbook.open',
          path === undefined ? { fileName: file.name, base64: await base64OfFile(file) } : { path },
        )
        if (opened) ui.inspect(opened.hash)
      },
      async importRun(file) {
        if (!fits(file)) return
        const imported = await session.ask('run.import', { base64: await base64OfFile(file) })
        if (!imported) return
        ui.toast({ tone: 'go', text: t('runs.imported') })
        ui.openRun(imported.runId, 'timeline')
      },
      open(files) {
        for (const file of files) {
          void (isRunFile(file.name) ? opener.importRun(file) : opener.openRunbook(file))
        }
      },
    }
    return opener
  }, [session, t])
}
