import { z } from 'zod'

import type { PrometheusPart } from '../parts/prometheus.ts'
import { alertRulesOf, stormGroup, stormRuleNames } from '../practice/alert-rules.ts'
import type { Breakage } from './breakage.ts'

interface AlertStormOptions {
  prometheus: Pick<PrometheusPart, 'url' | 'setRules' | 'setPaused'>
  alertmanagerUrl: string
}

const loadedRules = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        rules: z.array(
          z.object({ name: z.string(), labels: z.record(z.string(), z.string()).optional() }),
        ),
      }),
    ),
  }),
})
const raisedAlerts = z.array(z.object({ labels: z.record(z.string(), z.string()) }))

/** New alert rules whose limits are a unit off: dozens of alerts, and nothing is wrong. */
export function createAlertStorm({ prometheus, alertmanagerUrl }: AlertStormOptions): Breakage {
  const asked = async (url: string): Promise<unknown> => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) })
    return answer.json()
  }
  const look = async () => {
    const { groups } = loadedRules.parse(await asked(`${prometheus.url}/api/v1/rules`)).data
    const raised = raisedAlerts.parse(await asked(`${alertmanagerUrl}/api/v2/alerts`))
    const isRight = groups
      .flatMap(({ rules }) => rules)
      .some(({ name, labels }) => name === 'alert_rules_info' && labels?.['version'] === '2.0')
    // An alert of a rule that is gone lives on in Alertmanager until it is known to have ended.
    const isQuiet = !raised.some(({ labels }) => stormRuleNames.has(labels['alertname'] ?? ''))
    return isRight && isQuiet && !groups.some(({ name }) => name === stormGroup)
  }
  return {
    begin: () => prometheus.setRules(alertRulesOf('2.1')),
    isWhole: () => look().catch(() => false),
    async mend() {
      prometheus.setPaused(false)
      await prometheus.setRules(alertRulesOf('2.0'))
    },
  }
}
