import { Code } from '../parts/code.tsx'
import { useText } from '../state/hooks.ts'

const example = `- [ ] A message is answered {#message}
  \`\`\`yaml scenario
  title: A message is answered
  steps:
    - http:
        url: "\${api}/messages"
        method: POST
        json: { id: "\${correlation_id}" }
      title: Send it
      expect: status == 202
    - log: { tail: app, match: "event: 'sent'", containing: "\${correlation_id}" }
      title: It is sent
  after:
    - http: { url: "\${api}/messages/\${correlation_id}", method: DELETE }
      title: Take it away
  \`\`\``

/** The runbook plays nothing: what an author would write. */
export function NoScenarios() {
  const t = useText()
  return (
    <div className="empty">
      <h1 className="sr">{t('screen.scenarios')}</h1>
      <b>{t('scenarios.none')}</b>
      <p>{t('scenarios.none-help')}</p>
      <Code text={example} copy />
      <p className="dim">{t('scenarios.none-broken')}</p>
    </div>
  )
}
