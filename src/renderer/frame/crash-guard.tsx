import { Component } from 'react'
import type { ReactNode } from 'react'

import { useText } from '../state/hooks.ts'

interface CrashGuardState {
  error?: Error
}

/** A bug in one screen leaves the strip, the rail and the other screens alive. */
export class CrashGuard extends Component<{ children: ReactNode }, CrashGuardState> {
  override state: CrashGuardState = {}

  static getDerivedStateFromError(error: unknown): CrashGuardState {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    return this.state.error ? <Crash error={this.state.error} /> : this.props.children
  }
}

function Crash({ error }: { error: Error }) {
  const t = useText()
  return (
    <section className="crash" role="alert">
      <h1>{t('crash.title')}</h1>
      <p>{t('crash.about')}</p>
      <pre className="code">{error.stack ?? error.message}</pre>
      <button type="button" className="primary" onClick={() => window.location.reload()}>
        {t('crash.reload')}
      </button>
    </section>
  )
}
