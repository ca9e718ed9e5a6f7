import { useStore } from 'zustand'

import { LeftPanel } from '../incident/left-panel.tsx'
import { DropZone } from '../parts/drop-zone.tsx'
import { useRange, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { LibraryPanel } from './library-panel.tsx'
import { useFileOpener } from './open-files.ts'
import { PracticeCard } from './practice-card.tsx'
import { RunbookInspector } from './runbook-inspector.tsx'
import { RunsPanel } from './runs-panel.tsx'

export function HomeScreen() {
  const t = useText()
  const opener = useFileOpener()
  const inspected = useUi((state) => state.inspectedHash)
  return (
    <>
      {inspected === undefined ? (
        <Overview />
      ) : (
        <RunbookInspector key={inspected} hash={inspected} />
      )}
      <DropZone label={t('home.drop')} onFiles={opener.open} />
    </>
  )
}

function Overview() {
  const session = useSession()
  const firstTime = useStore(session.runs, (runs) => runs.loaded && runs.entries.size === 0)
  return (
    <div className="screen home">
      {firstTime && <Welcome />}
      <div className="home-left">
        <RunsPanel />
        <LeftPanel />
        <PracticeCard />
      </div>
      <LibraryPanel />
    </div>
  )
}

/** Where somebody new begins. It goes away with the first run. */
function Welcome() {
  const t = useText()
  const range = useRange()
  return (
    <section className="welcome">
      <div className="stack tight">
        <h1>{t('home.welcome')}</h1>
        <p>{t('home.welcome-about')}</p>
      </div>
      <ol>
        <li className={range?.state === 'running' ? 'done' : ''}>{t('home.step-1')}</li>
        <li>{t('home.step-2')}</li>
        <li>{t('home.step-3')}</li>
      </ol>
    </section>
  )
}
