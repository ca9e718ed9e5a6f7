import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { DegradationKind } from '../../range/degradations.ts'
import { expect, test } from '../harness/test.ts'
import { startRangeThread } from './range-thread.ts'
import { goTo, openRunbook, panel, startRun, tile } from './screens.ts'

const everySeconds = 2
/** Two intervals; the second look and its deadline; what the range's own Prometheus takes; the way to the screen. */
const turnsWithinMs = 2 * everySeconds * 1000 + 2000 + 2000 + 1000
/** The window must have let go of what it saw, and the gate hold again. */
const recoversWithinMs = 40_000

const checks = {
  ready: {
    title: 'MedQuiz is ready',
    check: 'http: { url: "${endpoints.api}/v1/health/ready" }\nexpect: status == 200',
    require: 'availability >= 0.99',
  },
  fast: {
    title: 'MedQuiz answers quickly',
    check: 'http: { url: "${endpoints.api}/v1/health/live" }\nexpect: latency_ms < 500',
    require: 'p95_ms < 500.0',
  },
  served: {
    title: 'Requests end well',
    check: `prometheus:
  url: "\${endpoints.api}/v1/observability/metrics"
  headers: { Authorization: "Bearer \${secrets.metrics_token}" }
  values: { errors: 'http_requests_total{status=~"5.."}', requests: http_requests_total }
expect: values.requests > 0.0`,
    require: 'increase.values.errors / increase.values.requests < 0.05',
  },
  queue: {
    title: 'Sylion’s queue is short',
    check: 'queue: { on: sylion, name: messageProcessor }\nexpect: depth < 100',
    require: 'max.depth < 100.0',
  },
  alerts: {
    title: 'No critical alert',
    check: `alerts: { prometheus: "\${endpoints.prometheus}", alertmanager: "\${endpoints.alertmanager}" }
expect: critical == 0`,
    require: 'max.critical < 1.0',
  },
  scraped: {
    title: 'Prometheus sees them all',
    check: 'promql: { url: "${endpoints.prometheus}", query: up }\nexpect: value_min == 1.0',
    require: 'min.value_min == 1.0',
  },
} as const
type Name = keyof typeof checks

const indented = (text: string) => text.replace(/^/gm, '  ')

const runbook = `# Degraded

${Object.entries(checks)
  .map(
    ([id, { title, check }]) => `- [ ] ${title} {#${id}}
  \`\`\`yaml check
${indented(check)}
  every: ${everySeconds}s
  timeout: 1500ms
  \`\`\``,
  )
  .join('\n')}

\`\`\`yaml gate
title: Go-live
approvers: [Ops]
window: 10s
hold: 1s
min_coverage: 0.3
criteria:
${Object.entries(checks)
  .map(([id, { require }]) => `  - { check: ${id}, require: ${require} }`)
  .join('\n')}
\`\`\`
`

/** What each degradation turns, into what; all else stays as it is. */
const stories: {
  kind: DegradationKind
  about: string
  tiles: Partial<Record<Name, 'Down'>>
  /** The criteria that turn to `verdict`; those of the tiles when absent. */
  criteria?: Name[]
  verdict: 'NO-GO' | 'UNKNOWN'
}[] = [
  { kind: 'slow', about: 'slow', tiles: { fast: 'Down' }, verdict: 'NO-GO' },
  {
    kind: 'errors',
    about: 'answering 5xx',
    tiles: { ready: 'Down' },
    criteria: ['ready', 'served'],
    verdict: 'NO-GO',
  },
  { kind: 'backlog', about: 'with a backlog', tiles: { queue: 'Down' }, verdict: 'NO-GO' },
  { kind: 'alert', about: 'with an alert firing', tiles: { alerts: 'Down' }, verdict: 'NO-GO' },
  {
    kind: 'muted',
    about: 'with its source of alerts muted',
    tiles: { alerts: 'Down', scraped: 'Down' },
    verdict: 'UNKNOWN',
  },
]

// What is proved is the engine's, and takes a minute and a half: once is enough.
test('the range degraded in five ways turns the tile, the criterion and the verdict, and recovers @electron', async ({
  page,
  warroom,
}) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'warroom-degraded-'))
  await using range = await startRangeThread(folder)
  test.skip(
    stories.some(({ kind }) => !range.ready.degradations.includes(kind)),
    'the range lacks a program on this machine',
  )
  mkdirSync(join(warroom.dataDir, 'profiles'), { recursive: true })
  writeFileSync(join(warroom.dataDir, 'profiles', 'practice.yaml'), range.ready.profileText)
  const file = join(folder, 'degraded.md')
  writeFileSync(file, runbook)
  await openRunbook(page, file)
  await startRun(page, 'practice', 'Degraded')

  const strip = (verdict: string) =>
    page.getByRole('banner').getByRole('button', { name: new RegExp(`^${verdict}( |$)`) })
  const tileState = (name: Name) => tile(page, checks[name].title).locator('.v').first()
  const criterion = (name: Name) =>
    panel(page, 'Go-live')
      .locator('.criterion')
      .filter({ hasText: checks[name].title })
      .locator('.v')
      .first()
  const names = Object.keys(checks) as Name[]

  await test.step('all is well', async () => {
    await goTo(page, 'Health')
    for (const name of names) await expect(tileState(name)).toContainText('OK')
    await expect(strip('GO')).toBeVisible({ timeout: recoversWithinMs })
  })

  for (const { kind, about, tiles, criteria, verdict } of stories) {
    await test.step(`${about}: it turns within two intervals`, async () => {
      await goTo(page, 'Health')
      await range.degrade(kind, true)
      const beganMs = performance.now()
      const left = () => ({ timeout: Math.max(1, turnsWithinMs - (performance.now() - beganMs)) })
      const turned = criteria ?? (Object.keys(tiles) as Name[])
      for (const [name, state] of Object.entries(tiles) as [Name, string][])
        await expect(tileState(name)).toContainText(state, left())
      await expect(strip(verdict)).toBeVisible(left())
      await goTo(page, 'Decision')
      for (const name of turned) await expect(criterion(name)).toContainText(verdict, left())
      for (const name of names.filter((each) => !turned.includes(each)))
        await expect(criterion(name)).toHaveText(/^\W*GO$/)
    })

    await test.step(`no longer ${about}: it recovers`, async () => {
      await range.degrade(kind, false)
      await goTo(page, 'Health')
      for (const name of names) await expect(tileState(name)).toContainText('OK')
      await expect(strip('GO')).toBeVisible({ timeout: recoversWithinMs })
    })
  }
  rmSync(folder, { recursive: true, force: true })
})
