import type { Stopped } from '../bridge/link.ts'
import { Code } from '../parts/code.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** The engine will not come back by itself: why, its log, and the way to start it again. */
export function EngineStopped({ stopped }: { stopped: Stopped }) {
  const t = useText()
  const { host } = useSession()
  const why = {
    deaths: 'stopped.deaths',
    failure: 'stopped.refused',
    denied: 'stopped.denied',
  } as const
  return (
    <section className="engine-stopped" role="alert">
      <Verdict tone="nogo" word={t('stopped.title')} />
      <p>{t(why[stopped.reason])}</p>
      {stopped.failure && <FailureNote failure={stopped.failure} />}
      {stopped.reason !== 'denied' && (
        <details>
          <summary>{t('stopped.log')}</summary>
          <Code text={stopped.log || t('stopped.no-log')} copy />
        </details>
      )}
      {host.restartEngine && (
        <div>
          <button type="button" className="primary" onClick={host.restartEngine}>
            {t('stopped.restart')}
          </button>
        </div>
      )}
    </section>
  )
}
