import { useText } from '../state/hooks.ts'
import { AddTailButton } from './add-tail-button.tsx'

const example = `\`\`\`yaml tail
docker: sylion-backend
on: prod-1
patterns:
  - { title: Job failed, match: "event: 'job_failed'", critical: true }
\`\`\``

/** The runbook follows no log: what an author would write. */
export function NoTails() {
  const t = useText()
  return (
    <div className="empty">
      <b>{t('logs.none')}</b>
      <p>{t('logs.none-help')}</p>
      <pre className="code">{example}</pre>
      <AddTailButton />
    </div>
  )
}
