import { Code } from '../parts/code.tsx'
import { useText } from '../state/hooks.ts'

const example = `\`\`\`yaml rollback
id: code
title: Back to the last release
when:
  - Is the new release to blame?
budget: 15m
safe-state: The backend is stopped. Nothing is lost.
steps:
  - id: back
    title: Start the last good image
    why: It worked.
    on: prod-1
    compose: { do: up, file: docker-compose.prod.yml, env: { TAG: "\${release.last_good}" } }
    expected: 1m
    verify:
      - http: { url: "\${endpoints.api}/health" }
        times: 3
        every: 5s
        within: 2m
done:
  - http: { url: "\${endpoints.api}/version" }
    title: The last good version is in service
    expect: json.version == '\${release.last_good}'
\`\`\``

/** The runbook has no way back: what an author would write. */
export function NoPlans() {
  const t = useText()
  return (
    <div className="empty">
      <b>{t('rollback.none')}</b>
      <p>{t('rollback.none-help')}</p>
      <Code text={example} copy />
      <p className="dim">{t('rollback.none-broken')}</p>
    </div>
  )
}
