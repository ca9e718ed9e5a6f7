import { useText } from '../state/hooks.ts'

/** The runbook asks nothing to be watched: what an author would write. */
export function NoMonitors() {
  const t = useText()
  return (
    <div className="empty">
      <b>{t('health.none')}</b>
      <p>{t('health.none-help')}</p>
      <pre className="code">{'every: 10s'}</pre>
    </div>
  )
}
