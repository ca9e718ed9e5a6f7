import { useText } from '../state/hooks.ts'

const example = `\`\`\`yaml check
queue: { on: main, name: incomingMessages }
expect: depth <= 100 && workers > 0
every: 10s
\`\`\``

/** The runbook watches no queue: what an author would write. */
export function NoQueues() {
  const t = useText()
  return (
    <div className="empty">
      <b>{t('queues.none')}</b>
      <p>{t('queues.none-help')}</p>
      <pre className="code">{example}</pre>
    </div>
  )
}
