import { z } from 'zod'

import { describeAlerts, measureAlerts } from './alerts-measure.ts'
import { requiredText } from './config-fields.ts'
import { connectionFacts } from './connection-facts.ts'
import { selectorField } from './metric-selector.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { viaField } from './via.ts'

const config = z
  .strictObject({
    prometheus: requiredText
      .optional()
      .describe('address of a Prometheus: its alerts, firing and pending, and its rules'),
    alertmanager: requiredText
      .optional()
      .describe('address of an Alertmanager: what is silenced or inhibited, and its silences'),
    match: selectorField
      .optional()
      .describe('only alerts with these labels, such as `{severity="critical"}`'),
    headers: z
      .record(z.string(), z.string())
      .default({})
      .describe('request headers, such as `Authorization: Bearer ${secrets.prometheus}`'),
    caFile: requiredText
      .optional()
      .describe('PEM file of a private certificate authority to trust besides the usual ones'),
    via: viaField,
  })
  .refine(
    ({ prometheus, alertmanager }) => prometheus !== undefined || alertmanager !== undefined,
    'give `prometheus`, `alertmanager`, or both',
  )

export type AlertsConfig = z.output<typeof config>

/** Which alerts there are, and whether whoever raises them is awake. */
export const alerts = defineProbe({
  kind: 'alerts',
  config,
  facts: {
    ...commonFacts,
    active: {
      type: 'int',
      about:
        'alerts that fire and are neither silenced nor inhibited: what somebody should look at',
    },
    firing: { type: 'int', about: 'alerts that fire, silenced ones included' },
    pending: {
      type: 'int',
      about: 'alerts whose condition holds, and not yet for long enough; needs `prometheus`',
    },
    silenced: {
      type: 'int',
      about: 'firing alerts that a silence keeps quiet; needs `alertmanager`',
    },
    inhibited: {
      type: 'int',
      about: 'firing alerts that another alert keeps quiet; needs `alertmanager`',
    },
    active_by_severity: {
      type: 'map',
      about:
        "counts of `active` by the label severity, such as `active_by_severity.critical`; 'none' without one",
    },
    firing_by_severity: { type: 'map', about: 'counts of `firing` by severity' },
    pending_by_severity: { type: 'map', about: 'counts of `pending` by severity' },
    silenced_by_severity: { type: 'map', about: 'counts of `silenced` by severity' },
    critical: { type: 'int', about: "active alerts whose severity is 'critical' or 'page'" },
    alerts: {
      type: 'list',
      about:
        'each, critical ones first, 100 at most: maps of name, state (active, silenced, inhibited, pending), severity, source (prometheus, alertmanager), since, summary, labels, silenced_by (ids of `silences`)',
    },
    silences: {
      type: 'list',
      about:
        'silences in force, 50 at most: maps of id, by, comment, until, matchers; needs `alertmanager`',
    },
    rules: {
      type: 'int',
      about: 'alerting rules that are loaded; needs `prometheus`, as the next four',
    },
    rule_names: { type: 'list', about: 'names of the alerting rules, each once' },
    rule_groups: { type: 'int', about: 'groups of rules that are loaded' },
    rules_failing: {
      type: 'int',
      about: 'rules, recording ones included, that could not be evaluated',
    },
    evaluated_age_s: {
      type: 'double',
      about:
        'seconds since the group that waited longest was evaluated, by our clock: proof that somebody watches; absent without rules',
    },
    status: { type: 'int', about: 'status code of the last answer' },
    remote_address: { type: 'string', about: 'IP address that answered last; absent with `via`' },
    ...connectionFacts,
    error_code: { type: 'string', about: "Prometheus' kind of error; absent otherwise" },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && active == 0",
  defaultTimeoutMs: 15_000,
  describe: describeAlerts,
  measure: measureAlerts,
})
