import { afterAll, beforeAll, expect, it } from 'vitest'

import { startAlertmanager, type AlertmanagerPart } from '../../../range/parts/alertmanager.ts'
import { startPrometheus, type PrometheusPart } from '../../../range/parts/prometheus.ts'
import { factsOf } from './conformance-facts.ts'

const opened = new AsyncDisposableStack()
let manager: AlertmanagerPart
let server: PrometheusPart

const rule = (alert: string, severity: string, more: object = {}) => ({
  alert,
  expr: 'vector(1)',
  labels: { severity, team: 'ops' },
  annotations: { summary: `${alert} of prod-1` },
  ...more,
})

beforeAll(async () => {
  const warning = (name: string) => [`severity="${name}"`]
  manager = opened.use(
    await startAlertmanager({
      inhibitRules: [{ source_matchers: warning('critical'), target_matchers: warning('warning') }],
    }),
  )
  const rules = [
    rule('DatabaseDown', 'critical'),
    rule('DiskFull', 'page'),
    rule('SlowQueries', 'warning'),
    rule('QueueGrows', 'critical', { for: '1h' }),
    rule('AllIsWell', 'critical', { expr: 'vector(1) > 2' }),
    { record: 'one', expr: 'vector(1)' },
    rule('Broken', 'info', { expr: 'label_replace(vector(1), "1x", "y", "a", "b")' }),
  ]
  server = opened.use(
    await startPrometheus({
      groups: [{ name: 'shop', rules }],
      alertmanager: `${manager.host}:${manager.port}`,
    }),
  )
})
afterAll(() => opened.disposeAsync())

const both = () => ({ prometheus: server.url, alertmanager: manager.url })

it('Prometheus: what fires, what is pending, which rules are loaded and looked at', async () => {
  const ask = () => factsOf('alerts', { prometheus: server.url })
  await expect.poll(async () => (await ask()).firing, { timeout: 20_000 }).toBe(3)
  const facts = await ask()
  expect(facts).toMatchObject({
    active: 3,
    critical: 2,
    pending: 1,
    active_by_severity: { critical: 1, page: 1, warning: 1 },
    pending_by_severity: { critical: 1 },
    rules: 6,
    rule_groups: 1,
    rules_failing: 1,
    error: '',
  })
  expect(facts.rule_names).toContain('QueueGrows')
  expect(facts.evaluated_age_s).toBeLessThan(5)
  expect(facts.alerts).toContainEqual(
    expect.objectContaining({
      name: 'DiskFull',
      state: 'active',
      severity: 'page',
      summary: 'DiskFull of prod-1',
    }),
  )
  expect(facts).not.toHaveProperty('silenced')
})

it('with Alertmanager: what is inhibited, what is silenced, by whom and until when', async () => {
  const ask = () => factsOf('alerts', both())
  await expect.poll(async () => (await ask()).inhibited, { timeout: 20_000 }).toBe(1)
  expect(await ask()).toMatchObject({ firing: 3, active: 2, silenced: 0, silences: [] })

  const answer = await fetch(`${manager.url}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: [{ name: 'alertname', value: 'Disk.*', isRegex: true, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'Camille',
      comment: 'known: ticket 42',
    }),
  })
  expect(answer.status).toBe(200)
  const { silenceID: silenceId } = (await answer.json()) as { silenceID: string }
  await expect.poll(async () => (await ask()).silenced, { timeout: 20_000 }).toBe(1)
  expect(await ask()).toMatchObject({
    firing: 3,
    active: 1,
    critical: 1,
    pending: 1,
    inhibited: 1,
    silenced_by_severity: { page: 1 },
    silences: [{ by: 'Camille', comment: 'known: ticket 42', matchers: ['alertname=~"Disk.*"'] }],
  })
  expect((await ask()).alerts).toContainEqual(
    expect.objectContaining({
      name: 'DiskFull',
      state: 'silenced',
      source: 'prometheus',
      silenced_by: [silenceId],
    }),
  )
  // What matters most comes first, for a list that is cut off.
  expect((await ask()).alerts).toMatchObject([{ name: 'DatabaseDown' }, {}, {}, {}])
  const alone = await factsOf('alerts', { alertmanager: manager.url })
  expect(alone).toMatchObject({ firing: 3, active: 1, silenced: 1, inhibited: 1 })
  expect(alone).not.toHaveProperty('pending')
  expect(alone).not.toHaveProperty('rules')
})

it('looks at the alerts that are meant, and no others', async () => {
  const match = '{severity=~"critical|page"}'
  expect(await factsOf('alerts', { ...both(), match })).toMatchObject({
    firing: 2,
    active: 1,
    pending: 1,
  })
  expect(await factsOf('alerts', { ...both(), match: 'AllIsWell' })).toMatchObject({
    firing: 0,
    active: 0,
    pending: 0,
    rules: 6,
  })
})

it('a source that is gone is no peace', async () => {
  await manager.stop()
  expect(await factsOf('alerts', both())).toMatchObject({ error: 'refused' })
  expect(await factsOf('alerts', both())).not.toHaveProperty('active')
})
